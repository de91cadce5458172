// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/discover"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
	"crossroads/scenarios/stats/prim"
	"crossroads/scenarios/tables/tablefile"
)

// discoverOptions are the flags of discover.
type discoverOptions struct {
	flags.Audit
	in     string
	where  []string
	search prim.Options
	discover.Selection
}

// NewDiscover makes the command that finds under which assumptions an outcome is
// lower on a path.
func NewDiscover() *cobra.Command {
	o := discoverOptions{search: prim.Defaults()}
	c := &cobra.Command{
		Use:   "discover PATH RIVAL | --in FILE --inputs a,b --target column --threshold 0.5",
		Short: "Find conditions that favour one path",
		Long: model.Label + `

Draws the assumptions and searches for ranges of a few of them in which fewer are killed on path A than on path B (PRIM
boxes and a decision tree). A range is stated only if it recurs in at least half of random half-samples, and a box only
if it is denser than all draws. With --in it searches any table (CSV or Parquet) for rows with the target above the
threshold, or below it with --below. A column of words is searched value by value. A table with rows of several paths
or worlds needs --where.`,
		Example: `  crossroads discover kinetic-precise three-pillar
  crossroads discover --in members.csv --where path=kinetic --inputs replacement,attack_rate --target trust --threshold 0.3`,
	}
	o.Bind(c, 2000, "ranges are searched among them; shares of draws take 500")
	o.BindWorld(c)
	f := c.Flags()
	f.StringVar(&o.in, "in", "", "a table to search instead of drawing (CSV or Parquet; - is standard input)")
	flags.BindList(c, &o.Inputs, "inputs", "columns of the table that are inputs, separated by commas")
	f.StringVar(&o.Target, "target", "", "column of the table whose rows above the threshold are of interest")
	f.Float64Var(&o.Threshold, "threshold", 0.5, "threshold on the target")
	f.BoolVar(&o.Below, "below", false, "rows below the threshold are of interest, not those above")
	f.StringArrayVar(&o.where, "where", nil, "use the rows of the table with `CONDITION` only, such as path=kinetic or trust<0.5 (may be repeated)")
	f.Float64Var(&o.search.Peel, "peel", o.search.Peel, "share of the cases in a box that each step of the peeling cuts off (more than 0, at most 0.5)")
	f.IntVar(&o.search.Step, "step", 0, "make the first box from this step of its peeling (table steps); 0 chooses the step farthest above chance")
	return flags.Asks(c, &o.Output, o.audit)
}

// audit reads what is asked.
func (o *discoverOptions) audit(names []string) (output.Audit, error) {
	o.search.Seed = o.Seed
	if !(o.search.Peel > 0 && o.search.Peel <= 0.5) {
		return nil, flags.Usagef("--peel %v: must be more than 0 and at most 0.5", o.search.Peel)
	}
	if o.search.Step < 0 {
		return nil, flags.Usagef("--step %d: must be 0 or more", o.search.Step)
	}
	if o.in != "" {
		switch {
		case len(names) > 0:
			return nil, flags.Usagef("--in %s: searches a table and takes no paths, and %s is no flag (a threshold: --threshold 0.3; columns: --inputs a,b)", o.in, names[0])
		case len(o.Inputs) == 0 || o.Target == "":
			return nil, flags.Usagef("--in %s: needs --inputs and --target", o.in)
		}
		return o.tableAudit()
	}
	a := &discoverDraws{}
	q := &a.Question
	var err error
	if q.A, q.B, err = o.FindTwo("discover", names); err != nil {
		return nil, err
	}
	asked, err := o.Read(100)
	if err != nil {
		return nil, err
	}
	q.Outcomes, q.World, q.Horizon, q.Draws, q.Members = asked.Outcomes, asked.World, asked.Horizon, asked.Draws, asked.Members
	q.Shown, q.Search = o.Shown(), o.search
	q.Ways, err = shares.Ways(q.Draws, q.World)
	return a, err
}

// discoverDraws searches draws of two paths.
type discoverDraws struct{ discover.Question }

// discoverTables are the names of the tables of every search, in order.
var discoverTables = []string{"boxes", "restrictions", "steps", "tree", "peeling"}

// Plan says what is run and written.
func (a *discoverDraws) Plan() output.Plan {
	words := fmt.Sprintf("2 paths, %s draws searched, %s in each of %d ways of drawing", plots.Count(a.Members), plots.Count(a.Shown), len(a.Ways))
	return discoverPlan(a.Runs(), words, append([]string{"lower"}, discoverTables...))
}

// discoverPlan is the plan of a search.
func discoverPlan(runs int, words string, tables []string) output.Plan {
	p := output.Plan{Runs: runs, Words: words, Tables: tables, Figures: []string{"discover"}}
	p.Files = append(p.Files, output.TableFiles(tables)...)
	return p
}

