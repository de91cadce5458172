// SPDX-License-Identifier: Apache-2.0

// Package answers answers the page's questions about the model, in JSON, with
// the same packages as the command line. It is compiled to WebAssembly and put
// inside the page.
package answers

import (
	"encoding/json"
	"errors"
	"fmt"

	"crossroads/scenarios"
)

// question is what the page asks; Ask names a row of questionTable and says
// which of the other fields count.
type question struct {
	Ask     string       `json:"ask"`
	File    string       `json:"file,omitempty"`    // the name to give in messages about Text
	Text    string       `json:"text,omitempty"`    // a scenario or world file
	Paths   []pathAsked  `json:"paths,omitempty"`   // in the order of the answer
	Against int          `json:"against,omitempty"` // which of Paths the others are compared with
	World   worldAsked   `json:"world"`
	Members int          `json:"members,omitempty"`
	Seed    uint64       `json:"seed,omitempty"`
	Outcome string       `json:"outcome,omitempty"`
	Axes    []string     `json:"axes,omitempty"` // two parameters
	Cells   int          `json:"cells,omitempty"`
	Year    int          `json:"year,omitempty"`
	Value   float64      `json:"value,omitempty"`
	Guesses []guessGiven `json:"guesses,omitempty"`
	Orders  []orderGiven `json:"orders,omitempty"`
}

// pathAsked is a built-in path by its name or, with Text, a path of the user's:
// a scenario file, for which JSON will do.
type pathAsked struct {
	Name string `json:"name"`
	Text string `json:"text,omitempty"`
}

// worldAsked is a built-in world with some assumptions changed.
type worldAsked struct {
	Name string             `json:"name"`
	Set  map[string]float64 `json:"set,omitempty"`
}

// refusal is an answer that says what is wrong, in the words of the command line.
type refusal struct {
	Error    string             `json:"error"`
	Mistakes scenarios.Mistakes `json:"mistakes,omitempty"`
}

// questionTable holds one row per question the page may ask.
var questionTable = []struct {
	name  string
	reply func(*question) (any, error)
}{
	{"tables", tables},
	{"read", read},
	{"write", write},
	{"run", run},
	{"levers", levers},
	{"draws", draws},
	{"effects", effects},
	{"sweep", sweep},
	{"worlds", worldsOf},
	{"reach", reach},
	{"encode", encode},
	{"decode", decode},
	{"board", board},
	{"how", how},
}

// Answer answers one question; whatever is wrong with it comes back as a refusal.
func Answer(text []byte) []byte {
	given, err := reply(text)
	if err != nil {
		var mistakes scenarios.Mistakes
		errors.As(err, &mistakes)
		given = refusal{err.Error(), mistakes}
	}
	out, err := json.Marshal(given)
	if err != nil {
		out, _ = json.Marshal(refusal{Error: err.Error()})
	}
	return out
}

// reply finds the row of questionTable and asks it.
func reply(text []byte) (any, error) {
	var q question
	if err := json.Unmarshal(text, &q); err != nil {
		return nil, fmt.Errorf("question: is not readable (%w)", err)
	}
	names := make([]string, len(questionTable))
	for i, row := range questionTable {
		if row.name == q.Ask {
			return row.reply(&q)
		}
		names[i] = row.name
	}
	return nil, errors.New(scenarios.Unknown("question", q.Ask, names))
}

// path finds or reads the path asked for, so that the page can run nothing the
// command line would refuse.
func (p *pathAsked) path() (*scenarios.Scenario, error) {
	if p.Text == "" {
		return scenarios.Builtin(p.Name)
	}
	return scenarios.Parse(p.Name+".yaml", []byte(p.Text))
}

// paths finds or reads every path asked for.
func (q *question) paths() ([]*scenarios.Scenario, error) {
	list := make([]*scenarios.Scenario, len(q.Paths))
	for i := range q.Paths {
		var err error
		if list[i], err = q.Paths[i].path(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// world finds the world asked for and changes its assumptions.
func (w *worldAsked) world() (*scenarios.World, error) {
	world, err := scenarios.FindWorld(w.Name)
	if err != nil {
		return nil, err
	}
	return world, change(world, w.Set)
}
