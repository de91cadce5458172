// SPDX-License-Identifier: Apache-2.0

package report

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"crossroads/cmd/crossroads/internal/document"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/draws"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/start"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/files"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
	"crossroads/scenarios/tables"
)

// distributions are the draws of a report: how every outcome of every path is
// spread over them.
type distributions struct {
	From    string // the folder they were taken from; empty if drawn for the report
	Missing string // what a fresh run shows and the folder does not hold
	Members int
	Seed    uint64
	Draws   ensemble.Draws
	Lines   []distribution
	Figures []document.ShownFigure

	Tables    []*table.Table // what the command ensemble prints of them
	Sentences []string
}

// distribution is one line of ensemble.csv.
type distribution struct {
	Scenario, Against, World, Way, Variable string
	Year, Members                           int // year 0 is the whole run
	Median, Low50, High50, Low80, High80    float64
	Fewer                                   float64 // share in which Scenario has less than Against; where there is one
}

// draws runs the ensemble of a report, or takes it from a folder.
func (a *Data) draws(c *cobra.Command, o *reportOptions, names []string) (*distributions, error) {
	if o.from != "" {
		return readEnsemble(o.from, a.Paths)
	}
	d, err := o.design(names)
	if err != nil {
		return nil, err
	}
	ways, err := shares.Ways(d.Draws, d.Worlds[0])
	if err != nil {
		return nil, err
	}
	p := output.NewProgress(c.ErrOrStderr(), len(ways)*d.Members*len(d.Paths))
	defer p.End()
	r, err := ensemble.Run(c.Context(), d)
	if err != nil {
		return nil, err
	}
	p.Add(d.Members * len(d.Paths))
	side := *d
	side.Members = min(d.Members, draws.Beside)
	others, err := shares.Run(c.Context(), &side, ways[1:], p.Add)
	if err != nil {
		return nil, err
	}
	results := append([]*ensemble.Result{r}, others...)
	var text bytes.Buffer
	if err := draws.Distributions(ways[:1], results[:1]).WriteCSV(&text); err != nil {
		return nil, err
	}
	lines, err := readDistributions("ensemble.csv", text.Bytes())
	if err != nil {
		return nil, err
	}
	asked, err := draws.Document(ways, results)
	if err != nil {
		return nil, err
	}
	all := &distributions{Members: d.Members, Seed: d.Draws.Seed, Draws: d.Draws, Lines: lines, Tables: asked.Tables, Sentences: append(slices.Clone(asked.Answer), asked.Notes...)}
	for _, figure := range plots.Ensemble(r, 0) {
		f, err := document.ShowFigure(figure)
		if err != nil {
			return nil, err
		}
		f.Key = "draws-" + f.Key
		all.Figures = append(all.Figures, f)
	}
	return all, nil
}

// design is the ensemble of a report.
func (o *reportOptions) design(names []string) (*ensemble.Design, error) {
	d := &ensemble.Design{Members: o.Members, Series: ensemble.StandardSeries()}
	paths, reference, err := o.FindPaths(names)
	if err != nil {
		return nil, err
	}
	d.Paths, d.Against = paths, slices.Index(paths, reference)
	world, err := o.FindWorld()
	if err != nil {
		return nil, err
	}
	d.Worlds = []*scenarios.World{world}
	if d.Horizon, err = o.Horizon(); err != nil {
		return nil, err
	}
	d.Draws, err = o.Draws.Find()
	return d, err
}

