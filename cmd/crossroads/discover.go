package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/sink"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/discover"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
	"crossroads/scenarios/stats/cart"
	"crossroads/scenarios/stats/prim"
	"crossroads/scenarios/tables/tablefile"
)

// discoverOptions are the flags of discover.
type discoverOptions struct {
	options
	in    string
	where []string
	discover.Selection
}

// newDiscover makes the command that finds under which assumptions a path has
// fewer.
func newDiscover() *cobra.Command {
	var o discoverOptions
	c := &cobra.Command{
		Use:   "discover A B | --in FILE --inputs a,b --target column --threshold 0.5",
		Short: "Find conditions that favour one path",
		Long: model.Label + `

Draws the assumptions and searches for ranges of a few of them in which fewer are killed on path A than on path B (PRIM
boxes and a decision tree). With --in it searches any table (CSV or Parquet) for rows with the target above the
threshold, or below it with --below. A column of words is searched value by value. A table with rows of several paths
or worlds needs --where.`,
		Example: `  crossroads discover kinetic-precise three-pillar
  crossroads discover --in members.csv --where scenario=kinetic --inputs replacement,attack_rate --target trust --threshold 0.3`,
	}
	o.bindFormat(c)
	o.bindFigures(c, "svg,png")
	o.bindOut(c, "out")
	o.bindWorld(c)
	o.bindUntil(c)
	o.bindOutcome(c, bothSums)
	o.bindMembers(c, 2000)
	o.bindSeed(c)
	o.bindFrom(c)
	o.bindDryRun(c)
	c.Flags().StringVar(&o.in, "in", "", "a table to search instead of drawing (CSV or Parquet; - is standard input)")
	c.Flags().StringSliceVar(&o.Inputs, "inputs", nil, "columns of the table that are inputs, separated by commas")
	c.Flags().StringVar(&o.Target, "target", "", "column of the table whose rows above the threshold are of interest")
	c.Flags().Float64Var(&o.Threshold, "threshold", 0.5, "threshold on the target")
	c.Flags().BoolVar(&o.Below, "below", false, "rows below the threshold are of interest, not those above")
	c.Flags().StringArrayVar(&o.where, "where", nil, "use the rows of the table with `CONDITION` only, such as scenario=kinetic or trust<0.5 (may be repeated)")
	c.RunE = func(c *cobra.Command, args []string) error { return runDiscover(c, &o, args) }
	return c
}

// discovery is what discover found, for one question.
type discovery struct {
	*discover.Finding
	question string // what is of interest, in a sentence: "kinetic has fewer ... than investment"
	name     string // of the outcome or the target
	cases    string // draws or rows
}

// runDiscover searches draws of two paths, or a table, and writes what it found.
func runDiscover(c *cobra.Command, o *discoverOptions, args []string) error {
	forms, err := o.figureForms()
	if err != nil {
		return err
	}
	r := &report{}
	var found []discovery
	var world string // of draws
	m := &manifest{}
	if o.in != "" {
		if len(args) > 0 || len(o.Inputs) == 0 || o.Target == "" {
			return usagef("--in %s: needs --inputs and --target, and no paths", o.in)
		}
		one, used, err := o.searchTable()
		if err != nil {
			return err
		}
		found = []discovery{*one}
		r.Title = fmt.Sprintf("Where %s in %s", one.question, o.in)
		r.Facts = facts(fact{"table", o.in}, fact{"rows", used}, fact{"seed", fmt.Sprint(o.seed)})
		m = newManifest(os.Args[1:], model.DefaultHorizon, nil)
	} else {
		if err := twoArguments(c, args); err != nil {
			return err
		}
		if err := atLeast("members", o.members, 100); err != nil {
			return err
		}
		var ways *block
		if found, ways, m, err = o.searchDraws(c, args); err != nil || found == nil {
			return err
		}
		world = o.world
		r.Title = fmt.Sprintf("Under which assumptions %s has fewer than %s", args[0], args[1])
		r.Facts = facts(fact{"world", o.world}, fact{"until", fmt.Sprint(o.until)}, fact{"draws", fmt.Sprint(o.members)}, fact{"seed", fmt.Sprint(o.seed)})
		r.Blocks = append(r.Blocks, *ways)
	}
	for i := range found {
		r.Blocks = append(r.Blocks, found[i].blocks()...)
		r.Sentences = append(r.Sentences, found[i].sentences()...)
	}

	out, err := openFolder(o.out)
	if err != nil {
		return err
	}
	defer out.discard()
	pieces := []piece{{"discover.csv", func(w io.Writer) error { return writeDiscoveries(w, found) }}}
	pieces = append(pieces, discoverFigures(found, world, fmt.Sprintf("%d %s, seed %d", len(found[0].Interest), found[0].cases, o.seed), forms)...)
	if err := out.write(pieces); err != nil {
		return err
	}
	m.Seed, m.Members = o.seed, len(found[0].Interest)
	if err := out.finish(m); err != nil {
		return err
	}
	if err := o.show(c, r); err != nil {
		return err
	}
	fmt.Fprintf(c.ErrOrStderr(), "wrote to %s: %s\n", o.out, out.names())
	return nil
}

