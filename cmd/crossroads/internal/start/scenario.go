// SPDX-License-Identifier: Apache-2.0

package start

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/forms/layout"
)

// NewScenario makes the commands for scenario and world files.
func NewScenario() *cobra.Command {
	c := &cobra.Command{
		Use:   "scenario",
		Short: "Create, check and compare scenario files",
		Long: model.Label + `

A path's file holds what actors choose: levers, shocks, rules. A world's file holds what nobody chooses: assumptions.`,
		Example: `  crossroads scenario new my.yaml --from three-pillar
  crossroads scenario validate my.yaml
  crossroads scenario diff three-pillar my.yaml`,
		Args: flags.KnownCommand,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newScenarioList(), newScenarioShow(), newScenarioNew(), newScenarioValidate(), newScenarioDiff(),
		newScenarioSchema(), newScenarioFmt())
	return c
}

// newScenarioList makes the command that lists what is built in.
func newScenarioList() *cobra.Command {
	var o flags.Options
	c := &cobra.Command{
		Use:   "list",
		Short: "List the built-in paths and worlds",
		Long:  model.Label + "\n\nLists the built-in paths and worlds by the names that commands accept.",
		Args:  flags.NoArguments,
	}
	o.BindFormat(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		d, err := listDocument()
		if err != nil {
			return err
		}
		return o.Show(c, d)
	}
	return c
}

// listDocument is a table of the built-in paths and one of the worlds.
func listDocument() (*table.Document, error) {
	paths := &table.Table{Name: "paths", Title: "Paths: what actors choose", Columns: []table.Column{
		table.Words("name", "name", 19), table.Words("title", "label", 28), table.Words("extends", "extends", 0), table.Words("leaves", "leaves the history", 0),
	}, Notes: []string{"A path named as-it-happened tells what happened. It is no policy and runs only when named."}}
	for _, name := range scenarios.PathNames() {
		s, err := scenarios.Builtin(name)
		if err != nil {
			return nil, err
		}
		paths.Add(table.Word(s.Name), table.Word(s.Label), table.Word(s.From.Name), table.Word(s.Leaves().String()))
	}
	worlds := &table.Table{Name: "worlds", Title: "Worlds: what nobody chooses", Columns: []table.Column{table.Words("name", "name", 18), table.Words("title", "label", 28), table.Counts("changes", "assumptions set")}}
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return nil, err
		}
		worlds.Add(table.Word(w.Name), table.Word(w.Label), table.Count(len(w.Set)))
	}
	return &table.Document{Title: "Built-in paths and worlds", Facts: table.Facts(), Tables: []*table.Table{paths, worlds},
		Notes: []string{"crossroads scenario show NAME prints one; crossroads scenario new FILE.yaml --from NAME writes a file that builds on it."}}, nil
}

// found is a path or a world, whichever a name stands for.
type found struct {
	path  *scenarios.Scenario // nil for a world
	world *scenarios.World    // nil for a path
}

// kind is the word for what was found.
func (f found) kind() string { return kindWord(f.world != nil) }

// kindWord is the word for a world or a path.
func kindWord(world bool) string {
	if world {
		return "world"
	}
	return "path"
}

// text is the file as it was written, or resolved: with all that it inherits, and
// where each value comes from.
func (f found) text(resolved bool) (string, error) {
	switch {
	case !resolved && f.world != nil:
		return f.world.Text, nil
	case !resolved:
		return f.path.Text, nil
	}
	text := ""
	if f.world != nil {
		text = f.world.Explained() + notSet(f.world)
	} else {
		text = f.path.Explained()
	}
	laid, err := layout.Format([]byte(text))
	return string(laid), err
}

// notSet lists, in comments, the parameters that a world leaves at their central
// values. To set them would hold them in an ensemble, which now draws them.
func notSet(w *scenarios.World) string {
	var b strings.Builder
	b.WriteString("\n# Not set: at their central values in a single run, drawn, unless constant, from their documented ranges in an ensemble.\n")
	for i := range model.ParameterTable {
		if row := &model.ParameterTable[i]; !slices.Contains(w.Set, row) {
			fmt.Fprintf(&b, "#   %s: %s\n", row.Name, scenarios.Plain(*row.Of(&w.Parameters)))
		}
	}
	return b.String()
}