// readEnsemble takes draws of some paths from the folder of an ensemble made with this
// model.
func readEnsemble(folder string, paths []*scenarios.Scenario) (*distributions, error) {
	m, err := readManifest(folder)
	if err != nil {
		return nil, err
	}
	if m.ModelHash != scenarios.ModelHash() {
		return nil, fmt.Errorf("--from %s: was made with model %s, this is %s (the ensemble run again)", folder, m.ModelHash, scenarios.ModelHash())
	}
	if !slices.ContainsFunc(m.Outputs, func(f output.Written) bool { return f.Name == "ensemble.csv" }) {
		return nil, fmt.Errorf("--from %s: holds no ensemble.csv (a folder that crossroads ensemble wrote)", folder)
	}
	d := &distributions{From: filepath.Base(folder), Members: m.Members, Seed: m.Seed}
	if d.Draws, err = ensemble.Usual(m.Seed); err != nil {
		return nil, err
	}
	for _, f := range m.Outputs {
		if f.Name != "ensemble.csv" && filepath.Ext(f.Name) != ".svg" {
			continue
		}
		name := filepath.Join(folder, filepath.Base(f.Name))
		text, err := files.Read(name, maxResult)
		if err != nil {
			return nil, err
		}
		if document.Sum256(text) != f.SHA256 {
			return nil, fmt.Errorf("%s: is not the file the manifest beside it describes (the ensemble run again)", name)
		}
		if f.Name == "ensemble.csv" {
			d.Lines, err = readDistributions(name, text)
		} else {
			var figure document.ShownFigure
			figure, err = shownAgain(strings.TrimSuffix(f.Name, ".svg"), text)
			d.Figures = append(d.Figures, figure)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	d.Tables = d.tables(paths)
	missing := []string{"how often each path has the fewest of all", "when the order of two running sums reverses", "each pair in words"}
	if len(d.Figures) == 0 {
		missing = append(missing, "the figures (the ensemble was run without svg among its --figures)")
	}
	d.Missing = "Missing here, because such a folder does not hold it: " + table.Sentence(missing) + ". A report with new draws shows all."
	return d, nil
}

// shownAgain is a figure drawn earlier, with the words it carries.
func shownAgain(name string, svg []byte) (document.ShownFigure, error) {
	var words struct {
		Title string `xml:"title"`
		Desc  string `xml:"desc"`
	}
	if err := xml.Unmarshal(svg, &words); err != nil {
		return document.ShownFigure{}, err
	}
	html, err := document.Inline(svg)
	return document.ShownFigure{
		Figure: &plots.Figure{Name: name, Title: words.Title, Description: words.Desc},
		Key:    "draws-" + name, SVG: html, Sum: document.Sum256(svg),
	}, err
}

// recorded are the paths, world and time of the ensemble in a folder.
func recorded(folder string) (paths []*scenarios.Scenario, world *scenarios.World, h model.Horizon, err error) {
	m, err := readManifest(folder)
	if err != nil {
		return nil, nil, h, err
	}
	if _, err := os.Stat(filepath.Join(folder, "ensemble.csv")); err != nil {
		return nil, nil, h, fmt.Errorf("--from %s: holds no ensemble.csv (a folder written by crossroads ensemble)", folder)
	}
	if len(m.Worlds) != 1 {
		return nil, nil, h, fmt.Errorf("--from %s: was run in %d worlds (an ensemble in one)", folder, len(m.Worlds))
	}
	for _, s := range m.Scenarios {
		one, err := scenarios.ParseMixed(s.Name+".yaml", []byte(s.YAML))
		if err != nil {
			return nil, nil, h, err
		}
		paths = append(paths, one)
	}
	if world, err = scenarios.ParseWorld(m.Worlds[0].Name+".yaml", []byte(m.Worlds[0].YAML)); err != nil {
		return nil, nil, h, err
	}
	h = model.DefaultHorizon
	last, err := scenarios.ParseMonth(m.Until)
	h.End = last + 1
	return paths, world, h, err
}

// readDistributions reads what ensemble wrote.
func readDistributions(name string, text []byte) ([]distribution, error) {
	t, err := tables.Parse(name, text)
	if err != nil {
		return nil, err
	}
	columns := []string{"path", "against", "world", "way", "outcome", "year", "members", "median", "range_50_low", "range_50_high", "range_80_low", "range_80_high", "fewer"}
	at := map[string]int{}
	for _, column := range columns {
		at[column] = t.Need(column)
	}
	if len(t.Rows) == 0 {
		t.Fault(-1, 0, "the table has no rows (a file that crossroads ensemble wrote)")
	}
	if err := t.Err(); err != nil {
		return nil, err
	}
	var lines []distribution
	for i, row := range t.Rows {
		number := func(column string) float64 {
			if row[at[column]] == "" {
				return 0
			}
			v, _ := t.Number(i, at[column])
			return v
		}
		lines = append(lines, distribution{
			Scenario: row[at["path"]], Against: row[at["against"]], World: row[at["world"]], Way: row[at["way"]], Variable: row[at["outcome"]],
			Year: int(number("year")), Members: int(number("members")),
			Median: number("median"), Low50: number("range_50_low"), High50: number("range_50_high"), Low80: number("range_80_low"), High80: number("range_80_high"), Fewer: number("fewer"),
		})
	}
	return lines, t.Err()
}

// tables are what a folder's lines say of both death counts, of who was killed, of
// the state at the end and of money.
func (d *distributions) tables(paths []*scenarios.Scenario) []*table.Table {
	called := func(name string) table.Name {
		if i := slices.IndexFunc(paths, func(s *scenarios.Scenario) bool { return s.Name == name }); i >= 0 {
			return table.Path(paths[i])
		}
		return table.Name{Name: name, Label: name}
	}
	var list []*table.Table
	path, against := table.Words("path", "path", 0), table.Words("against", "against", 0).AsKey()
	for _, o := range scenarios.DeathCounts() {
		levels := &table.Table{Title: o.Label + ": median and 80% range", Columns: []table.Column{path, table.Numbers("median", "median", o.Unit), table.Ranges("range_80", "80% range", o.Unit)}}
		gaps := &table.Table{Title: o.Label + ": difference under the same draws", Columns: []table.Column{path, against, table.Numbers("median", "median", o.Unit), table.Ranges("range_80", "80% range", o.Unit)}}
		fewer := &table.Table{Title: o.Label + ": draws in which fewer are killed on the path, by sampling method", Across: "way", Columns: []table.Column{path, against, table.Words("way", "method", 0).AsKey(), table.Shares("fewer", "fewer")},
			Notes: []string{table.DrawsNote(d.Members)}}
		years := &table.Table{Title: o.Label + " within a year: median of the difference under the same draws", Across: "year", Columns: []table.Column{path, against, table.Counts("year", "year").AsKey(), table.Numbers("median", "median", o.Unit)}}
		for _, l := range d.Lines {
			if l.Variable != o.Name {
				continue
			}
			from, to, first := called(l.Scenario), called(l.Against), l.Way == d.Lines[0].Way
			switch sinceFork := l.Year - model.Fork.Year(); {
			case l.Against == "" && l.Year == 0 && first:
				levels.Add(from, table.Number{V: l.Median, U: o.Unit}, table.Range{Low: l.Low80, High: l.High80, U: o.Unit})
			case l.Against == "":
			case l.Year == 0:
				if first {
					gaps.Add(from, to, table.Difference{V: l.Median, U: o.Unit}, table.Range{Low: l.Low80, High: l.High80, U: o.Unit, Signed: true})
				}
				fewer.Add(from, to, wayName(l.Way), table.Share{Count: int(math.Round(l.Fewer * float64(l.Members))), Of: l.Members})
			case first && (sinceFork == 0 || sinceFork > 0 && (sinceFork+1)%5 == 0):
				years.Add(from, to, table.Year(l.Year), table.Difference{V: l.Median, U: o.Unit})
			}
		}
		list = append(list, levels, gaps, fewer, years)
	}
	for _, b := range []model.Block{model.BlockRows, model.BlockState, model.BlockMoney} {
		if t := d.medians(b, called); len(t.Rows) > 0 {
			list = append(list, t)
		}
	}
	return list
}

// wayName is a way of drawing as people read it: a world by its label.
func wayName(way string) table.Name {
	if name, is := strings.CutPrefix(way, "world "); is {
		if w, err := scenarios.FindWorld(name); err == nil {
			return table.Name{Name: way, Label: w.Label}
		}
	}
	return table.Name{Name: way, Label: way}
}

// medians are the medians of a block of outcomes.
func (d *distributions) medians(b model.Block, called func(name string) table.Name) *table.Table {
	t := &table.Table{Title: string(b) + ": medians", Across: "outcome", Columns: []table.Column{table.Words("path", "path", 0), table.Words("outcome", "outcome", 0).AsKey(), table.Numbers("median", "median", "")}}
	var shown []*model.Outcome
	for i := range model.OutcomeTable {
		o := &model.OutcomeTable[i]
		if o.Block != b {
			continue
		}
		shown = append(shown, o)
		for _, l := range d.Lines {
			if l.Variable == o.Name && l.Way == d.Lines[0].Way && l.Against == "" && l.Year == 0 {
				t.Add(called(l.Scenario), table.Name{Name: o.Name, Label: strings.ReplaceAll(o.Short, "\n", " ")}, table.Number{V: l.Median, U: o.Unit})
			}
		}
	}
	t.Notes = start.BlockNotes(b, shown)
	return t
}

// bands are the spread of a path's outcome year by year.
func (d *distributions) bands(scenario, variable string) map[int]ensemble.Band {
	list := map[int]ensemble.Band{}
	if d == nil {
		return list
	}
	for _, l := range d.Lines {
		if l.Scenario == scenario && l.Variable == variable && l.Against == "" && l.Year > 0 && l.Way == d.Lines[0].Way {
			list[l.Year] = ensemble.Band{Low80: l.Low80, Low50: l.Low50, Median: l.Median, High50: l.High50, High80: l.High80}
		}
	}
	return list
}

// maxResult is the largest file of results that a report takes up, in bytes.
const maxResult = 256 << 20