// mostRead is the number of restricted inputs up to which a box can be read as
// a sentence; the CSV has the rest of the way.
const mostRead = 8

// search is how boxes are sought.
func (o *discoverOptions) search() prim.Options {
	options := prim.Defaults()
	options.Seed = o.seed
	return options
}

// searchTable searches a table. It also returns which of its rows it used.
func (o *discoverOptions) searchTable() (d *discovery, used string, err error) {
	for i := range o.Inputs {
		o.Inputs[i] = strings.TrimSpace(o.Inputs[i])
		if slices.Contains(o.Inputs[:i], o.Inputs[i]) {
			return nil, "", usagef("--inputs: %s is named twice (each column once)", o.Inputs[i])
		}
	}
	for _, text := range o.where {
		condition, err := discover.ParseCondition(text)
		if err != nil {
			return nil, "", usagef("--where %v", err)
		}
		o.Where = append(o.Where, condition)
	}
	table, err := tablefile.Read(o.in)
	if err != nil {
		return nil, "", err
	}
	cases, err := discover.Read(table, o.Selection)
	if err != nil {
		return nil, "", err
	}
	o.warn(table.Warnings())
	f, err := discover.Find(cases, o.search())
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", o.in, err)
	}
	used = fmt.Sprintf("all %d", len(table.Rows))
	if len(o.Where) > 0 {
		used = fmt.Sprintf("%d of %d with %s", len(cases.Interest), len(table.Rows), strings.Join(o.where, " and "))
	}
	return &discovery{f, o.Words(), o.Target, "rows"}, used, nil
}

// searchDraws searches draws of two paths for each outcome. It returns nothing
// for a dry run.
func (o *discoverOptions) searchDraws(c *cobra.Command, names []string) ([]discovery, *block, *manifest, error) {
	a, b, err := o.findPair(names)
	if err != nil {
		return nil, nil, nil, err
	}
	outcomes, world, h, err := o.findQuestion()
	if err != nil {
		return nil, nil, nil, err
	}
	draws, err := o.drawsFrom()
	if err != nil {
		return nil, nil, nil, err
	}
	ways, err := shares.Ways(draws, world)
	if err != nil {
		return nil, nil, nil, err
	}
	runs := 2 * o.members * (1 + len(ways))
	if o.dryRun {
		fmt.Fprintf(c.OutOrStdout(), "%d runs: 2 paths, %d draws, %d ways of drawing\n", runs, o.members, len(ways))
		return nil, nil, nil, nil
	}
	p := newProgress(c, runs)
	defer p.end()
	cases, err := discover.Paired(c.Context(), a, b, outcomes, world, h, o.members, draws, p.add)
	if err != nil {
		return nil, nil, nil, err
	}
	results, err := shares.Run(c.Context(), &ensemble.Design{Paths: []*scenarios.Scenario{a, b}, Against: 1, Horizon: h, Members: o.members}, ways, p.add)
	if err != nil {
		return nil, nil, nil, err
	}
	t := sharesBlock(a, b, outcomes, ways, results)
	var found []discovery
	for n, outcome := range outcomes {
		f, err := discover.Find(&cases[n], o.search())
		if err != nil {
			return nil, nil, nil, err
		}
		found = append(found, discovery{f, strings.TrimSuffix(fewerThan(a.Name, outcome, b.Name), ","), outcome.Name, "draws"})
	}
	return found, &t, newManifest(os.Args[1:], h, []*scenarios.Scenario{a, b}, world), nil
}

// limitWords writes a restriction of an input; where it is a parameter, with its
// unit.
func (d *discovery) limitWords(variable int, atLeast bool, limit float64) string {
	name, unit := d.Names[variable], "1"
	if row := model.FindParameter(name); row != nil {
		unit = row.Unit
	}
	if atLeast {
		return fmt.Sprintf("%s is at least %s", name, withUnit(limit, unit))
	}
	return fmt.Sprintf("%s is at most %s", name, withUnit(limit, unit))
}

// limit is a restriction of a box as people read it: a side of a number, or the set of values that a column of words keeps.
type limit struct {
	column, words, short string
	quasiP, reproduced   float64
}

