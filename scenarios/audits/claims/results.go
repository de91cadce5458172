package claims

import (
	"fmt"
	"slices"

	"crossroads/model"
	"crossroads/scenarios"
)

// Results are what the model shows of its built-in paths in each world and over
// draws, in one place.
type Results struct {
	Paths                 []*scenarios.Scenario
	CivilianSecurity, All [][]float64 // by path and world, from the fork to the end
	Tempos                []float64
	Swept                 []Swept // by world: central, backlash
	Shares                []Share
}

// Swept is the reference path at constant tempos of operations in one world.
type Swept struct {
	World                          string
	CivilianSecurity, All, Attacks []float64 // by tempo; attacks in the last year
}

// Share is the share of draws in which a sentence holds.
type Share struct {
	Words string
	In    float64
}

// spot is what one run comes to.
type spot struct{ narrow, all, attacks, fighters float64 }

// FindResults runs the main paths, the two variants that differ in what is done
// and the path on which nobody acts, in every world and over a number of draws.
// Equal arguments give equal results.
func FindResults(members int, seed uint64) (*Results, error) {
	sets, worlds, err := worldsAndDraws(members, seed)
	if err != nil {
		return nil, err
	}
	spots := func(s *scenarios.Scenario, sets []model.Parameters) ([]spot, error) {
		var list []spot
		question := Claim{Paths: []*scenarios.Scenario{s}, measure: func(_ *model.Parameters, y []model.Years) Reading {
			list = append(list, spot{civilianSecurity.Of(y[0]), all.Of(y[0]), attacks.Of(y[0]), fighters.Of(y[0])})
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
	without, err := spots(path("investment-without-money", "extends: investment\nlevers: {investment: 300}"), sets)
	if err != nil {
		return nil, err
	}
	share := func(words string, holds func(i int) bool) {
		n := 0
		for i := worlds; i < len(sets); i++ {
			if holds(i) {
				n++
			}
		}
		r.Shares = append(r.Shares, Share{words, float64(n) / float64(members)})
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
	share("nobody-acts: more civilians and security forces killed than on three-pillar", func(i int) bool { return of[scenarios.Null][i].narrow > of["three-pillar"][i].narrow })
	share("nobody-acts: fewest civilians and security forces killed of all these paths", fewest(scenarios.Null, names, narrow))
	share("kinetic: fewer civilians and security forces killed than on investment", func(i int) bool { return of["kinetic"][i].narrow < of["investment"][i].narrow })
	share("kinetic: fewer attacks in 2040 than on current-course", func(i int) bool { return of["kinetic"][i].attacks < of["current-course"][i].attacks })
	share("investment: fewer fighters in 2040 than on current-course", func(i int) bool { return of["investment"][i].fighters < of["current-course"][i].fighters })
	share("investment: fewer civilians and security forces killed than with investment held at 300", func(i int) bool { return of["investment"][i].narrow < without[i].narrow })
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
