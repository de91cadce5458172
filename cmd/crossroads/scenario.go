package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"crossroads/model"
	"crossroads/scenarios"
)

// newScenario makes the commands for scenario and world files.
func newScenario() *cobra.Command {
	c := &cobra.Command{
		Use:   "scenario",
		Short: "Write, check, show and compare scenario and world files",
		Long: model.Label + `

A path's file holds what actors choose: levers, shocks, rules. A world's file holds what nobody chooses: assumptions.`,
		Example: `  crossroads scenario new my.yaml --from three-pillar
  crossroads scenario validate my.yaml
  crossroads scenario diff three-pillar my.yaml`,
		Args: knownCommand,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newScenarioList(), newScenarioShow(), newScenarioNew(), newScenarioValidate(), newScenarioFmt())
	return c
}

// newScenarioList makes the command that lists what is built in.
func newScenarioList() *cobra.Command {
	var o options
	c := &cobra.Command{
		Use:   "list",
		Short: "List the built-in paths and worlds",
		Long:  model.Label + "\n\nLists the built-in paths and worlds by the names that every command knows them by.",
		Args:  noArguments,
	}
	o.bindFormat(c)
	c.RunE = func(c *cobra.Command, _ []string) error {
		r, err := listReport()
		if err != nil {
			return err
		}
		return r.print(c.OutOrStdout(), o.format)
	}
	return c
}

// listReport is a table of the built-in paths and one of the worlds.
func listReport() (*report, error) {
	paths := block{Title: "Paths: what actors choose", Columns: []column{{"name", "name", 18}, {"label", "label", 28}, {"extends", "extends", 0}, {"leaves", "leaves the history", 0}}}
	for _, name := range scenarios.BuiltinNames() {
		s, err := scenarios.Builtin(name)
		if err != nil {
			return nil, err
		}
		paths.Rows = append(paths.Rows, []any{s.Name, s.Label, s.From.Name, s.Leaves().String()})
	}
	worlds := block{Title: "Worlds: what nobody chooses", Columns: []column{{"name", "name", 18}, {"label", "label", 28}, {"changes", "assumptions set", 0}}}
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return nil, err
		}
		worlds.Rows = append(worlds.Rows, []any{w.Name, w.Label, len(w.Set)})
	}
	return &report{Title: "Built-in paths and worlds", Facts: facts(), Blocks: []block{paths, worlds},
		Sentences: []string{"crossroads scenario show NAME prints one; crossroads scenario new FILE.yaml --from NAME writes a file that builds on it."}}, nil
}

// found is a path or a world, whichever a name stands for.
type found struct {
	path  *scenarios.Scenario // nil for a world
	world *scenarios.World    // nil for a path
}

// kind is the word for what was found.
func (f found) kind() string {
	if f.world != nil {
		return "world"
	}
	return "path"
}

// text is the file as it was written.
func (f found) text() string {
	if f.world != nil {
		return f.world.Text
	}
	return f.path.Text
}

// find returns the built-in path or world of a name, or reads the file that name
// is the path of.
func find(name string) (f found, err error) {
	world := slices.Contains(scenarios.WorldNames(), name)
	if isYAML(name) {
		kind, err := scenarios.Check(name)
		if err != nil {
			return f, err
		}
		world = kind == "world"
	}
	if world {
		f.world, err = scenarios.FindWorld(name)
		return f, err
	}
	if f.path, err = scenarios.Find(name); misused(err) {
		err = &scenarios.UnknownError{Thing: "path or world", Name: name, Known: slices.Concat(scenarios.BuiltinNames(), scenarios.WorldNames())}
	}
	return f, err
}

// newScenarioShow makes the command that prints a file.
func newScenarioShow() *cobra.Command {
	return &cobra.Command{
		Use:     "show NAME | FILE.yaml",
		Short:   "Print a path or world",
		Long:    model.Label + "\n\nPrints the file of a path or world.",
		Example: "  crossroads scenario show three-pillar > mine.yaml",
		Args:    oneArgument("path or world"),
		RunE: func(c *cobra.Command, args []string) error {
			f, err := find(args[0])
			if err != nil {
				return err
			}
			return showFile(c.OutOrStdout(), f, args[0], f.text())
		},
	}
}

// showFile prints a file's text under comments that say what it is, so that what
// is printed is a file too.
func showFile(w io.Writer, f found, name, text string) error {
	_, err := fmt.Fprintf(w, "# %s\n# %s %s, version %s, model %s\n%s", model.Label, f.kind(), name, model.Version, scenarios.ModelHash(), text)
	return err
}
