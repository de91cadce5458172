// SPDX-License-Identifier: Apache-2.0

package class

import (
	"cmp"
	"math"
	"slices"

	"crossroads/model"
	"crossroads/scenarios"
)

// Board is what a class tried.
type Board struct {
	Against *scenarios.Scenario // the path everybody started from
	Results []EntryResult       // in the order of the entries
	Levers  []LeverTried        // in table order
	Worlds  []WorldTried        // in order of first use
	Held    []Held              // one per built-in world, in their order
	Guesses []Guessed           // by outcome, path and year
	Orders  []Ordered           // in order of first use
}

// EntryResult is one entry and what followed from it.
type EntryResult struct {
	Entry
	Run    *scenarios.Run
	Start  *scenarios.Run // the path everybody started from, in the same world
	Levers []float64      // mean of each lever from the policy start on, in table order
}

// LeverTried is what a class did with one lever from the fork to the end.
type LeverTried struct {
	*model.Lever
	Low, Mean, High float64 // lowest and highest in any month; mean over entries and months
	Touched         int     // entries whose lever is not that of the path they started from
}

// WorldTried is what followed in one world.
type WorldTried struct {
	World    *scenarios.World // as the first of its entries has it
	Entries  int
	Outcomes []Spread // the headline outcomes in table order
}

// Held counts the entries whose path has fewer dead than the one everybody
// started from, both run in one built-in world.
type Held struct {
	World                        *scenarios.World
	CivilianSecurity, All, Split int // by either sum; Split: fewer by one sum, more by the other
}

// Range is the lowest, middle and highest of some numbers.
type Range struct{ Low, Middle, High float64 }

// Spread is an outcome over the entries of one world.
type Spread struct {
	*model.Outcome
	Range
	Start float64 // of the path everybody started from
	Below int     // entries with less than Start
}

// Guessed is what a class expected as a number, and what the model gave.
type Guessed struct {
	*model.Outcome
	Path               string // empty for each pupil's own
	Year               int
	Entries            int
	Guesses, Model     Range
	Below, Near, Above int // guesses below what the model gave, within a tenth of it, above
}

// Ordered is what a class expected of two paths, and what the model gave.
type Ordered struct {
	*model.Outcome
	First, Second string // empty for each pupil's own
	Entries       int
	Higher, Cross GuessCount // First ends higher than Second; they change places
}

// GuessCount counts entries: those that expected a thing, those for which the model
// showed it, and those that expected what the model showed.
type GuessCount struct{ Expected, Shown, Alike int }

// count adds one entry.
func (t *GuessCount) count(expected, shown bool) {
	if expected {
		t.Expected++
	}
	if shown {
		t.Shown++
	}
	if expected == shown {
		t.Alike++
	}
}

// Runs counts the runs that a board of some entries takes.
func Runs(entries []Entry) int {
	return 2*len(entries) + len(scenarios.WorldNames())*(len(entries)+1)
}

// MeanLevers are the means of a path's levers from the policy start on, in table
// order.
func MeanLevers(s *scenarios.Scenario) []float64 {
	months := s.Plan(model.DefaultHorizon).Months[model.Fork-model.HistoryStart:]
	list := make([]float64, len(model.LeverTable))
	for i := range list {
		for m := range months { // so that the mean of equal values is that value, to the last digit
			list[i] += (*model.LeverTable[i].Of(&months[m]) - list[i]) / float64(m+1)
		}
	}
	return list
}

// NewBoard runs every entry, and beside it the path everybody started from in
// the same world.
func NewBoard(entries []Entry, against *scenarios.Scenario) (*Board, error) {
	h := model.DefaultHorizon
	b := &Board{Against: against}
	for _, p := range entries {
		run, err := p.Scenario.Run(p.World, h)
		if err != nil {
			return nil, err
		}
		start, err := against.Run(p.World, h)
		if err != nil {
			return nil, err
		}
		b.Results = append(b.Results, EntryResult{p, run, start, MeanLevers(p.Scenario)})
	}
	b.levers(h)
	b.worlds()
	if err := b.held(h); err != nil {
		return nil, err
	}
	if err := b.guesses(h); err != nil {
		return nil, err
	}
	return b, b.orders(h)
}

// levers fills in what was done with each lever.
func (b *Board) levers(h model.Horizon) {
	if len(b.Results) == 0 {
		return
	}
	start := b.Against.Plan(h)
	from := int(model.Fork - h.Start)
	for i := range model.LeverTable {
		row := &model.LeverTable[i]
		l := LeverTried{Lever: row, Low: row.High, High: row.Low}
		for k, t := range b.Results {
			plan, touched := t.Scenario.Plan(h), false
			for m := from; m < len(plan.Months); m++ {
				v := *row.Of(&plan.Months[m])
				l.Low, l.High = min(l.Low, v), max(l.High, v)
				touched = touched || v != *row.Of(&start.Months[m])
			}
			if touched {
				l.Touched++
			}
			l.Mean += (t.Levers[i] - l.Mean) / float64(k+1)
		}
		b.Levers = append(b.Levers, l)
	}
}

// worlds fills in what followed in each world.
func (b *Board) worlds() {
	var names []string
	by := map[string][]EntryResult{}
	for _, t := range b.Results {
		name := WorldName(t.World)
		if by[name] == nil {
			names = append(names, name)
		}
		by[name] = append(by[name], t)
	}
	for _, name := range names {
		w := WorldTried{World: by[name][0].World, Entries: len(by[name])}
		for i := range model.OutcomeTable {
			if o := &model.OutcomeTable[i]; o.Headline {
				w.Outcomes = append(w.Outcomes, spread(o, by[name]))
			}
		}
		b.Worlds = append(b.Worlds, w)
	}
}