// limits are the restrictions of a box, those of one column of words as one.
func (d *discovery) limits(b *prim.Box) []limit {
	var list []limit
	var all []prim.Restriction
	for _, r := range b.Restrictions {
		all = append(all, r.Restriction)
	}
	for _, r := range b.Restrictions {
		column := d.Category(r.Variable).Column
		if column == "" {
			sign := " ≤ "
			if r.AtLeast {
				sign = " ≥ "
			}
			name := d.Names[r.Variable]
			list = append(list, limit{name, d.limitWords(r.Variable, r.AtLeast, r.Limit), name + sign + plots.Number(r.Limit), r.QuasiP, r.Reproduced})
			continue
		}
		if i := slices.IndexFunc(list, func(l limit) bool { return l.column == column }); i >= 0 {
			list[i].quasiP, list[i].reproduced = max(list[i].quasiP, r.QuasiP), min(list[i].reproduced, r.Reproduced)
			continue
		}
		words := column + " is " + strings.Join(d.Allowed(column, all), " or ")
		list = append(list, limit{column, words, words, r.QuasiP, r.Reproduced})
	}
	return list
}

// blocks are the boxes with their restrictions, the way to them, and the tree.
func (d *discovery) blocks() []block {
	if d.Tree == nil {
		return nil
	}
	boxes := block{Title: "Boxes: " + d.name, Columns: []column{{"box", "box", 0}, {"restriction", "restriction", 34}, {"evidence", "evidence", 11},
		{"quasi_p", "quasi-p", 0}, {"reproduced", "in halves", 0}, {"density", "density", 0}, {"coverage", "coverage", 0}, {"mass", "mass", 0}}}
	path := block{Title: "The way to the first box: " + d.name, Columns: []column{{"restricted", "inputs restricted", 0}, {"coverage", "coverage", 0}, {"density", "density", 0}, {"mass", "mass", 0}}}
	for i, b := range d.Boxes {
		if !b.Significant {
			break
		}
		for k, l := range d.limits(&b) {
			grade := ""
			if row := model.FindParameter(l.column); row != nil {
				grade = string(row.Confidence)
			}
			row := []any{"", l.short, grade, pWords(l.quasiP), fmt.Sprintf("%.0f of 100", 100*l.reproduced), "", "", ""}
			if k == 0 {
				row[0], row[5], row[6], row[7] = fmt.Sprint(i+1), plots.Index(b.Density), plots.Index(b.Coverage), plots.Index(b.Mass)
			}
			boxes.Rows = append(boxes.Rows, row)
		}
		if i > 0 {
			continue
		}
		last := -1
		for _, s := range b.Trajectory { // the first box that restricts one input more
			if s.Restricted > last && s.Restricted <= mostRead {
				path.Rows = append(path.Rows, []any{s.Restricted, measured{s.Coverage, "1"}, measured{s.Density, "1"}, measured{s.Mass, "1"}})
				last = s.Restricted
			}
		}
	}
	boxes.Notes = []string{"Density: how many of the box's " + d.cases + " are of interest. Coverage: how many of those of interest lie in the box. Mass: how many of all lie there.",
		"Quasi-p: the chance of as many in the box if the restriction did nothing (no true p-value: the same " + d.cases + " chose it). In halves: random halves of the " + d.cases + " that lead to it again."}
	tree := block{Title: "A tree of questions: " + d.name, Columns: []column{{"questions", "where", 66}, {"members", d.cases, 0}, {"density", "of interest", 0}}}
	for _, leaf := range d.Tree.Leaves() {
		tree.Rows = append(tree.Rows, []any{d.answers(leaf), leaf.Members, measured{leaf.Density(), "1"}})
	}
	list := []block{tree}
	if len(boxes.Rows) > 0 {
		list = []block{boxes, path, tree}
	}
	return list
}

// pWords writes a probability of a test.
func pWords(p float64) string {
	if p < 0.001 {
		return "<0.001"
	}
	return fmt.Sprintf("%.3f", p)
}

// answers writes the way to a leaf.
func (d *discovery) answers(leaf cart.Leaf) string {
	var words []string
	for _, c := range leaf.Conditions {
		if category := d.Category(c.Variable); category.Column != "" {
			is := " is "
			if c.AtMost {
				is = " is not "
			}
			words = append(words, category.Column+is+category.Value)
			continue
		}
		sign := " > "
		if c.AtMost {
			sign = " ≤ "
		}
		words = append(words, d.Names[c.Variable]+sign+plots.Number(c.Limit))
	}
	if len(words) == 0 {
		return "everywhere"
	}
	return strings.Join(words, ", ")
}

