// SPDX-License-Identifier: Apache-2.0

// Package study takes a policy path apart in one designed experiment: its
// pillars alone and together, begun later, at equal money, broken off, and with
// each mechanism of the model switched off or made stronger in turn.
package study

import (
	"context"
	"fmt"
	"math"
	"slices"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/ensemble"
)

// Study says what is taken apart and what it is set against.
type Study struct {
	Path     *scenarios.Scenario
	Against  *scenarios.Scenario   // what the pillars are added to, and what an early stop returns to
	Rivals   []*scenarios.Scenario // what the path is compared with
	World    *scenarios.World
	Horizon  model.Horizon
	Outcomes []*model.Outcome
	Members  int
	Draws    func(i int) model.Parameters // sets of assumptions, called from several goroutines
	Done     func(runs int)               // see batch.Batch; may be nil
}

// Check refuses what cannot be taken apart lever by lever.
func (s *Study) Check() error {
	for _, path := range append([]*scenarios.Scenario{s.Path, s.Against}, s.Rivals...) {
		for from := path; from != nil; from = from.From {
			if len(from.Shocks) > 0 || len(from.Rules) > 0 {
				return fmt.Errorf("path %s: holds shocks or rules (a study takes apart levers alone)", path.Name)
			}
		}
		if path.Starts < model.Fork {
			return fmt.Errorf("path %s: begins %s, before the policy start (a study moves the start itself)", path.Name, path.Starts)
		}
	}
	if s.Path.Name == s.Against.Name {
		return fmt.Errorf("path %s: cannot be set against itself (--against another)", s.Path.Name)
	}
	return nil
}

// Pillar is a group of levers that is put in place together.
type Pillar struct {
	Name   string
	Levers []string
}

// Pillars are the three of the essay; restraint by Kabul belongs to none and
// stays as in the path that the pillars are added to.
var Pillars = []Pillar{
	{"security", []string{"operations_tempo", "precision", "reactivity", "dialogue"}},
	{"economics", []string{"investment", "openness"}},
	{"narrative", []string{"narrative", "interference"}},
}

// Spread is a number at the centre and over the draws.
type Spread struct {
	Centre            float64
	Low, Median, High float64        // over the draws: what one in ten, half and nine in ten do not exceed
	Below, Above      ensemble.Share // draws in which it is below or above 0
}

// Undecided reports whether the middle 80% of the draws covers 0.
func (s Spread) Undecided() bool { return s.Low <= 0 && s.High >= 0 }

// values runs paths at the centre, which comes first, and under the draws. Set,
// if not nil, changes each set of assumptions.
func (s *Study) values(ctx context.Context, paths []batch.Path, numbers []batch.Number, set func(*model.Parameters)) (batch.Values, error) {
	b := batch.Batch{Paths: paths, Horizon: s.Horizon, Numbers: numbers, Sets: 1 + s.Members, Done: s.Done,
		Set: func(i int) model.Parameters {
			p := s.World.Parameters
			if i > 0 {
				p = s.Draws(i - 1)
			}
			if set != nil {
				set(&p)
			}
			return p
		}}
	return b.Run(ctx)
}

// spread gathers one number of each set, the centre first.
func spread(v batch.Values, of func(set [][]float64) float64) Spread {
	s := Spread{Centre: of(v[0]), Below: ensemble.Share{Of: len(v) - 1}, Above: ensemble.Share{Of: len(v) - 1}}
	drawn := make([]float64, 0, len(v)-1)
	for _, set := range v[1:] {
		x := of(set)
		drawn = append(drawn, x)
		switch {
		case x < 0:
			s.Below.Count++
		case x > 0:
			s.Above.Count++
		}
	}
	slices.Sort(drawn)
	if n := len(drawn); n > 0 {
		at := func(q float64) float64 { return drawn[int(math.Round(q*float64(n-1)))] }
		s.Low, s.Median, s.High = at(0.1), at(0.5), at(0.9)
	}
	return s
}

// spreads gathers one number for each outcome.
func (s *Study) spreads(v batch.Values, of func(set [][]float64, n int) float64) []Spread {
	list := make([]Spread, len(s.Outcomes))
	for n := range list {
		list[n] = spread(v, func(set [][]float64) float64 { return of(set, n) })
	}
	return list
}

