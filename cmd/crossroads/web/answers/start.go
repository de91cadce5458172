// SPDX-License-Identifier: Apache-2.0

package answers

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"

	"crossroads/model"
	"crossroads/scenarios"
)

// startGiven is what the first minute of the page shows: three paths to choose
// from, three levers, and how far its axes reach.
type startGiven struct {
	Cards  []Card        `json:"cards"`
	Levers []dialGiven   `json:"levers"`
	Most   map[string]at `json:"most"` // by outcome
}

// at is the most killed in one year, and from the first year of the paths to the
// last, over every run the first minute can show.
type at struct {
	Year  float64 `json:"year"`
	Total float64 `json:"total"`
}

// Card is a path to choose, with the same facts for each.
type Card struct {
	Name  string `json:"name"`
	Plain string `json:"plain"`
	Text  string `json:"text"`
}

// dialGiven is a lever of the first minute: it moves one or more of the model's
// levers together, in steps.
type dialGiven struct {
	Name  string      `json:"name"`
	Plain string      `json:"plain"`
	Steps []stepGiven `json:"steps"`
	Today int         `json:"today"` // the step that is today's
}

type stepGiven struct {
	Words string             `json:"words"`
	Set   map[string]float64 `json:"set"`
}

// startPaths are the paths of the cards; the page shows them in an order of chance.
var startPaths = []string{"kinetic", "investment", "three-pillar"}

// dials are the three levers. A test holds their step of today to the lever table.
var dials = []dialGiven{
	{"raids", "Raids", []stepGiven{
		{"none", set("operations_tempo", 0)},
		{"10 a year", set("operations_tempo", 10)},
		{"35 a year", set("operations_tempo", 35)},
		{"55 a year, as today", set("operations_tempo", 55)},
		{"90 a year", set("operations_tempo", 90)},
		{"120 a year", set("operations_tempo", 120)},
	}, 3},
	{"roads", "Roads and open border", []stepGiven{
		{"no money, border shut", set("investment", 0, "openness", 0)},
		{"$300 million a year, as today", set("investment", 300, "openness", 0.3)},
		{"$1 billion a year, half open", set("investment", 1000, "openness", 0.6)},
		{"$1.8 billion a year, open", set("investment", 1800, "openness", 0.9)},
		{"$2.5 billion a year, open", set("investment", 2500, "openness", 0.9)},
	}, 1},
	{"talks", "Talks and a shared story", []stepGiven{
		{"none", set("dialogue", 0, "narrative", 0)},
		{"rare, as today", set("dialogue", 0.05, "narrative", 0.05)},
		{"some", set("dialogue", 0.3, "narrative", 0.3)},
		{"many", set("dialogue", 0.8, "narrative", 0.8)},
		{"as many as can be", set("dialogue", 1, "narrative", 1)},
	}, 1},
}

// Dial is a lever of the first minute as pupils read it.
type Dial struct {
	Name  string
	Words []string // of its steps
}

// Dials lists the three levers of the first minute.
func Dials() []Dial {
	list := make([]Dial, len(dials))
	for i, d := range dials {
		list[i].Name = d.Plain
		for _, step := range d.Steps {
			list[i].Words = append(list[i].Words, step.Words)
		}
	}
	return list
}

// StartPaths are the names of the paths of the cards.
func StartPaths() []string { return slices.Clone(startPaths) }

// set pairs names of levers with values.
func set(pairs ...any) map[string]float64 {
	values := map[string]float64{}
	for i := 0; i < len(pairs); i += 2 {
		switch v := pairs[i+1].(type) {
		case int:
			values[pairs[i].(string)] = float64(v)
		case float64:
			values[pairs[i].(string)] = v
		}
	}
	return values
}

// start gathers the first minute of the page.
func start() (*startGiven, error) {
	cards, err := Cards()
	if err != nil {
		return nil, err
	}
	most, err := startMost()
	return &startGiven{cards, dials, most}, err
}

// Cards lists the paths to choose from.
func Cards() ([]Card, error) {
	var cards []Card
	for _, name := range startPaths {
		s, err := scenarios.Builtin(name)
		if err != nil {
			return nil, err
		}
		cards = append(cards, Card{name, s.Plain(), card(s)})
	}
	return cards, nil
}

// card says what is done on a path, in the same order and with the same facts for
// every path.
func card(s *scenarios.Scenario) string {
	// by is the last value of a lever and, where the path comes to it later, when.
	by := func(name string) (float64, string) {
		points := s.LaidOut(model.FindLever(name))
		last := points[len(points)-1]
		if len(points) > 1 {
			return last.Value, " by " + strconv.Itoa(last.At.Year())
		}
		return last.Value, ""
	}
	tempo, tempoBy := by("operations_tempo")
	strikes, _ := by("interference")
	money, moneyBy := by("investment")
	border, _ := by("openness")
	talks, _ := by("dialogue")
	return fmt.Sprintf("%v raids a year%s, %s across the border. $%v billion a year for roads and trade%s. Border %s, %s.",
		tempo, tempoBy, degree(strikes, "no strikes", "some strikes", "strikes"), money/1000, moneyBy,
		degree(border, "mostly shut", "half open", "open"), degree(talks, "no talks", "some talks", "many talks"))
}

// degree puts a lever from 0 to 1 in words.
func degree(v float64, little, some, much string) string {
	switch {
	case v < 0.25:
		return little
	case v < 0.6:
		return some
	default:
		return much
	}
}

// startMost runs everything the first minute can show, so that its axes never
// have to move: the paths of the cards and every setting of the three levers, in
// every built-in world.
func startMost() (map[string]at, error) {
	paths := make([]*scenarios.Scenario, 0, len(startPaths)+len(dials[0].Steps)*len(dials[1].Steps)*len(dials[2].Steps))
	for _, name := range startPaths {
		s, err := scenarios.Builtin(name)
		if err != nil {
			return nil, err
		}
		paths = append(paths, s)
	}
	for _, a := range dials[0].Steps {
		for _, b := range dials[1].Steps {
			for _, c := range dials[2].Steps {
				levers := map[string]float64{}
				for _, step := range []stepGiven{a, b, c} {
					for name, v := range step.Set {
						levers[name] = v
					}
				}
				text, err := json.Marshal(map[string]any{"doc": "Three levers.", "levers": levers})
				if err != nil {
					return nil, err
				}
				s, err := scenarios.Parse("start.yaml", text)
				if err != nil {
					return nil, err
				}
				paths = append(paths, s)
			}
		}
	}
	most := map[string]at{}
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return nil, err
		}
		for _, s := range paths {
			r, err := s.Run(w, model.DefaultHorizon)
			if err != nil {
				return nil, err
			}
			for _, sum := range []string{"deaths_civilian_security", "deaths_all"} {
				o, now := model.FindOutcome(sum), most[sum]
				for y := r.Years.First(); y <= r.Years.Last(); y++ {
					now.Year = math.Max(now.Year, o.In(r.Years, y))
				}
				now.Total = math.Max(now.Total, o.Of(r.Years))
				most[sum] = now
			}
		}
	}
	return most, nil
}
