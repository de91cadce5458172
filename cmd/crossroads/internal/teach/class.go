// SPDX-License-Identifier: Apache-2.0

package teach

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/document"
	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/sink"
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

// newClassMerge makes the command that sums up what a class tried.
func newClassMerge() *cobra.Command {
	var o flags.Options
	c := &cobra.Command{
		Use:   "merge FILE | FOLDER | 'PATTERN'...",
		Short: "Check and run the entries of a class",
		Long: model.Label + `

Reads codes (one on each line, with or without a name before it) and scenario files, runs each, and writes what the
class tried: levers moved, results, what was expected and what the model gave, questions for the debrief. A folder gives
its .txt, .yaml and .yml files. Lines that cannot be read are named and left out; the others are counted (exit 1).`,
		Example: "  crossroads class merge codes.txt\n  crossroads class merge entries 'more/*.yaml' --out board",
	}
	o.BindFormat(c)
	o.BindFigures(c)
	o.Results("class")
	o.BindOut(c)
	o.BindWorld(c)
	o.BindAgainst(c)
	c.Flags().Lookup("world").Usage = "assumptions of scenario files; codes carry their own"
	c.Flags().Lookup("against").Usage = "path that everybody started from"
	c.RunE = func(c *cobra.Command, args []string) error { return classMerge(c, &o, args) }
	return c
}

// classMerge reads the entries, runs them, writes the files, prints the tables.
func classMerge(c *cobra.Command, o *flags.Options, names []string) error {
	if len(names) == 0 {
		return flags.Usagef("%s: nothing named (files, folders or patterns)", c.CommandPath())
	}
	against, err := scenarios.Find(o.Against)
	if err != nil {
		return err
	}
	world, err := o.FindWorld()
	if err != nil {
		return err
	}
	forms, err := o.Drawing()
	if err != nil {
		return err
	}
	list, err := entryFiles(names, o.Out)
	if err != nil {
		return err
	}
	var entries []class.Entry
	var refused []error
	for _, file := range list {
		text, err := files.Read(file, class.MaxEntry)
		if err != nil {
			return err
		}
		more, faults := class.Read(filepath.ToSlash(file), text, world)
		entries, refused = append(entries, more...), append(refused, faults...)
	}
	if len(entries) == 0 {
		return errors.Join(append(refused, fmt.Errorf("no entry found in %s (codes, one a line, or scenario files)", strings.Join(names, ", ")))...)
	}
	board, err := class.NewBoard(entries, against)
	if err != nil {
		return err
	}
	r := classReport(board)
	out, err := o.OpenFolder()
	if err != nil {
		return err
	}
	defer out.Discard()
	pieces := []output.File{
		{Name: "class.csv", Write: func(w io.Writer) error { return writeEntries(w, board) }},
		{Name: "entries.txt", Write: func(w io.Writer) error { return writeCodes(w, board) }},
		{Name: "class.html", Write: func(w io.Writer) error { return writeClassPage(w, r, board, refused) }},
	}
	pieces = append(pieces, forms.Files(plots.Class(board))...)
	if err := out.Write(pieces); err != nil {
		return err
	}
	if err := out.Finish(o.NewManifest(model.DefaultHorizon, []*scenarios.Scenario{against}, world)); err != nil {
		return err
	}
	if err := blocks.Show(c, &o.Output, r); err != nil {
		return err
	}
	out.Say(c.ErrOrStderr())
	if len(refused) > 0 {
		return errors.Join(append(refused, fmt.Errorf("%d could not be read and %d were counted", len(refused), len(entries)))...)
	}
	return nil
}