// mixed lays out levers taken from two plans: in each month those named come
// from the first, the others from the second.
func mixed(first, second *model.Plan, from func(month int, lever string) (taken bool, month2 int)) *model.Plan {
	plan := &model.Plan{Months: slices.Clone(second.Months)}
	for m := range plan.Months {
		for i := range model.LeverTable {
			row := &model.LeverTable[i]
			if taken, at := from(m, row.Name); taken {
				*row.Of(&plan.Months[m]) = *row.Of(&first.Months[at])
			}
		}
	}
	return plan
}

// Effect is a named comparison, by outcome.
type Effect struct {
	Name    string
	Spreads []Spread
}

// Factorial is the experiment of every pillar present or absent.
type Factorial struct {
	Levels  []Effect // the outcomes of all eight, nothing first, everything last
	Alone   []Effect // what each pillar changes alone
	All     Effect   // what all change together
	Pairs   []Effect // what two change together beyond the sum of each alone
	Triple  Effect   // what three change together beyond singles and pairs
	Synergy Effect   // what all change together minus the sum of each alone
}

// Factorial runs all combinations of the pillars.
func (s *Study) Factorial(ctx context.Context) (*Factorial, error) {
	path, against := s.Path.PlanIn(s.World, s.Horizon), s.Against.PlanIn(s.World, s.Horizon)
	var paths []batch.Path
	for mask := range 1 << len(Pillars) {
		paths = append(paths, batch.Path{Name: combination(mask), Plan: mixed(path, against, func(month int, lever string) (bool, int) {
			for k, p := range Pillars {
				if mask>>k&1 == 1 && slices.Contains(p.Levers, lever) {
					return true, month
				}
			}
			return false, 0
		})})
	}
	v, err := s.values(ctx, paths, batch.Outcomes(s.Outcomes), nil)
	if err != nil {
		return nil, err
	}
	// change is what the terms, each a combination with its weight, add up to.
	change := func(name string, terms map[int]float64) Effect {
		return Effect{name, s.spreads(v, func(set [][]float64, n int) float64 {
			var sum float64
			for mask := range paths { // in order, so that sums do not depend on that of a map
				sum += float64(terms[mask] * set[mask][n])
			}
			return sum
		})}
	}
	f := &Factorial{}
	for mask := range paths {
		f.Levels = append(f.Levels, change(combination(mask), map[int]float64{mask: 1}))
	}
	for k, p := range Pillars {
		f.Alone = append(f.Alone, change(p.Name+" alone", map[int]float64{1 << k: 1, 0: -1}))
	}
	f.All = change("all three", map[int]float64{7: 1, 0: -1})
	for _, pair := range [][2]int{{0, 1}, {0, 2}, {1, 2}} {
		a, b := 1<<pair[0], 1<<pair[1]
		f.Pairs = append(f.Pairs, change(Pillars[pair[0]].Name+" × "+Pillars[pair[1]].Name, map[int]float64{a | b: 1, a: -1, b: -1, 0: 1}))
	}
	f.Triple = change("all three beyond the pairs", map[int]float64{7: 1, 6: -1, 5: -1, 3: -1, 1: 1, 2: 1, 4: 1, 0: -1})
	f.Synergy = change("together minus the sum of each alone", map[int]float64{7: 1, 1: -1, 2: -1, 4: -1, 0: 2})
	return f, nil
}

// combination names the pillars present.
func combination(mask int) string {
	name := ""
	for k, p := range Pillars {
		if mask>>k&1 == 1 {
			if name != "" {
				name += " + "
			}
			name += p.Name
		}
	}
	if name == "" {
		return "none"
	}
	return name
}

// Timing is the path begun later.
type Timing struct {
	Years []int
	Delay []Effect      // by year: the path begun then less the path begun in the first
	Map   [][][]float64 // by outcome, year in which security begins and year in which the rest does: at the centre
}

