// SPDX-License-Identifier: Apache-2.0

// Package claims states what the model should do, and what others say happens,
// and measures both.
package claims

import (
	"fmt"
	"math"
	"sync"

	"crossroads/model"
	"crossroads/scenarios"
)

// Claim is one row of Table: a sentence about the border that the model can be
// asked about, under any assumptions.
type Claim struct {
	Number     int
	Statement  string
	Kind       Kind
	Everywhere bool     // a Test of the equations themselves, which must hold in every world and under every draw
	Fails      []string // the built-in worlds in which another Test does not hold
	Whose      string   // who says so
	Quantity   string   // the number that decides, in words
	Unit       string
	Paths      []*scenarios.Scenario

	assume  func(*model.Parameters) // fixes parameters of which the claim speaks, if any
	measure func(p *model.Parameters, y []model.Years) Reading
}

// Kind tells what the model must show from what it is asked about.
type Kind string

// The kinds of claim. A Test must hold at centre, or the model does not do what
// it is for; where it fails in another world, that is said wherever claims are
// printed. A Finding is reported as it comes out and never required.
const (
	Test    Kind = "test"
	Finding Kind = "finding"
)

// Reading is the deciding number under one set of assumptions, and whether the
// claim holds there.
type Reading struct {
	Value float64
	Holds bool
}

// path is a built-in path with some levers changed, written as in a file.
func path(name, text string) *scenarios.Scenario {
	s, err := scenarios.Parse(name+".yaml", []byte("doc: Part of a claim.\n"+text))
	if err != nil {
		panic(err) // part of the program; a test measures every claim
	}
	return s
}

// builtin is a built-in path.
func builtin(name string) *scenarios.Scenario {
	s, err := scenarios.Builtin(name)
	if err != nil {
		panic(err) // part of the program; a test measures every claim
	}
	return s
}

// The outcomes that claims speak of.
var (
	civilianSecurity = model.FindOutcome("deaths_civilian_security")
	all              = model.FindOutcome("deaths_all")
	attacks          = model.FindOutcome("attacks")
	fighters         = model.FindOutcome("fighters")
	sanctuary        = model.FindOutcome("sanctuary")
)

// at is the sample as the year before ends.
func at(y model.Years, year int) *model.Sample { return &y[year-y.First()] }

// Count is the number of claims, for those who need no more than their names.
const Count = 21

