// SPDX-License-Identifier: Apache-2.0

package claims

import (
	"context"
	"fmt"
	"slices"

	"gonum.org/v1/gonum/stat"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/effect"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/stats/elementary"
)

// Results are what the model shows of its built-in paths in each world and over
// draws, in one place.
type Results struct {
	Paths                 []*scenarios.Scenario
	CivilianSecurity, All [][]float64 // by path and world, from the fork to the end
	Tempos                []float64
	Swept                 []Swept     // by world: central, backlash
	Withdrawal            []Withdrawn // by year, in the central world
	Gain                  Gain
	Held, Fading          float64 // decline of attacks a year from 2014 to 2019, central world
	Growth                float64 // of attacks a year from 2021 to 2025, central world
	Factor                float64 // attacks of 2023 over those of 2021, central world
	PerSoldier            float64 // militants killed per member of the security forces killed in 2025, central world
	SecurityShare         float64 // of civilians and security forces killed from 2023 to 2025, central world
	Shares                []Share
	Reaches               []effect.Reach // of every parameter, over the worlds and paths on which somebody acts; the shortest first
}

// Withdrawn is a year of the intervention around its end.
type Withdrawn struct {
	Year               int
	Attacks, Sanctuary float64 // sanctuary as the year ends
}

// Gain is how many more civilians and security forces are killed on three-pillar
// where its investment stays at 300.
type Gain struct{ Central, Low, Median, High float64 } // central world; 5%, 50% and 95% of draws

// Swept is the reference path at constant tempos of operations in one world.
type Swept struct {
	World                          string
	CivilianSecurity, All, Attacks []float64 // by tempo; attacks in the last year
}

// Share is the share of draws in which a sentence holds: of prior draws, around the
// documented values; of draws that agree with the counts; and of draws around the
// central values.
type Share struct {
	Words                      string
	In, InFitted, AroundCentre ensemble.Share
}

// spot is what one run comes to.
type spot struct {
	narrow, all, attacks, fighters, sanctuary2033 float64
	years                                         model.Years // of the first run only, which is in the central world
}