// Run answers.
func (a *discoverDraws) Run(ctx context.Context, done func(int)) (*output.Answer, error) {
	r, err := a.Question.Run(ctx, done)
	if err != nil {
		return nil, err
	}
	fit, err := ensemble.FitLines(r.Draws, r.World)
	if err != nil {
		return nil, err
	}
	var found []discovery
	for n, f := range r.Findings {
		found = append(found, pathDiscovery(f, r.Outcomes[n], r.A, r.B))
	}
	lower := lowerByWay(r.A, r.B, r.Outcomes, r.Ways, r.Shares)
	d := table.Document{
		Title: fmt.Sprintf("Conditions under which outcomes are lower on %s than on %s", table.PathLabel(r.A), table.PathLabel(r.B)),
		Facts: []table.Fact{
			{Name: "a", Cell: table.Path(r.A)}, {Name: "b", Cell: table.Path(r.B)}, {Name: "world", Cell: table.World(r.World)}, {Name: "until", Cell: table.Year((r.Horizon.End - 1).Year())},
			{Name: "draws", Cell: table.Count(r.Members)}, {Name: "seed", Cell: table.Seed(r.Draws.Seed)}, {Name: "peel", Cell: table.Input{V: r.Search.Peel, U: "1"}},
		},
		Tables: append([]*table.Table{lower}, discoveryTables(found)...),
		Notes:  append([]string{fmt.Sprintf("Boxes and trees come from %s, each way of drawing from %s. Shares of draws are not probabilities.", table.Draws(r.Members), table.Draws(r.Shown))}, table.DrawsNotes(r.Draws, []*scenarios.World{r.World})...),
	}
	d.Answer = append(discoverySentences(found), fit...)
	return discoverAnswer(d, found, r.World.Name, fmt.Sprintf("%d draws, seed %d", r.Members, r.Draws.Seed), output.Source{
		Paths: []*scenarios.Scenario{r.A, r.B}, Worlds: []*scenarios.World{r.World}, Horizon: r.Horizon, Seed: r.Draws.Seed, Members: r.Members,
	}), nil
}

// discoverAnswer adds files and figures.
func discoverAnswer(d table.Document, found []discovery, world, cases string, source output.Source) *output.Answer {
	answer := &output.Answer{Document: d, Source: source, Figures: []*plots.Figure{discoverFigure(found, world, cases)}}
	answer.Files = append(answer.Files, output.FilesOf(answer.Tables)...)
	return answer
}

// discoverRows searches the rows of a table.
type discoverRows struct {
	file     string
	used     string
	seed     uint64
	question string
	target   string
	cases    *discover.Cases
	search   prim.Options
}

// tableAudit reads the table to search.
func (o *discoverOptions) tableAudit() (output.Audit, error) {
	for i := range o.Inputs {
		if slices.Contains(o.Inputs[:i], o.Inputs[i]) {
			return nil, flags.Usagef("--inputs: %s is named twice; name each column once", o.Inputs[i])
		}
	}
	for _, text := range o.where {
		condition, err := discover.ParseCondition(text)
		if err != nil {
			return nil, flags.Usagef("--where %v", err)
		}
		o.Where = append(o.Where, condition)
	}
	if err := output.Unchanged(o.in); err != nil {
		return nil, err
	}
	rows, err := tablefile.Read(o.in)
	if err != nil {
		return nil, err
	}
	cases, err := discover.Read(rows, o.Selection)
	if err != nil {
		return nil, err
	}
	o.Warn(rows.Warnings())
	a := &discoverRows{file: rows.File, used: fmt.Sprintf("all %d", len(rows.Rows)), seed: o.Seed, question: o.Words(), target: o.Target, cases: cases, search: o.search}
	if len(o.Where) > 0 {
		a.used = fmt.Sprintf("%d of %d with %s", len(cases.Interest), len(rows.Rows), strings.Join(o.where, " and "))
	}
	return a, nil
}

// Plan says what is written; nothing is run.
func (a *discoverRows) Plan() output.Plan {
	return discoverPlan(0, fmt.Sprintf("%d rows searched", len(a.cases.Interest)), discoverTables)
}

// Run answers.
func (a *discoverRows) Run(context.Context, func(int)) (*output.Answer, error) {
	f, err := discover.Find(a.cases, a.search)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", a.file, err)
	}
	found := []discovery{{Finding: f, of: table.Name{Name: a.target, Label: a.target}, what: a.question, cases: "rows", search: a.search}}
	d := table.Document{
		Title:  fmt.Sprintf("Conditions under which %s in %s", a.question, a.file),
		Answer: discoverySentences(found),
		Facts: []table.Fact{{Name: "table", Cell: table.Word(a.file)}, {Name: "rows", Cell: table.Word(a.used)}, {Name: "seed", Cell: table.Seed(a.seed)},
			{Name: "peel", Cell: table.Input{V: a.search.Peel, U: "1"}}},
		Tables: discoveryTables(found),
	}
	source := output.Source{Horizon: model.DefaultHorizon, Seed: a.seed, Members: len(a.cases.Interest)}
	return discoverAnswer(d, found, "", fmt.Sprintf("%d rows, seed %d", len(a.cases.Interest), a.seed), source), nil
}
