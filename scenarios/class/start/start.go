// SPDX-License-Identifier: Apache-2.0

// Package start holds what the first minute of the page shows: three paths to choose
// from, three levers, and the six letters that pupils hand in.
package start

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"strconv"

	"crossroads/model"
	"crossroads/scenarios"
)

// Paths are the names of the paths to choose from. The page shows them in an order
// of chance.
var Paths = []string{"kinetic", "investment", "three-pillar"}

// Card is a path to choose, with the same facts for each.
type Card struct {
	Name  string `json:"name"`
	Plain string `json:"plain"`
	Text  string `json:"text"`
}

// Dial is a lever of the first minute: it moves one or more of the model's levers
// together, in steps.
type Dial struct {
	Name  string `json:"name"`
	Plain string `json:"plain"`
	Steps []Step `json:"steps"`
	Today int    `json:"today"` // the step that is today's
}

// Step is one setting of a dial.
type Step struct {
	Words string             `json:"words"`
	Set   map[string]float64 `json:"set"` // by lever
}

// Dials are the three levers. A test holds their step of today to the lever table.
var Dials = []Dial{
	{"raids", "Raids", []Step{
		{"none", set("operations_tempo", 0)},
		{"10 a year", set("operations_tempo", 10)},
		{"35 a year", set("operations_tempo", 35)},
		{"55 a year, as today", set("operations_tempo", 55)},
		{"90 a year", set("operations_tempo", 90)},
		{"120 a year", set("operations_tempo", 120)},
	}, 3},
	{"roads", "Roads and open border", []Step{
		{"no money, border shut", set("investment", 0, "openness", 0)},
		{"$300 million a year, as today", set("investment", 300, "openness", 0.3)},
		{"$1 billion a year, half open", set("investment", 1000, "openness", 0.6)},
		{"$1.8 billion a year, open", set("investment", 1800, "openness", 0.9)},
		{"$2.5 billion a year, open", set("investment", 2500, "openness", 0.9)},
	}, 1},
	{"talks", "Talks and a shared story", []Step{
		{"none", set("dialogue", 0, "narrative", 0)},
		{"rare, as today", set("dialogue", 0.05, "narrative", 0.05)},
		{"some", set("dialogue", 0.3, "narrative", 0.3)},
		{"many", set("dialogue", 0.8, "narrative", 0.8)},
		{"as many as can be", set("dialogue", 1, "narrative", 1)},
	}, 1},
}

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

// Cards lists the paths to choose from.
func Cards() ([]Card, error) {
	var cards []Card
	for _, name := range Paths {
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

// Path is the path that begins as the reference path and has each dial at a step
// from the policy start on.
func Path(steps []int) (*scenarios.Scenario, error) {
	levers := map[string]float64{}
	for i, step := range steps {
		maps.Copy(levers, Dials[i].Steps[step].Set)
	}
	text, err := json.Marshal(map[string]any{"label": "Three levers", "doc": "Three levers of the first minute.", "levers": levers})
	if err != nil {
		return nil, err
	}
	return scenarios.Parse("three-levers.yaml", text)
}

// Most is the most killed in one year, and from the policy start to the end, over
// every run the first minute can show.
type Most struct {
	Year  float64 `json:"year"`
	Total float64 `json:"total"`
}

// FindMost runs everything the first minute can show, so that its axes never have to
// move: the paths of the cards and every setting of the three levers, in every
// built-in world. It answers by death count.
func FindMost() (map[string]Most, error) {
	var paths []*scenarios.Scenario
	for _, name := range Paths {
		s, err := scenarios.Builtin(name)
		if err != nil {
			return nil, err
		}
		paths = append(paths, s)
	}
	for a := range Dials[0].Steps {
		for b := range Dials[1].Steps {
			for c := range Dials[2].Steps {
				s, err := Path([]int{a, b, c})
				if err != nil {
					return nil, err
				}
				paths = append(paths, s)
			}
		}
	}
	most := map[string]Most{}
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
			for _, o := range scenarios.DeathCounts() {
				now := most[o.Name]
				for y := r.Years.First(); y <= r.Years.Last(); y++ {
					now.Year = math.Max(now.Year, o.In(r.Years, y))
				}
				now.Total = math.Max(now.Total, o.Of(r.Years))
				most[o.Name] = now
			}
		}
	}
	return most, nil
}