// held runs every path in every built-in world.
func (b *Board) held(h model.Horizon) error {
	narrow, all := model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return err
		}
		start, err := b.Against.Run(w, h)
		if err != nil {
			return err
		}
		count := Held{World: w}
		for _, t := range b.Results {
			run, err := t.Scenario.Run(w, h)
			if err != nil {
				return err
			}
			n, a := cmp.Compare(narrow.Of(run.Years), narrow.Of(start.Years)), cmp.Compare(all.Of(run.Years), all.Of(start.Years))
			if n < 0 {
				count.CivilianSecurity++
			}
			if a < 0 {
				count.All++
			}
			if n*a < 0 {
				count.Split++
			}
		}
		b.Held = append(b.Held, count)
	}
	return nil
}

// WorldName names a world, and each assumption in it that is not that of the
// built-in one.
func WorldName(w *scenarios.World) string {
	return named(w, w.Name, func(p *model.Parameter) string { return p.Name })
}

// WorldLabel is WorldName in words.
func WorldLabel(w *scenarios.World) string {
	return named(w, w.Label, func(p *model.Parameter) string { return p.Label })
}

// named adds to the name of a world those of the assumptions that it changes.
func named(w *scenarios.World, name string, of func(*model.Parameter) string) string {
	base, err := scenarios.FindWorld(w.Name)
	if err != nil || !slices.Contains(scenarios.WorldNames(), w.Name) {
		return name
	}
	for i := range model.ParameterTable {
		row := &model.ParameterTable[i]
		if v := *row.Of(&w.Parameters); v != *row.Of(&base.Parameters) {
			name += ", " + of(row) + " " + scenarios.Plain(v)
		}
	}
	return name
}

// spread is an outcome over some entries of one world.
func spread(o *model.Outcome, list []EntryResult) Spread {
	s := Spread{Outcome: o, Start: o.Of(list[0].Start.Years)}
	values := make([]float64, len(list))
	for i, t := range list {
		if values[i] = o.Of(t.Run.Years); values[i] < s.Start {
			s.Below++
		}
	}
	s.Range = rangeOf(values)
	return s
}

// rangeOf sorts values, of which there is at least one, and sums them up.
func rangeOf(values []float64) Range {
	slices.Sort(values)
	n := len(values)
	return Range{values[0], (values[(n-1)/2] + values[n/2]) / 2, values[n-1]}
}

// guesses fills in what was expected as a number.
func (b *Board) guesses(h model.Horizon) error {
	type question struct {
		outcome *model.Outcome
		path    string
		year    int
	}
	guessed, gave := map[question][]float64{}, map[question][]float64{}
	var order []question
	for _, t := range b.Results {
		for _, g := range t.Guesses {
			q := question{g.Outcome, g.Path, g.Year}
			run, err := t.path(g.Path, h)
			if err != nil {
				return err
			}
			if guessed[q] == nil {
				order = append(order, q)
			}
			guessed[q] = append(guessed[q], g.Value)
			gave[q] = append(gave[q], g.Outcome.In(run.Years, g.Year))
		}
	}
	for _, q := range order {
		g := Guessed{Outcome: q.outcome, Path: q.path, Year: q.year, Entries: len(guessed[q])}
		for i, v := range guessed[q] {
			switch is := gave[q][i]; {
			case v < is*0.9:
				g.Below++
			case v > is*1.1:
				g.Above++
			default:
				g.Near++
			}
		}
		g.Guesses, g.Model = rangeOf(guessed[q]), rangeOf(gave[q])
		b.Guesses = append(b.Guesses, g)
	}
	slices.SortStableFunc(b.Guesses, func(x, y Guessed) int {
		return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Path, y.Path), cmp.Compare(x.Year, y.Year))
	})
	return nil
}

// orders fills in what was expected of two paths.
func (b *Board) orders(h model.Horizon) error {
	for _, t := range b.Results {
		for _, o := range t.Orders {
			first, err := t.path(o.First, h)
			if err != nil {
				return err
			}
			second, err := t.path(o.Second, h)
			if err != nil {
				return err
			}
			i := slices.IndexFunc(b.Orders, func(k Ordered) bool {
				return k.Outcome == o.Outcome && k.First == o.First && k.Second == o.Second
			})
			if i < 0 {
				i = len(b.Orders)
				b.Orders = append(b.Orders, Ordered{Outcome: o.Outcome, First: o.First, Second: o.Second})
			}
			higher, cross := Ends(o.Outcome, first, second)
			b.Orders[i].Entries++
			b.Orders[i].Higher.count(o.Higher, higher)
			b.Orders[i].Cross.count(o.Cross, cross)
		}
	}
	return nil
}

// path is the pupil's own run, or a built-in path run in the same world.
func (t *EntryResult) path(name string, h model.Horizon) (*scenarios.Run, error) {
	if name == "" {
		return t.Run, nil
	}
	s, err := scenarios.Builtin(name)
	if err != nil {
		return nil, err
	}
	return s.Run(t.World, h)
}

// Ends reports whether the yearly outcome ends higher in first than in second,
// and whether the two change places between the fork and the end.
func Ends(o *model.Outcome, first, second *scenarios.Run) (higher, cross bool) {
	ahead := 0
	for year := model.Fork.Year(); year <= min(first.Years.Last(), second.Years.Last()); year++ {
		now := 0
		if a, b := o.In(first.Years, year), o.In(second.Years, year); math.Abs(a-b) > 1e-9*max(a, b) { // less is rounding
			now = cmp.Compare(a, b)
		}
		cross = cross || now*ahead < 0
		if now != 0 {
			ahead = now
		}
		higher = now > 0
	}
	return higher, cross
}