// sentences say what was found, coverage and density in words.
func (d *discovery) sentences() []string {
	count := ensemble.Share{Count: d.Count(), Of: len(d.Interest)}
	by, where := "By "+d.name+", ", "where "
	if d.cases == "rows" {
		by, where = "", "Where "
	}
	first := fmt.Sprintf("%s%s in %s %s.", by, d.question, realCount(count), d.cases)
	switch {
	case count.Count == 0 || count.Count == count.Of:
		return []string{first + " There is nothing to tell apart."}
	case len(d.Boxes) == 0 || !d.Boxes[0].Significant:
		return []string{first + " No ranges of a few assumptions were found in which these crowd more than chance would have it."}
	}
	lines := []string{first}
	for i, b := range d.Boxes {
		if !b.Significant {
			break
		}
		var words []string
		for _, l := range d.limits(&b) {
			words = append(words, l.words)
		}
		place := where
		if i > 0 {
			place = strings.Replace(where, "here", "here, outside that box,", 1)
		}
		lines = append(lines, fmt.Sprintf("%s%s%s, that is so in %s %s; of all the %s in which it is so, %s lie there.",
			by, place, list(words), realCount(ensemble.Share{Count: b.Interest, Of: b.Members}), d.cases, d.cases, realCount(ensemble.Share{Count: b.Interest, Of: count.Count})))
	}
	return lines
}

// realCount writes how many of how many.
func realCount(s ensemble.Share) string { return fmt.Sprintf("%d of %d", s.Count, s.Of) }

// writeDiscoveries writes the boxes and the way to them as tidy CSV.
func writeDiscoveries(w io.Writer, found []discovery) error {
	out := sink.NewCSV(w)
	out.Write([]string{"of_interest", "box", "step", "input", "side", "limit", "quasi_p", "reproduced", "coverage", "density", "mass", "label"})
	for i := range found {
		d := &found[i]
		for n, b := range d.Boxes {
			number := fmt.Sprint(n + 1)
			if !b.Significant {
				number += " (not significant)"
			}
			for _, r := range b.Restrictions {
				out.Write([]string{d.name, number, "", d.Names[r.Variable], sideWord(r.AtLeast), exact(r.Limit), exact(r.QuasiP), exact(r.Reproduced),
					exact(b.Coverage), exact(b.Density), exact(b.Mass), model.Label})
			}
			for k, s := range b.Trajectory {
				for _, r := range s.Restrictions {
					out.Write([]string{d.name, number, fmt.Sprint(k), d.Names[r.Variable], sideWord(r.AtLeast), exact(r.Limit), "", "",
						exact(s.Coverage), exact(s.Density), exact(s.Mass), model.Label})
				}
			}
		}
	}
	out.Flush()
	return out.Error()
}

// sideWord names the side of a restriction.
func sideWord(atLeast bool) string {
	if atLeast {
		return "at_least"
	}
	return "at_most"
}

// discoverFigures are the figures of the command in the forms chosen.
func discoverFigures(found []discovery, world, drawn string, forms drawing) []piece {
	var list []plots.Found
	for i := range found {
		d := &found[i]
		one := plots.Found{Head: strings.ToUpper(d.question[:1]) + d.question[1:], Names: d.labels(), Inputs: d.Inputs, Interest: d.Interest}
		if len(d.Boxes) > 0 {
			box := &d.Boxes[0]
			for _, s := range box.Trajectory {
				one.Way = append(one.Way, plots.Purity{Coverage: s.Coverage, Density: s.Density})
			}
			if box.Significant {
				one.Chosen = plots.Purity{Coverage: box.Coverage, Density: box.Density}
				for _, r := range box.Restrictions {
					one.Restrictions = append(one.Restrictions, plots.Limit{Input: r.Variable, AtLeast: r.AtLeast, Value: r.Limit})
				}
			}
		}
		one.Across, one.Up = d.axes()
		list = append(list, one)
	}
	return forms.pieces(plots.Discovered(list, world, drawn))
}

// axes are the two inputs to look at: those that the box restricts first, then
// those that the tree asks for first.
func (d *discovery) axes() (across, up int) {
	var list []int
	add := func(variable int) {
		if !slices.Contains(list, variable) {
			list = append(list, variable)
		}
	}
	if len(d.Boxes) > 0 {
		for _, r := range d.Boxes[0].Restrictions {
			add(r.Variable)
		}
	}
	if d.Tree != nil {
		for _, leaf := range d.Tree.Leaves() {
			for _, c := range leaf.Conditions {
				add(c.Variable)
			}
		}
	}
	for i := range d.Names {
		add(i)
	}
	return list[0], list[min(1, len(list)-1)]
}

// labels are the inputs in the words of figures.
func (d *discovery) labels() []string {
	list := make([]string, len(d.Names))
	for i, name := range d.Names {
		list[i] = name
		if row := model.FindParameter(name); row != nil {
			list[i] = row.Label
		}
	}
	return list
}