// Timing begins the path, and its security pillar apart from the rest, in each
// of the years.
func (s *Study) Timing(ctx context.Context, years []int) (*Timing, error) {
	path, against := s.Path.PlanIn(s.World, s.Horizon), s.Against.PlanIn(s.World, s.Horizon)
	begun := func(security, rest int) *model.Plan {
		return mixed(path, against, func(month int, lever string) (bool, int) {
			year := rest
			if slices.Contains(Pillars[0].Levers, lever) {
				year = security
			}
			delay := int(model.NewYear(year) - model.NewYear(years[0]))
			at := month - delay
			return at >= int(s.Path.Starts-s.Horizon.Start) && lever != "restraint", at
		})
	}
	t := &Timing{Years: years}
	var paths []batch.Path
	for _, year := range years {
		paths = append(paths, batch.Path{Name: fmt.Sprintf("%s from %d", s.Path.Name, year), Plan: begun(year, year)})
	}
	v, err := s.values(ctx, paths, batch.Outcomes(s.Outcomes), nil)
	if err != nil {
		return nil, err
	}
	for k, year := range years {
		t.Delay = append(t.Delay, Effect{fmt.Sprintf("begun in %d", year), s.spreads(v, func(set [][]float64, n int) float64 { return set[k][n] - set[0][n] })})
	}
	paths = nil
	for _, security := range years {
		for _, rest := range years {
			paths = append(paths, batch.Path{Name: fmt.Sprintf("security from %d, rest from %d", security, rest), Plan: begun(security, rest)})
		}
	}
	centre := *s
	centre.Members = 0
	if v, err = centre.values(ctx, paths, batch.Outcomes(s.Outcomes), nil); err != nil {
		return nil, err
	}
	for n := range s.Outcomes {
		var rows [][]float64
		for i := range years {
			var row []float64
			for j := range years {
				row = append(row, v[0][i*len(years)+j][n])
			}
			rows = append(rows, row)
		}
		t.Map = append(t.Map, rows)
	}
	return t, nil
}

// EarlyStop is the path broken off after a year, then as the path it is set against.
type EarlyStop struct {
	Year    int      // the last of the path
	Against []Spread // the outcome minus that of the other path throughout
	Gain    []Spread // the share of the whole path's change that is kept: 1 for all of it
	Back    Spread   // years until attacks are within a tenth of those under the other path
}

// Stops breaks the path off after each of the years.
func (s *Study) Stops(ctx context.Context, years []int) ([]EarlyStop, error) {
	path, against := s.Path.PlanIn(s.World, s.Horizon), s.Against.PlanIn(s.World, s.Horizon)
	paths := []batch.Path{{Name: s.Against.Name, Plan: against}, {Name: s.Path.Name, Plan: path}}
	for _, year := range years {
		last := int(model.NewYear(year+1) - s.Horizon.Start)
		paths = append(paths, batch.Path{Name: fmt.Sprintf("%s until %d", s.Path.Name, year), Plan: mixed(path, against, func(month int, lever string) (bool, int) {
			return month < last && lever != "restraint", month
		})})
	}
	numbers := batch.Outcomes(s.Outcomes)
	attacks := model.FindOutcome("attacks")
	lastYear := s.Horizon.End.Year() - 1
	for year := model.Fork.Year(); year <= lastYear; year++ {
		numbers = append(numbers, func(e *model.Ends, to []float64) { attacks.Between(e, year, year, to) })
	}
	v, err := s.values(ctx, paths, numbers, nil)
	if err != nil {
		return nil, err
	}
	var list []EarlyStop
	for k, year := range years {
		stopped := 2 + k
		stop := EarlyStop{Year: year,
			Against: s.spreads(v, func(set [][]float64, n int) float64 { return set[stopped][n] - set[0][n] }),
			Gain: s.spreads(v, func(set [][]float64, n int) float64 {
				if set[1][n] == set[0][n] {
					return 1
				}
				return (set[stopped][n] - set[0][n]) / (set[1][n] - set[0][n])
			}),
		}
		stop.Back = spread(v, func(set [][]float64) float64 {
			for y := year + 1; y <= lastYear; y++ {
				at := len(s.Outcomes) + y - model.Fork.Year()
				if math.Abs(set[stopped][at]-set[0][at]) <= 0.1*set[0][at] {
					return float64(y - year)
				}
			}
			return math.Inf(1)
		})
		list = append(list, stop)
	}
	return list, nil
}
