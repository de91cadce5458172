// SPDX-License-Identifier: Apache-2.0

package teach

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/document"
	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/class"
	"crossroads/scenarios/class/code"
	"crossroads/scenarios/files"
)

// NewClass makes the commands for what pupils hand in.
func NewClass() *cobra.Command {
	c := &cobra.Command{
		Use:   "class",
		Short: "Gather and check what pupils hand in",
		Long:  model.Label + "\n\nNothing leaves this computer: what pupils hand in is read from files.",
		Args:  flags.KnownCommand,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newClassMerge(), newClassCode(), newClassShow())
	return c
}

// classOptions are the flags of class merge.
type classOptions struct {
	flags.Output
	flags.Question
}

// newClassMerge makes the command that sums up what a class tried.
func newClassMerge() *cobra.Command {
	var o classOptions
	c := &cobra.Command{
		Use:   "merge FILE | FOLDER | 'PATTERN' | -...",
		Short: "Check and run the entries of a class",
		Long: model.Label + `

Reads codes (one on each line, with or without a name before it) and scenario files, runs each, and writes what the
class tried: levers moved, results, questions for the debrief, and guesses where the codes hold them. A folder gives
its .txt, .yaml and .yml files. Lines that cannot be read are named and left out; the others are counted (exit 1).`,
		Example: "  crossroads class merge codes.txt\n  crossroads class merge entries 'more/*.yaml' --out board",
	}
	o.BindFormat(c)
	o.BindFigures(c)
	o.BindFolder(c, "class")
	o.BindDryRun(c)
	o.BindWorld(c)
	o.BindAgainst(c)
	c.Flags().Lookup("world").Usage = "assumptions of scenario files; codes carry their own"
	c.Flags().Lookup("against").Usage = "path that everybody started from"
	c.RunE = func(c *cobra.Command, names []string) error {
		if err := o.CheckFolder(c); err != nil {
			return err
		}
		m, err := o.read(c, names)
		if err != nil {
			return err
		}
		if err := o.Ask(c, m); err != nil || len(m.refused) == 0 || o.DryRun || o.Table == table.List {
			return err
		}
		return errors.Join(append(m.refused, fmt.Errorf("%d could not be read and %d were counted", len(m.refused), len(m.entries)))...)
	}
	return c
}

// read reads the entries named.
func (o *classOptions) read(c *cobra.Command, names []string) (m *merged, err error) {
	if len(names) == 0 {
		return nil, flags.Usagef("%s: nothing named (files, folders or patterns)", c.CommandPath())
	}
	m = &merged{}
	if m.against, err = scenarios.Find(o.Against); err != nil {
		return nil, err
	}
	if m.world, err = o.FindWorld(); err != nil {
		return nil, err
	}
	list, err := entryFiles(names, o.Out)
	if err != nil {
		return nil, err
	}
	for _, file := range list {
		text, err := files.Read(file, class.MaxEntry)
		if err != nil {
			return nil, err
		}
		entries, faults := class.Read(filepath.ToSlash(file), text, m.world)
		m.entries, m.refused = append(m.entries, entries...), append(m.refused, faults...)
	}
	if len(m.entries) == 0 {
		return nil, errors.Join(append(m.refused, fmt.Errorf("no entry found in %s (codes, one a line, or scenario files)", strings.Join(names, ", ")))...)
	}
	return m, nil
}

// merged is what a class handed in, beside the path it began from.
type merged struct {
	against *scenarios.Scenario
	world   *scenarios.World // of scenario files
	entries []class.Entry
	refused []error
}

// Plan says what is run and written.
func (m *merged) Plan() output.Plan {
	p := output.Plan{
		Runs: class.Runs(m.entries), Words: fmt.Sprintf("entries %d, in all built-in worlds", len(m.entries)),
		Tables: []string{"levers", "by_world", "results"}, Files: []string{"class.csv", "entries.txt", "class.html"}, Figures: []string{"class"},
	}
	if slices.ContainsFunc(m.entries, func(e class.Entry) bool { return len(e.Guesses) > 0 }) {
		p.Tables = append(p.Tables, "guesses")
	}
	if slices.ContainsFunc(m.entries, func(e class.Entry) bool { return len(e.Orders) > 0 }) {
		p.Tables = append(p.Tables, "crossings")
	}
	p.Tables = append(p.Tables, "entries")
	return p
}

// Run runs every entry.
func (m *merged) Run(_ context.Context, done func(int)) (*output.Answer, error) {
	b, err := class.NewBoard(m.entries, m.against)
	if err != nil {
		return nil, err
	}
	done(class.Runs(m.entries))
	figure := plots.Class(b)
	figure.Plain = true
	a := &output.Answer{Document: classDocument(b), Figures: []*plots.Figure{figure}, Source: output.Source{Paths: []*scenarios.Scenario{m.against}, Worlds: []*scenarios.World{m.world}, Horizon: model.DefaultHorizon}}
	page := document.Class{Document: &a.Document, Questions: b.Questions()}
	if page.Figure, err = document.ShowFigure(figure); err != nil {
		return nil, err
	}
	for _, err := range m.refused {
		page.Refused = append(page.Refused, strings.Split(err.Error(), "\n")...)
	}
	a.Files = []output.File{
		output.TableFile(everyNumber(b)),
		{Name: "entries.txt", Write: func(w io.Writer) error { return writeCodes(w, b) }},
		{Name: "class.html", Write: func(w io.Writer) error { return document.WriteDocument(w, "class.html", page) }},
	}
	return a, nil
}