// Table returns one row per claim, in the order of their numbers. Their paths are
// read when it is first called.
var Table = sync.OnceValue(func() []Claim {
	return []Claim{
		{
			Number: 1, Kind: Test, Whose: "the model, as the literature on force and hiding",
			Statement: "No constant tempo of operations brings the fighters below a tenth of their number of 2026 by 2040.",
			Quantity:  "fewest fighters at the end of 2040 over tempos 0 to 150, as a share of those at the policy start", Unit: "1",
			Paths: tempos(0, 10, 20, 35, 55, 90, 120, 150),
			measure: func(_ *model.Parameters, y []model.Years) Reading {
				least := math.Inf(1)
				for _, years := range y {
					least = min(least, fighters.In(years, 2040)/at(years, 2026).Fighters)
				}
				return Reading{least, least >= 0.1}
			},
		},
		{
			Number: 2, Kind: Test, Whose: "studies of strikes that suppress while they last",
			Statement: "Precise operations bring attacks below those at tempo 5 within a year; in the third year after they stop there are more than in 2025.",
			Quantity:  "attacks at tempo 70, precision 0.9, relative to tempo 5, at the end of 2026", Unit: "1",
			Paths: []*scenarios.Scenario{
				path("precise-then-stop", "levers: {operations_tempo: {2026: 70, 2029: 5}, precision: 0.9, reactivity: 0}"),
				path("few-operations", "levers: {operations_tempo: 5, precision: 0.9, reactivity: 0}"),
			},
			measure: func(_ *model.Parameters, y []model.Years) Reading {
				during := at(y[0], 2027).Attacks / at(y[1], 2027).Attacks
				return Reading{during, during < 1 && attacks.In(y[0], 2031) > attacks.In(y[0], 2025)}
			},
		},
		{
			Number: 3, Kind: Test, Whose: "the counts of 2025, when operations and deaths rose together",
			Statement: "Raising the tempo of operations from 55 to 90 raises the number killed in the first year, by both death counts.",
			Quantity:  "civilians and security forces killed in 2026, difference", Unit: "death",
			Paths: tempos(90, 55),
			measure: func(_ *model.Parameters, y []model.Years) Reading {
				narrow := civilianSecurity.In(y[0], 2026) - civilianSecurity.In(y[1], 2026)
				broad := all.In(y[0], 2026) - all.In(y[1], 2026)
				return Reading{narrow, narrow > 0 && broad > 0}
			},
		},
		{
			Number: 4, Kind: Test, Everywhere: true, Whose: "studies of aid under fire",
			Statement: "Raising investment from USD 300 to 2,500 million a year does not lower attacks in the first two years.",
			Quantity:  "attacks in 2026 and 2027, difference", Unit: "attack",
			Paths: []*scenarios.Scenario{path("more-investment", "levers: {investment: 2500}"), builtin(scenarios.Reference)},
			measure: func(_ *model.Parameters, y []model.Years) Reading {
				d := attacks.FromTo(y[0], 2026, 2027) - attacks.FromTo(y[1], 2026, 2027)
				return Reading{d, d >= 0}
			},
		},
		{
			Number: 5, Kind: Finding, Whose: "the essay",
			Statement: "Together the three pillars prevent more deaths of civilians and security forces than the sum of their separate effects.",
			Quantity:  "civilians and security forces killed: fewer by all together, minus the sum of the separate effects", Unit: "death",
			Paths: []*scenarios.Scenario{
				builtin(scenarios.Reference), builtin("three-pillar"),
				path("security-alone", "levers: {operations_tempo: {2026: 55, 2031: to 35}, precision: {2026: 0.3, 2029: to 0.8}, dialogue: {2026: 0.05, 2029: to 0.8}}"),
				path("economics-alone", "levers: {investment: {2026: 300, 2029: to 1800}, openness: {2026: 0.3, 2029: to 0.9}}"),
				path("narrative-alone", "levers: {narrative: {2026: 0.05, 2029: to 0.8}, interference: {2026: 0.2, 2029: to 0}}"),
			},
			measure: func(_ *model.Parameters, y []model.Years) Reading {
				saved := func(i int) float64 { return civilianSecurity.Of(y[0]) - civilianSecurity.Of(y[i]) }
				d := saved(1) - saved(2) - saved(3) - saved(4)
				return Reading{d, d > 0}
			},
		},
		{
			Number: 6, Kind: Test, Whose: "this program, which takes no side",
			Statement: "Fewer civilians and security forces are killed on Kinetic than on Investment under some assumptions, and more under others.",
			Quantity:  "civilians and security forces killed on Kinetic minus those on Investment; the share is that of draws with fewer on Kinetic", Unit: "death",
			Paths: []*scenarios.Scenario{builtin("kinetic"), builtin("investment")},
			measure: func(_ *model.Parameters, y []model.Years) Reading {
				d := civilianSecurity.Of(y[0]) - civilianSecurity.Of(y[1])
				return Reading{d, d < 0}
			},
		},
		{
			Number: 7, Kind: Test, Everywhere: true, Whose: "the equations",
			Statement: "If ties change nothing, development keeps nobody from joining, projects draw no attacks and broken promises cost no trust, investment changes no death count.",
			Quantity:  "largest change of either death count, as a share", Unit: "1",
			Paths: []*scenarios.Scenario{path("no-investment", "levers: {investment: 0}"), path("full-investment", "levers: {investment: 5000}")},
			assume: func(p *model.Parameters) {
				p.EconomicLeverage, p.Development, p.Sabotage, p.PromiseLoss = 0, 0, 0, 0
			},
			measure: func(_ *model.Parameters, y []model.Years) Reading {
				change := 0.0
				for _, o := range []*model.Outcome{civilianSecurity, all} {
					change = max(change, math.Abs(o.Of(y[1])/o.Of(y[0])-1))
				}
				return Reading{change, change <= 1e-12}
			},
		},
		{
			Number: 8, Kind: Test, Everywhere: true, Whose: "the equations",
			Statement: "Without precision, operations bring in more fighters than they remove exactly where (1 - fighters/pool) * shelter * (replacement + civilian_ratio * avenging) exceeds 1.",
			Quantity:  "fighters brought in per fighter removed at the end of 2026", Unit: "1",
			Paths: []*scenarios.Scenario{path("no-precision", "levers: {operations_tempo: 55, precision: 0, reactivity: 0}")},
			measure: func(p *model.Parameters, y []model.Years) Reading {
				with := at(y[0], 2027)
				without := *with
				without.OperationsTempo = 0
				without.Derive(p)
				perRemoval := float64((1-with.Fighters/p.Pool)*with.Shelter) * (p.Replacement + float64(p.CivilianRatio*p.Avenging))
				return Reading{perRemoval, (perRemoval > 1) == (with.Recruits-without.Recruits > with.Removed)}
			},
		},
		{
			Number: 9, Kind: Test, Whose: "the record since August 2021",
			Statement: "Once sanctuary opens, attacks grow from the second year to the fifth; closing it lowers their level.",
			Quantity:  "attacks in 2035, five years after sanctuary opens, relative to 2030", Unit: "1",
			Paths: []*scenarios.Scenario{
				path("closed-then-open", "levers: {operations_tempo: 15, restraint: {2026: 1, 2031: 0}, interference: 0}"),
				path("never-closed", "levers: {operations_tempo: 15, restraint: 0, interference: 0}"),
			},
			measure: func(_ *model.Parameters, y []model.Years) Reading {
				grows := true
				for year := 2032; year <= 2035; year++ {
					grows = grows && attacks.In(y[0], year) > attacks.In(y[0], year-1)
				}
				return Reading{attacks.In(y[0], 2035) / attacks.In(y[0], 2030), grows && attacks.In(y[0], 2030) < attacks.In(y[1], 2030)}
			},
		},
		{
			Number: 10, Kind: Finding, Whose: "the essay",
			Statement: "Starting the three pillars later never lowers the number killed, by either death count.",
			Quantity:  "civilians and security forces killed with a start in 2029 minus those with a start in 2026", Unit: "death",
			Paths: []*scenarios.Scenario{builtin("three-pillar-2025"), builtin("three-pillar"), builtin("three-pillar-2029")},
			measure: func(_ *model.Parameters, y []model.Years) Reading {
				holds := true
				for _, o := range []*model.Outcome{civilianSecurity, all} {
					holds = holds && o.Of(y[0]) <= o.Of(y[1]) && o.Of(y[1]) <= o.Of(y[2])
				}
				return Reading{civilianSecurity.Of(y[2]) - civilianSecurity.Of(y[1]), holds}
			},
		},
		{
			Number: 11, Kind: Finding, Whose: "critics of the talks of 2021 and 2022",
			Statement: "Talks without trust are followed by more attacks.",
			Quantity:  "attacks in 2026 and 2027 with dialogue 0.8 minus dialogue 0.05", Unit: "attack",
			Paths: []*scenarios.Scenario{path("talks", "levers: {dialogue: 0.8}"), builtin(scenarios.Reference)},
			measure: func(_ *model.Parameters, y []model.Years) Reading {
				d := attacks.FromTo(y[0], 2026, 2027) - attacks.FromTo(y[1], 2026, 2027)
				return Reading{d, d > 0}
			},
		},
		{
			Number: 12, Kind: Finding, Whose: "the record of 2024, when trade grew and tolerance did not fall",
			Statement: "Two years of more trade change sanctuary by less than 0.01.",
			Quantity:  "sanctuary at the end of 2027 with openness 0.6 minus openness 0.3", Unit: "1",
			Paths: []*scenarios.Scenario{path("more-trade", "levers: {openness: 0.6}"), builtin(scenarios.Reference)},
			measure: func(_ *model.Parameters, y []model.Years) Reading {
				d := sanctuary.In(y[0], 2027) - sanctuary.In(y[1], 2027)
				return Reading{d, d > -0.01}
			},
		},
		{
			Number: 13, Kind: Finding, Whose: "evaluations of aid programmes in Afghanistan",
			Statement: "When investment ends, its effect on the host state fades.",
			Quantity:  "sanctuary in 2040 relative to going on, as a share of what going on gains over the current course", Unit: "1",
			Paths: []*scenarios.Scenario{
				builtin("investment"),
				path("investment-ended", "extends: investment\nlevers: {investment: {2026: 300, 2028-12: to 2438.8889, 2029: 2500, 2032: 0}}"),
				path("investment-never", "extends: investment\nlevers: {investment: 300}"),
			},
			measure: func(_ *model.Parameters, y []model.Years) Reading {
				gain, lost := sanctuary.In(y[2], 2040)-sanctuary.In(y[0], 2040), sanctuary.In(y[1], 2040)-sanctuary.In(y[0], 2040)
				if gain <= 0 {
					return Reading{0, false}
				}
				return Reading{lost / gain, lost/gain > 0.5}
			},
		},
		{
			Number: 14, Kind: Finding, Whose: "advocates of escalation",
			Statement: "Under escalation, fewer civilians and security forces are killed after the first year than in 2025.",
			Quantity:  "civilians and security forces killed in 2027 on Kinetic minus those of 2025", Unit: "death",
			Paths: []*scenarios.Scenario{builtin("kinetic")},
			measure: func(_ *model.Parameters, y []model.Years) Reading {
				d := civilianSecurity.In(y[0], 2027) - civilianSecurity.In(y[0], 2025)
				return Reading{d, d < 0}
			},
		},
		{
			Number: 15, Kind: Test, Fails: []string{"backlash"}, Whose: "PICSS, whose counts of 2014 to 2019 no parameter was fitted to: attacks fell by 0.46 a year, and by 0.19 to 0.82 from year to year",
			Statement: "From 2014 to 2019, after an operation that killed 2,763 militants in its first year, attacks decline by 0.19 to 0.82 a year, whether the tempo is held or fades.",
			Quantity:  "decline of attacks a year with the tempo held", Unit: "1/year",
			measure: func(p *model.Parameters, _ []model.Years) Reading {
				held, fading, found := earlierDecline(p)
				within := func(d float64) bool { return d >= 0.19 && d <= 0.82 }
				return Reading{held, found && within(held) && within(fading)}
			},
		},
		{
			Number: 16, Kind: Test, Fails: []string{"aid-under-fire"}, Whose: "this program, which takes no side",
			Statement: "More civilians and security forces are killed where nobody acts than on Three pillars.",
			Quantity:  "civilians and security forces killed on Nobody acts minus those on Three pillars", Unit: "death",
			Paths:   []*scenarios.Scenario{builtin("nobody-acts"), builtin("three-pillar")},
			measure: more(civilianSecurity),
		},
		{
			Number: 17, Kind: Test, Whose: "the essay, and the record of Afghanistan after 2014",
			Statement: "Attacks rise for two years after an intervention ends.",
			Quantity:  "attacks in 2035, two years after the withdrawal, minus those of 2033", Unit: "attack",
			Paths: []*scenarios.Scenario{builtin("intervention")},
			measure: func(_ *model.Parameters, y []model.Years) Reading {
				d := attacks.In(y[0], 2035) - attacks.In(y[0], 2033)
				return Reading{d, d > 0}
			},
		},
		{
			Number: 18, Kind: Finding, Whose: "the essay, of a contract that was cancelled",
			Statement: "More civilians and security forces are killed if investment stops once it has begun than if it goes on.",
			Quantity:  "civilians and security forces killed on Investment, stalled minus those on Investment", Unit: "death",
			Paths:   []*scenarios.Scenario{builtin("investment-stalled"), builtin("investment")},
			measure: more(civilianSecurity),
		},
		{
			Number: 19, Kind: Finding, Whose: "advocates of escalation",
			Statement: "Escalation ends with fewer attacks than the current course.",
			Quantity:  "attacks in 2040 on Kinetic minus those on Current course", Unit: "attack",
			Paths: []*scenarios.Scenario{builtin("kinetic"), builtin(scenarios.Reference)},
			measure: func(_ *model.Parameters, y []model.Years) Reading {
				d := attacks.In(y[0], 2040) - attacks.In(y[1], 2040)
				return Reading{d, d < 0}
			},
		},
		{
			Number: 20, Kind: Finding, Whose: "the essay",
			Statement: "More civilians and security forces are killed on Three pillars without its investment.",
			Quantity:  "civilians and security forces killed on Three pillars with investment held at 300 minus those on Three pillars", Unit: "death",
			Paths:   []*scenarios.Scenario{path("three-pillar-without-investment", "extends: three-pillar\nlevers: {investment: 300}"), builtin("three-pillar")},
			measure: more(civilianSecurity),
		},
		{
			Number: 21, Kind: Test, Everywhere: true, Whose: "Kabul, which asks for reciprocity, as the essay reports",
			Statement: "The same restraint by Kabul leaves less sanctuary where nobody interferes than at interference 0.5.",
			Quantity:  "sanctuary in 2040 at restraint 0.6, interference 0 minus interference 0.5", Unit: "1",
			Paths: []*scenarios.Scenario{
				path("restraint-left-alone", "levers: {restraint: 0.6, interference: 0}"),
				path("restraint-pressed", "levers: {restraint: 0.6, interference: 0.5}"),
			},
			measure: func(_ *model.Parameters, y []model.Years) Reading {
				d := sanctuary.In(y[0], 2040) - sanctuary.In(y[1], 2040)
				return Reading{d, d < 0}
			},
		},
	}
})

// more measures how much more of an outcome the first path has than the second,
// and holds where it has more.
func more(o *model.Outcome) func(*model.Parameters, []model.Years) Reading {
	return func(_ *model.Parameters, y []model.Years) Reading {
		d := o.Of(y[0]) - o.Of(y[1])
		return Reading{d, d > 0}
	}
}

// tempos are the reference path at constant tempos that follow no news.
func tempos(list ...float64) []*scenarios.Scenario {
	var paths []*scenarios.Scenario
	for _, tempo := range list {
		paths = append(paths, path(fmt.Sprintf("tempo-%g", tempo), fmt.Sprintf("levers: {operations_tempo: %g, reactivity: 0}", tempo)))
	}
	return paths
}