// warnings is what is allowed in the file and yet hardly meant.
func (f found) warnings() scenarios.Mistakes {
	if f.world != nil {
		return f.world.Warnings
	}
	return f.path.Warnings
}

// marks is its name with what every table has to say of it; "" for nothing.
func (f found) marks() string {
	switch {
	case f.world != nil && f.world.Marked() != f.world.Name:
		return f.world.Marked()
	case f.path != nil && f.path.Marked() != f.path.Name:
		return f.path.Marked()
	}
	return ""
}

// summary says in words what the file sets.
func (f found) summary() string {
	var set []string
	add := func(what string, some bool) {
		if some {
			set = append(set, what)
		}
	}
	base := "the central values"
	if w := f.world; w != nil {
		for _, row := range w.Set {
			if w.From == nil || w.Places[row] != w.From.Places[row] {
				add(row.Name, true)
			}
		}
		if w.From != nil {
			base = w.From.Name
		}
		add("shocks", len(w.Shocks) > 0)
		add("how assumptions are drawn", len(w.Uncertain) > 0)
	} else {
		for _, l := range f.path.Levers {
			add(l.Lever.Name, true)
		}
		base = f.path.BaseName()
		add("shocks", len(f.path.Shocks) > 0)
		add("rules", len(f.path.Rules) > 0)
		add("a budget", f.path.Budget != nil && (f.path.From == nil || f.path.Budget != f.path.From.Budget))
		add("its horizon", f.path.From == nil || f.path.Starts != f.path.From.Starts || f.path.End != f.path.From.End)
		add("assumptions of its own", f.path.Assumes != nil)
	}
	return "on top of " + base + " it sets " + cmp.Or(table.Sentence(set), "nothing")
}

// find returns the built-in path or world of a name, or reads the file that name
// is the path of; with --mixed, a path that sets assumptions too.
func find(o *flags.Options, name string) (f found, err error) {
	world := slices.Contains(scenarios.WorldNames(), name)
	if output.IsYAML(name) {
		kind, _, err := scenarios.Check(name)
		world = kind == kindWord(true)
		if err != nil && (world || !o.Mixed) {
			return f, err
		}
	}
	if world {
		f.world, err = scenarios.FindWorld(name)
		return f, err
	}
	if f.path, err = o.ReadPath(name); flags.Misused(err) {
		err = &scenarios.UnknownError{Thing: "path or world", Name: name, Known: slices.Concat(scenarios.PathNames(), scenarios.WorldNames())}
	}
	return f, err
}

// newScenarioShow makes the command that prints a file.
func newScenarioShow() *cobra.Command {
	var o flags.Options
	var resolved bool
	c := &cobra.Command{
		Use:   "show NAME | FILE.yaml",
		Short: "Show a path or world; with --resolved, every value it sets",
		Long: model.Label + `

Prints the file of a path or world as it was written. With --resolved it prints every value that the file sets or
inherits, with the file and line it comes from. The output is itself a file that gives the same numbers to the last
digit. The name history stands for the years before the policy start, which all paths share.`,
		Example: "  crossroads scenario show three-pillar\n  crossroads scenario show history\n  crossroads scenario show my.yaml --resolved > whole.yaml",
		Args:    flags.OneArgument("path or world"),
	}
	o.BindMixed(c)
	c.Flags().BoolVar(&resolved, "resolved", false, "print every value it sets or inherits, with its place")
	c.RunE = func(c *cobra.Command, args []string) error {
		f, err := found{path: scenarios.History()}, error(nil)
		if args[0] != f.path.Name {
			f, err = find(&o, args[0])
		}
		if err != nil {
			return err
		}
		text, err := f.text(resolved)
		if err != nil {
			return err
		}
		return showFile(c.OutOrStdout(), f, args[0], text)
	}
	return c
}

// showFile prints a file's text under comments that say what it is, so that what
// is printed is a file too.
func showFile(w io.Writer, f found, name, text string) error {
	_, err := fmt.Fprintf(w, "# %s\n# %s %s, version %s, model %s\n%s", model.Label, f.kind(), name, model.Version, scenarios.ModelHash(), text)
	return err
}