// entryFiles lists the files that the names stand for, each once: a file, the
// entries in a folder, or whatever matches a pattern.
func entryFiles(names []string, out string) ([]string, error) {
	var list []string
	for _, name := range names {
		if name == "-" {
			list = append(list, name)
			continue
		}
		info, err := os.Stat(name)
		switch {
		case err == nil && info.IsDir():
			if filepath.Clean(name) == filepath.Clean(out) {
				return nil, flags.Usagef("--out %s: is the folder that is read (choose another folder)", out)
			}
			entries, err := os.ReadDir(name)
			if err != nil {
				return nil, err
			}
			for _, e := range entries {
				if e.Type().IsRegular() && class.IsEntries(e.Name()) {
					list = append(list, filepath.Join(name, e.Name()))
				}
			}
		case err == nil:
			list = append(list, name)
		case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(name, "*?["):
			found, err := filepath.Glob(name)
			if err != nil {
				return nil, flags.Usagef("%s: %v", name, err)
			}
			if len(found) == 0 {
				return nil, fmt.Errorf("%s: matches no file", name)
			}
			list = append(list, found...)
		default:
			return nil, err
		}
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(file string) bool {
		twice := seen[filepath.Clean(file)]
		seen[filepath.Clean(file)] = true
		return twice
	}), nil
}

// writeCodes writes every entry as a code behind its name, to be read again.
func writeCodes(w io.Writer, b *class.Board) error {
	fmt.Fprintf(w, "# %s. Model %s. One entry a line: name, code.\n", model.Label, scenarios.ModelHash())
	for _, t := range b.Results {
		text, err := code.Encode(t.Entry.Entry)
		if err != nil {
			fmt.Fprintf(w, "# %s: %v\n", t.Name, err)
			continue
		}
		if _, err := fmt.Fprintf(w, "%s: %s\n", strings.NewReplacer("\n", " ", "\r", " ").Replace(t.Name), text); err != nil {
			return err
		}
	}
	return nil
}

// newClassCode makes the command that writes a scenario file as a code.
func newClassCode() *cobra.Command {
	var o flags.Options
	c := &cobra.Command{
		Use:     "code PATH | FILE.yaml",
		Short:   "Print the short code of a path and its world",
		Long:    model.Label + "\n\nWrites a path, with all its levers and shocks, and its world as a code.\nA code holds no label and no doc, and rules do not fit into it.",
		Example: "  crossroads class code my.yaml --world backlash",
		Args:    flags.OneArgument("path"),
	}
	o.BindWorld(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		s, err := scenarios.Find(args[0])
		if err != nil {
			return err
		}
		world, err := o.FindWorld()
		if err != nil {
			return err
		}
		text, err := code.Encode(&code.Entry{Scenario: s, World: world})
		if err != nil {
			return err
		}
		fmt.Fprintln(c.OutOrStdout(), text)
		return nil
	}
	return c
}

// newClassShow makes the command that writes a code as a scenario file.
func newClassShow() *cobra.Command {
	return &cobra.Command{
		Use:     "show CODE",
		Short:   "Write a pupil's code as a scenario file",
		Long:    model.Label + "\n\nWrites the path in a code as a scenario file, with its world and what was expected as comments.",
		Example: "  crossroads class show CR1-7K2PM-... > ana.yaml\n  crossroads compare ana.yaml",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return flags.Usagef("%s: no code given (a whole code, or six letters)", c.CommandPath())
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			e, err := class.Decode(strings.Join(args, " "))
			if err != nil {
				return err
			}
			w := c.OutOrStdout()
			fmt.Fprintf(w, "# %s. World: %s.\n", model.Label, class.WorldName(e.World))
			if !e.SameModel() {
				fmt.Fprintf(w, "# Made with model %s…; this is model %s and may give other numbers.\n", e.Model, scenarios.ModelHash())
			}
			for _, g := range e.Guesses {
				fmt.Fprintf(w, "# Expected: %s in %d on the path %s: %s.\n", g.Outcome.Label, g.Year, pathName(g.Path).Label, plots.Number(g.Value))
			}
			for _, g := range e.Orders {
				fmt.Fprintf(w, "# Expected: %s: %s ends higher than %s: %s; their lines cross: %s.\n", g.Outcome.Label, pathName(g.First).Label, pathName(g.Second).Label, table.YesNo(g.Higher).Text(), table.YesNo(g.Cross).Text())
			}
			_, err = io.WriteString(w, e.Scenario.File())
			return err
		},
	}
}