// entryFiles lists the files that the names stand for, each once: a file, the
// entries in a folder, or whatever matches a pattern.
func entryFiles(names []string, out string) ([]string, error) {
	var files []string
	for _, name := range names {
		info, err := os.Stat(name)
		switch {
		case err == nil && info.IsDir():
			if filepath.Clean(name) == filepath.Clean(out) {
				return nil, flags.Usagef("--out %s: is the folder that is read (another folder)", out)
			}
			entries, err := os.ReadDir(name)
			if err != nil {
				return nil, err
			}
			for _, e := range entries {
				if e.Type().IsRegular() && class.IsEntries(e.Name()) {
					files = append(files, filepath.Join(name, e.Name()))
				}
			}
		case err == nil:
			files = append(files, name)
		case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(name, "*?["):
			found, err := filepath.Glob(name)
			if err != nil {
				return nil, flags.Usagef("%s: %v", name, err)
			}
			if len(found) == 0 {
				return nil, fmt.Errorf("%s: matches no file", name)
			}
			files = append(files, found...)
		default:
			return nil, err
		}
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(files, func(file string) bool {
		twice := seen[filepath.Clean(file)]
		seen[filepath.Clean(file)] = true
		return twice
	}), nil
}

// classReport says what a class tried.
func classReport(b *class.Board) *blocks.Report {
	n := len(b.Results)
	last := model.DefaultEnd.Year() - 1
	r := &blocks.Report{
		Title: fmt.Sprintf("What the class tried: %s begun from %s, %d to %d", table.Plural(n, "path"), b.Against.Name, model.Fork.Year(), last),
		Facts: blocks.Facts(),
		Blocks: []blocks.Block{
			leversTried(b), heldBlock(b),
		},
	}
	for _, w := range b.Worlds {
		r.Blocks = append(r.Blocks, spreadBlock(w, b.Against))
	}
	r.Blocks = append(r.Blocks, guessBlocks(b)...)
	r.Blocks = append(r.Blocks, entriesBlock(b))
	other := 0
	for _, t := range b.Results {
		if !t.SameModel() {
			other++
		}
	}
	if other > 0 {
		r.Sentences = append(r.Sentences, fmt.Sprintf("Made with another version of the model, whose numbers the pupils saw, and run with this one: %s.", table.Plural(other, "code")))
	}
	return r
}

// leversTried is what was done with each lever.
func leversTried(b *class.Board) blocks.Block {
	t := blocks.Block{Name: "levers", Title: "Levers: who moved which, and how far", Columns: []blocks.Column{
		{Name: "lever", Head: "lever", Width: 24}, {Name: "unit", Head: "unit", Width: 20}, {Name: "lowest", Head: "lowest", Width: 0}, {Name: "mean", Head: "mean", Width: 0}, {Name: "highest", Head: "highest", Width: 0}, {Name: "moved_by", Head: "moved\nby", Width: 0}, {Name: "of", Head: "of", Width: 0},
	}}
	for _, l := range b.Levers {
		t.Rows = append(t.Rows, []any{l.Label, l.Unit, blocks.Measured{Value: l.Low, Unit: l.Unit}, blocks.Measured{Value: l.Mean, Unit: l.Unit}, blocks.Measured{Value: l.High, Unit: l.Unit}, l.Touched, len(b.Results)})
	}
	t.Notes = []string{"Lowest and highest in any month from the policy start on; the mean is over all paths and months. A lever is moved where a path differs from " + b.Against.Name + "."}
	return t
}

// heldBlock is how many paths have fewer dead than the start, world by world.
func heldBlock(b *class.Board) blocks.Block {
	t := blocks.Block{Name: "by_world", Title: "Does it still hold if we are wrong? Paths with fewer killed than the one they began from", Columns: []blocks.Column{
		{Name: "world", Head: "world", Width: 16}, {Name: "deaths_civilian_security", Head: "civilians\n+ security", Width: 0}, {Name: "deaths_all", Head: "all\nkilled", Width: 0}, {Name: "sums_disagree", Head: "sums\ndisagree", Width: 0}, {Name: "of", Head: "of", Width: 0},
	}}
	for _, h := range b.Held {
		t.Rows = append(t.Rows, []any{h.World, h.CivilianSecurity, h.All, h.Split, len(b.Results)})
	}
	t.Notes = []string{"Every path run again in each built-in world, beside " + b.Against.Name + " in the same world. Counts disagree: fewer by one of the two death counts, more by the other."}
	return t
}

// spreadBlock is what followed in one world.
func spreadBlock(w class.WorldTried, against *scenarios.Scenario) blocks.Block {
	t := blocks.Block{Name: "results_" + strings.ReplaceAll(w.Name, "-", "_"), Title: fmt.Sprintf("Results in the world %s: %s", w.Name, table.Plural(w.Entries, "path")), Columns: []blocks.Column{
		{Name: "outcome", Head: "outcome", Width: 36}, {Name: "unit", Head: "unit", Width: 0}, {Name: "lowest", Head: "lowest", Width: 0}, {Name: "middle", Head: "middle", Width: 0}, {Name: "highest", Head: "highest", Width: 0},
		{Name: "start", Head: "start", Width: 0}, {Name: "below_start", Head: "below\nstart", Width: 0},
	}}
	for _, s := range w.Outcomes {
		t.Rows = append(t.Rows, []any{s.Label, s.Unit, blocks.Measured{Value: s.Low, Unit: s.Unit}, blocks.Measured{Value: s.Middle, Unit: s.Unit}, blocks.Measured{Value: s.High, Unit: s.Unit}, blocks.Measured{Value: s.Start, Unit: s.Unit}, s.Below})
	}
	t.Notes = []string{fmt.Sprintf("Start: %s in the same world; below start: the paths with less. Attacks: in %d; the rest from %d to %d.",
		against.Name, model.DefaultEnd.Year()-1, model.Fork.Year(), model.DefaultEnd.Year()-1)}
	return t
}

// guessBlocks are the expectations beside what the model gave.
func guessBlocks(b *class.Board) []blocks.Block {
	var shown []blocks.Block
	if len(b.Guesses) > 0 {
		t := blocks.Block{Name: "guesses", Title: "Expected, and given by the model", Columns: []blocks.Column{
			{Name: "outcome", Head: "outcome", Width: 26}, {Name: "path", Head: "path", Width: 14}, {Name: "year", Head: "year", Width: 0}, {Name: "guesses", Head: "guesses", Width: 0},
			{Name: "expected", Head: "expected: lowest,\nmiddle, highest", Width: 24}, {Name: "model", Head: "model: lowest,\nmiddle, highest", Width: 24},
			{Name: "below", Head: "below", Width: 0}, {Name: "near", Head: "near", Width: 0}, {Name: "above", Head: "above", Width: 0},
		}}
		three := func(r class.Range, unit string) string {
			return table.Amount(r.Low, unit) + ", " + table.Amount(r.Middle, unit) + ", " + table.Amount(r.High, unit)
		}
		for _, g := range b.Guesses {
			t.Rows = append(t.Rows, []any{g.Label, pathName(g.Path), fmt.Sprint(g.Year), g.Entries, three(g.Guesses, g.Unit), three(g.Model, g.Unit), g.Below, g.Near, g.Above})
		}
		t.Notes = []string{"Near: within a tenth of what the model gave. The model's number is no truth, so a guess is not a mistake."}
		shown = append(shown, t)
	}
	if len(b.Orders) > 0 {
		t := blocks.Block{Name: "crossings", Title: "Which of two paths ends higher, and do their lines cross?", Columns: []blocks.Column{
			{Name: "outcome", Head: "outcome", Width: 24}, {Name: "paths", Head: "first, second", Width: 26}, {Name: "entries", Head: "entries", Width: 0},
			{Name: "higher_expected", Head: "first higher:\nexpected", Width: 0}, {Name: "higher_model", Head: "model", Width: 0}, {Name: "cross_expected", Head: "lines cross:\nexpected", Width: 0}, {Name: "cross_model", Head: "model", Width: 0},
		}}
		for _, o := range b.Orders {
			t.Rows = append(t.Rows, []any{o.Label, pathName(o.First) + ", " + pathName(o.Second), o.Entries, o.Higher.Expected, o.Higher.Shown, o.Cross.Expected, o.Cross.Shown})
		}
		t.Notes = []string{"Counted in entries: each is run in its own world, and \"own\" is its own path."}
		shown = append(shown, t)
	}
	return shown
}

// pathName names a path in a cell.
func pathName(name string) string {
	if name == "" {
		return "own"
	}
	return name
}

// entriesBlock lists the entries in the order in which they were read.
func entriesBlock(b *class.Board) blocks.Block {
	t := blocks.Block{Name: "entries", Title: "The entries, in the order read", Columns: []blocks.Column{
		{Name: "entry", Head: "entry", Width: 22}, {Name: "place", Head: "place", Width: 20}, {Name: "world", Head: "world", Width: 18}, {Name: "attacks", Head: "attacks\nin 2040", Width: 0}, {Name: "deaths_civilian_security", Head: "civilians\n+ security", Width: 0}, {Name: "deaths_all", Head: "all\nkilled", Width: 0},
	}}
	for _, p := range b.Results {
		row := []any{p.Name, p.Place, class.WorldName(p.World)}
		for _, name := range []string{"attacks", "deaths_civilian_security", "deaths_all"} {
			o := model.FindOutcome(name)
			row = append(row, blocks.Measured{Value: o.Of(p.Run.Years), Unit: o.Unit})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// writeEntries writes every entry as tidy CSV: the mean of each lever from the
// fork on, each outcome, and what was expected.
func writeEntries(w io.Writer, b *class.Board) error {
	out := sink.NewCSV(w)
	out.Write([]string{"entry", "place", "world", "variable", "unit", "value", "label"})
	for _, t := range b.Results {
		line := func(variable, unit string, value float64) {
			out.Write([]string{t.Name, t.Place, class.WorldName(t.World), variable, unit, blocks.Exact(value), model.Label})
		}
		plan := t.Scenario.Plan(model.DefaultHorizon)
		from := plan.Months[model.Fork-model.HistoryStart:]
		for i := range model.LeverTable {
			row, mean := &model.LeverTable[i], 0.0
			for m := range from {
				mean += *row.Of(&from[m]) / float64(len(from))
			}
			line("lever_"+row.Name, row.Unit, mean)
		}
		for i := range model.OutcomeTable {
			o := &model.OutcomeTable[i]
			line(o.Name, o.Unit, o.Of(t.Run.Years))
		}
		for _, g := range t.Guesses {
			line(fmt.Sprintf("expected_%s_%s_%d", g.Outcome.Name, pathName(g.Path), g.Year), g.Outcome.Unit, g.Value)
		}
	}
	out.Flush()
	return out.Error()
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

// writeClassPage writes the results page.
func writeClassPage(w io.Writer, r *blocks.Report, b *class.Board, refused []error) error {
	data := struct {
		*blocks.Report
		Figure    document.ShownFigure
		Questions []string
		Refused   []string
	}{Report: r, Questions: b.Questions()}
	var err error
	if data.Figure, err = document.ShowFigure(plots.Class(b)); err != nil {
		return err
	}
	for _, err := range refused {
		data.Refused = append(data.Refused, strings.Split(err.Error(), "\n")...)
	}
	return document.WriteDocument(w, "class.html", data)
}

// newClassCode makes the command that writes a scenario file as a code.
func newClassCode() *cobra.Command {
	var o flags.Options
	c := &cobra.Command{
		Use:     "code SCENARIO | FILE.yaml",
		Short:   "Print the short code of a path and its world",
		Long:    model.Label + "\n\nWrites a path, with all its levers and shocks, and its world as a code.\nA code holds no label and no doc, and rules do not fit into it.",
		Example: "  crossroads class code my.yaml --world backlash",
		Args:    flags.OneArgument("scenario"),
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
				return flags.Usagef("%s: no code given (a code, as a whole)", c.CommandPath())
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			e, err := code.Decode(strings.Join(args, " "))
			if err != nil {
				return err
			}
			w := c.OutOrStdout()
			fmt.Fprintf(w, "# %s. World: %s.\n", model.Label, class.WorldName(e.World))
			if !e.SameModel() {
				fmt.Fprintf(w, "# Made with model %s…; this is model %s and may give other numbers.\n", e.Model, scenarios.ModelHash())
			}
			for _, g := range e.Guesses {
				fmt.Fprintf(w, "# Expected: %s in %d on the path %s: %s.\n", g.Outcome.Label, g.Year, pathName(g.Path), plots.Number(g.Value))
			}
			for _, g := range e.Orders {
				fmt.Fprintf(w, "# Expected: %s: %s ends higher than %s: %s; their lines cross: %s.\n", g.Outcome.Label, pathName(g.First), pathName(g.Second), table.YesNo(g.Higher).Text(), table.YesNo(g.Cross).Text())
			}
			_, err = io.WriteString(w, e.Scenario.File())
			return err
		},
	}
}