// FindResults runs the main paths, the two variants that differ in what is done
// and the path on which nobody acts, in every world and over a number of draws.
// Equal arguments give equal results.
func FindResults(members int, seed uint64) (*Results, error) {
	sets, worlds, err := worldsAndDraws(members, seed)
	if err != nil {
		return nil, err
	}
	last := len(sets) // of the prior draws
	if sets, err = drawnFitted(sets, members, seed); err != nil {
		return nil, err
	}
	fitted := len(sets)
	if sets, err = drawn(sets, members, ensemble.Draws{Seed: seed}); err != nil {
		return nil, err
	}
	spots := func(s *scenarios.Scenario, sets []model.Parameters) ([]spot, error) {
		var list []spot
		question := Claim{Paths: []*scenarios.Scenario{s}, measure: func(_ *model.Parameters, y []model.Years) Reading {
			one := spot{narrow: civilianSecurity.Of(y[0]), all: all.Of(y[0]), attacks: attacks.Of(y[0]), fighters: fighters.Of(y[0]), sanctuary2033: sanctuary.In(y[0], 2033)}
			if len(list) == 0 {
				one.years = slices.Clone(y[0])
			}
			list = append(list, one)
			return Reading{}
		}}
		_, err := question.Read(sets)
		return list, err
	}
	r := &Results{Tempos: []float64{0, 5, 10, 20, 35, 55, 75, 90, 120, 150}}
	names := append(scenarios.MainNames(), "kinetic-precise", "investment-stalled", scenarios.Null)
	of := map[string][]spot{}
	for _, name := range names {
		s := builtin(name)
		r.Paths = append(r.Paths, s)
		if of[name], err = spots(s, sets); err != nil {
			return nil, err
		}
		narrow, whole := make([]float64, worlds), make([]float64, worlds)
		for i := range worlds {
			narrow[i], whole[i] = of[name][i].narrow, of[name][i].all
		}
		r.CivilianSecurity, r.All = append(r.CivilianSecurity, narrow), append(r.All, whole)
	}
	for _, name := range []string{"central", "backlash"} {
		at := slices.Index(scenarios.WorldNames(), name)
		swept := Swept{World: name}
		for _, tempo := range r.Tempos {
			s, err := spots(path("swept", fmt.Sprintf("levers: {operations_tempo: %g}", tempo)), sets[at:at+1])
			if err != nil {
				return nil, err
			}
			swept.CivilianSecurity, swept.All, swept.Attacks = append(swept.CivilianSecurity, s[0].narrow), append(swept.All, s[0].all), append(swept.Attacks, s[0].attacks)
		}
		r.Swept = append(r.Swept, swept)
	}
	for name, text := range map[string]string{
		"investment-without-money":          "extends: investment\nlevers: {investment: 300}",
		"three-pillar-without-money":        "extends: three-pillar\nlevers: {investment: 300}",
		"intervention-without-interference": "extends: intervention\nlevers: {interference: 0}",
	} {
		if of[name], err = spots(path(name, text), sets); err != nil {
			return nil, err
		}
	}
	r.tellCentral(of)
	if r.Reaches, err = reaches(r.Paths[:len(r.Paths)-1]); err != nil {
		return nil, err
	}
	r.Gain = gain(of["three-pillar-without-money"][:last], of["three-pillar"][:last], worlds)
	r.Held, r.Fading, _ = earlierDecline(&sets[0])
	share := func(words string, holds func(i int) bool) {
		r.Shares = append(r.Shares, Share{words, among(worlds, last, holds), among(last, fitted, holds), among(fitted, len(sets), holds)})
	}
	fewest := func(name string, names []string, value func(spot) float64) func(int) bool {
		return func(i int) bool {
			for _, other := range names {
				if other != name && value(of[other][i]) <= value(of[name][i]) {
					return false
				}
			}
			return true
		}
	}
	narrow, whole := func(s spot) float64 { return s.narrow }, func(s spot) float64 { return s.all }
	main := scenarios.MainNames()
	for _, name := range main {
		share(name+": fewest civilians and security forces killed of the five main paths", fewest(name, main, narrow))
	}
	for _, name := range main {
		share(name+": fewest killed in all of the five main paths", fewest(name, main, whole))
	}
	seven := names[:len(names)-1] // all but the path on which nobody acts
	for _, name := range []string{"three-pillar", "kinetic-precise"} {
		share(name+": fewest civilians and security forces killed of the seven paths on which somebody acts", fewest(name, seven, narrow))
	}
	share("nobody-acts: more civilians and security forces killed than on three-pillar", func(i int) bool { return of[scenarios.Null][i].narrow > of["three-pillar"][i].narrow })
	share("nobody-acts: fewest civilians and security forces killed of all these paths", fewest(scenarios.Null, names, narrow))
	share("kinetic: fewer civilians and security forces killed than on investment", func(i int) bool { return of["kinetic"][i].narrow < of["investment"][i].narrow })
	share("kinetic: fewer attacks in 2040 than on current-course", func(i int) bool { return of["kinetic"][i].attacks < of["current-course"][i].attacks })
	share("investment: fewer fighters in 2040 than on current-course", func(i int) bool { return of["investment"][i].fighters < of["current-course"][i].fighters })
	share("intervention: more sanctuary at the end of 2033 than without its interference", func(i int) bool {
		return of["intervention"][i].sanctuary2033 > of["intervention-without-interference"][i].sanctuary2033
	})
	share("investment: fewer civilians and security forces killed than with investment held at 300", func(i int) bool { return of["investment"][i].narrow < of["investment-without-money"][i].narrow })
	share("three-pillar: fewer civilians and security forces killed than with investment held at 300", func(i int) bool { return of["three-pillar"][i].narrow < of["three-pillar-without-money"][i].narrow })
	share("investment-stalled: fewer civilians and security forces killed than on investment", func(i int) bool { return of["investment-stalled"][i].narrow < of["investment"][i].narrow })
	within := func(d float64) bool { return d >= 0.19 && d <= 0.82 }
	heldIn, fadingIn := make([]bool, len(sets)), make([]bool, len(sets))
	for i := worlds; i < len(sets); i++ {
		held, fading, found := earlierDecline(&sets[i])
		heldIn[i], fadingIn[i] = found && within(held), found && within(fading)
	}
	share("2014 to 2019: decline of attacks in the counted range with the tempo held", func(i int) bool { return heldIn[i] })
	share("2014 to 2019: decline of attacks in the counted range with a fading tempo", func(i int) bool { return fadingIn[i] })
	return r, nil
}

// tellCentral reads the history and the end of the intervention in the central
// world.
func (r *Results) tellCentral(of map[string][]spot) {
	history := of[scenarios.Reference][0].years
	in := func(name string, year int) float64 { return model.FindOutcome(name).In(history, year) }
	r.Growth = elementary.Log(in("attacks", 2025)/in("attacks", 2021)) / 4
	r.Factor = in("attacks", 2023) / in("attacks", 2021)
	security := func(year int) float64 { return in("security_attacks", year) + in("security_operations", year) }
	r.PerSoldier = in("militants", 2025) / security(2025)
	pakistan := func(year int) float64 {
		return security(year) + in("civilians_attacks", year) + in("civilians_operations", year)
	}
	r.SecurityShare = (security(2023) + security(2024) + security(2025)) / (pakistan(2023) + pakistan(2024) + pakistan(2025))
	intervention := of["intervention"][0].years
	for year := 2031; year <= 2037; year++ {
		r.Withdrawal = append(r.Withdrawal, Withdrawn{year, attacks.In(intervention, year), sanctuary.In(intervention, year)})
	}
}

// reaches measures how far the range of each parameter moves the two death sums
// and the attacks of the last year, in every built-in world.
func reaches(paths []*scenarios.Scenario) ([]effect.Reach, error) {
	var tables []*effect.Table
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return nil, err
		}
		t, err := effect.Measure(context.Background(), w, paths, model.DefaultHorizon)
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	return effect.Reaches(tables, civilianSecurity, all, attacks), nil
}

// gain compares a path without its investment with the same path with it. The
// worlds come first in both lists.
func gain(without, with []spot, worlds int) Gain {
	differences := make([]float64, len(with)-worlds)
	for i := range differences {
		differences[i] = without[worlds+i].narrow - with[worlds+i].narrow
	}
	slices.Sort(differences)
	at := func(share float64) float64 { return stat.Quantile(share, stat.LinInterp, differences, nil) }
	return Gain{without[0].narrow - with[0].narrow, at(0.05), at(0.5), at(0.95)}
}
