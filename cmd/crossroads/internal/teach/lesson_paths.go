// SPDX-License-Identifier: Apache-2.0

package teach

import (
	"fmt"
	"math"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/class/lesson"
	"crossroads/scenarios/class/start"
)

// In is the outcome of the lesson in a year of a run, as printed.
func (k *lessonData) In(r *scenarios.Run, year int) string {
	return table.Amount(k.Outcome.In(r.Years, year), k.Outcome.Unit)
}

// Money is what it costs at central values: an operation in general and one led
// by intelligence, and each of dialogue and narrative at full for a year.
func (k *lessonData) Money() (m struct{ Operation, Precise, Programme string }) {
	p := &k.Worlds[0].Parameters
	m.Operation = plots.Number(p.OperationCost)
	m.Precise = plots.Number(p.OperationCost * (1 + p.PrecisionPremium))
	m.Programme = plots.Number(p.ProgrammeCost)
	return m
}

// GroupSizes says how many groups of each size there are, largest first.
func (k *lessonData) GroupSizes() []groupSize {
	var list []groupSize
	for _, g := range k.Groups {
		if n := len(list); n > 0 && list[n-1].Pupils == g.Pupils {
			list[n-1].Groups++
			continue
		}
		list = append(list, groupSize{g.Pupils, 1, g.Seats})
	}
	return list
}

type groupSize struct {
	Pupils, Groups int
	Seats          []lesson.Seat
}

func (s groupSize) String() string {
	return fmt.Sprintf("%s of %d", table.Plural(s.Groups, "group"), s.Pupils)
}

// Seating says how the class is divided, such as "7 groups of 5".
func (k *lessonData) Seating() string {
	var words []string
	for _, s := range k.GroupSizes() {
		words = append(words, s.String())
	}
	return table.Sentence(words)
}

// WorldRows are both death sums of every main path in every world.
func (k *lessonData) WorldRows() []worldRow {
	narrow, all := model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")
	var list []worldRow
	for i, runs := range k.InWorld {
		row := worldRow{World: k.Worlds[i], FewestCS: fewestOf(runs, narrow), FewestAll: fewestOf(runs, all)}
		for _, r := range runs {
			row.Cells = append(row.Cells, bothSumsOf{plots.Number(narrow.Of(r.Years)), plots.Number(all.Of(r.Years))})
		}
		row.KineticFewerCS = narrow.Of(lesson.Pick(runs, "kinetic").Years) < narrow.Of(lesson.Pick(runs, "investment").Years)
		row.KineticFewerAll = all.Of(lesson.Pick(runs, "kinetic").Years) < all.Of(lesson.Pick(runs, "investment").Years)
		list = append(list, row)
	}
	return list
}

type worldRow struct {
	World                           *scenarios.World
	Cells                           []bothSumsOf
	FewestCS, FewestAll             string
	KineticFewerCS, KineticFewerAll bool
}

type bothSumsOf struct{ CivilianSecurity, All string }

// fewestOf names the paths with the least of an outcome, those within a tie of it
// included.
func fewestOf(runs []*scenarios.Run, o *model.Outcome) string {
	var names []string
	for _, r := range lesson.Fewest(runs, o) {
		names = append(names, r.Scenario.Label)
	}
	return table.Sentence(names)
}

// Sides are the three paths of the page, in its words: where each has the fewest
// killed, and the worlds that speak most for it and against it.
func (k *lessonData) Sides() []side {
	var list []side
	for _, name := range start.Paths {
		s := side{Path: k.run(name).Scenario, sideWords: sides[name]}
		for _, sum := range scenarios.DeathCounts() {
			one := sideSum{Words: "Civilians and soldiers"}
			if sum.Name == "deaths_all" {
				one.Words = "Everyone, militants too"
			}
			most, least := math.Inf(-1), math.Inf(1)
			for i, runs := range k.InWorld {
				own, other, others := sum.Of(lesson.Pick(runs, name).Years), math.Inf(1), []string{}
				for _, n := range start.Paths {
					if n != name {
						v := sum.Of(lesson.Pick(runs, n).Years)
						other = min(other, v)
						others = append(others, plots.Number(v)+" with "+table.LowerFirst(k.run(n).Scenario.Plain()))
					}
				}
				if own <= other || scenarios.Tied(own, other) {
					one.Fewest++
				}
				place := sidePlace{k.Worlds[i].Plain(), plots.Number(own), table.Sentence(others)}
				// How far the path is from the nearest other, as a share.
				if lead := other / own; lead > most {
					most, one.For = lead, place
				}
				if lead := other / own; lead < least {
					least, one.Against = lead, place
				}
			}
			s.Sums = append(s.Sums, one)
		}
		list = append(list, s)
	}
	return list
}

type side struct {
	Path *scenarios.Scenario
	sideWords
	Sums []sideSum
}

// sideWords are the arguments for and against a path.
type sideWords struct{ For, Against string }

// sides are the arguments about the paths of the page, in the mechanisms of the
// model: three sentences for each and three against it.
var sides = map[string]sideWords{
	"kinetic": {
		"Raids reduce the number of fighters now, and fighters who are hunted attack less. Nobody has to trust a promise or wait for a road. Without force, attackers can stop any project.",
		"Raids kill civilians too, and each one killed brings anger, new fighters and attacks in revenge. Fighters shelter across the border and are replaced. Raids cost a lot of money, year after year.",
	},
	"investment": {
		"People with work and trade have less reason to join. Kabul loses trade if it shelters militants. Few people are killed in operations, militants included.",
		"Roads take years, and much of the promised money is never spent. Attackers can stop projects and attack them. While few raids are made, fighters are free to attack.",
	},
	"three-pillar": {
		"Raids led by intelligence kill fewer civilians. Roads, an open border and talks leave fewer people to recruit and give Kabul a reason to act. Each part makes the others work better.",
		"Everything has to work at once: careful raids, money and a partner who talks. A promise that is broken costs trust. It costs more than roads alone, and more militants are killed.",
	},
}

// sideSum is what one death count says of a path.
type sideSum struct {
	Words        string
	Fewest       int // in how many worlds the path has the fewest, or about as few
	For, Against sidePlace
}

type sidePlace struct{ World, Own, Others string }

// Cards are the three paths of the page, in its words.
func (k *lessonData) Cards() ([]start.Card, error) { return start.Cards() }

// Dials are the three levers of the page.
func (k *lessonData) Dials() []start.Dial { return start.Dials }

// Fewest names the paths of the page with the fewest killed in each world, by
// both counts, in the words of the page.
func (k *lessonData) Fewest() []fewestRow {
	var rows []fewestRow
	for i, runs := range k.InWorld {
		var three []*scenarios.Run
		for _, name := range start.Paths {
			three = append(three, lesson.Pick(runs, name))
		}
		rows = append(rows, fewestRow{k.Worlds[i].Plain(), plainFewest(three, "deaths_civilian_security"), plainFewest(three, "deaths_all")})
	}
	return rows
}

type fewestRow struct{ World, CivilianSecurity, All string }

// plainFewest names those of some runs with the least of an outcome, or within a tie
// of it, with their numbers.
func plainFewest(runs []*scenarios.Run, outcome string) string {
	o, names := model.FindOutcome(outcome), []string{}
	for _, r := range lesson.Fewest(runs, o) {
		names = append(names, r.Scenario.Plain()+" ("+plots.Number(o.Of(r.Years))+")")
	}
	return table.Sentence(names)
}
