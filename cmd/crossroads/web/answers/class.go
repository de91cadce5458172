// SPDX-License-Identifier: Apache-2.0

package answers

import (
	"crossroads/model"
	"crossroads/scenarios/class"
	"crossroads/scenarios/class/code"
)

// guessGiven is a number expected before the run was seen.
type guessGiven struct {
	Outcome string  `json:"outcome"`
	Path    string  `json:"path"`
	Year    int     `json:"year"`
	Value   float64 `json:"value"`
}

// orderGiven is an expectation about two paths.
type orderGiven struct {
	Outcome string `json:"outcome"`
	First   string `json:"first"`
	Second  string `json:"second"`
	Higher  bool   `json:"higher"`
	Cross   bool   `json:"cross"`
}

// encode answers with the code of the first path, the world and what was expected.
func encode(q *question) (any, error) {
	w, paths, err := q.all(1)
	if err != nil {
		return nil, err
	}
	e := &code.Entry{Scenario: paths[0], World: w}
	for _, g := range q.Guesses {
		asked := question{Outcome: g.Outcome}
		o, err := asked.findOutcome()
		if err != nil {
			return nil, err
		}
		e.Guesses = append(e.Guesses, code.Guess{Outcome: o, Path: g.Path, Year: g.Year, Value: g.Value})
	}
	for _, g := range q.Orders {
		asked := question{Outcome: g.Outcome}
		o, err := asked.findOutcome()
		if err != nil {
			return nil, err
		}
		e.Orders = append(e.Orders, code.Order{Outcome: o, First: g.First, Second: g.Second, Higher: g.Higher, Cross: g.Cross})
	}
	text, err := code.Encode(e)
	return map[string]string{"code": text}, err
}

// decode answers with what a code says.
func decode(q *question) (any, error) {
	e, err := code.Decode(q.Text)
	if err != nil {
		return nil, err
	}
	given := map[string]any{"path": laidOut(e.Scenario), "world": world(e.World), "same": e.SameModel(), "model": e.Model}
	guesses := []guessGiven{}
	for _, g := range e.Guesses {
		guesses = append(guesses, guessGiven{g.Outcome.Name, g.Path, g.Year, g.Value})
	}
	given["guesses"] = guesses
	return given, nil
}

// boardGiven is what a class tried.
type boardGiven struct {
	Against string         `json:"against"`
	Tried   []triedGiven   `json:"tried"`
	Levers  []leverTried   `json:"levers"`
	Worlds  []worldTried   `json:"worlds"`
	Guesses []guessedGiven `json:"guesses"`
	Orders  []orderedGiven `json:"orders"`
	Refused []string       `json:"refused"`
}

type triedGiven struct {
	Name     string             `json:"name"`
	World    string             `json:"world"`
	Same     bool               `json:"same"` // made with this model
	Path     pathGiven          `json:"path"`
	Outcomes map[string]float64 `json:"outcomes"`
}

type leverTried struct {
	Name    string  `json:"name"`
	Low     float64 `json:"low"`
	Mean    float64 `json:"mean"`
	High    float64 `json:"high"`
	Touched int     `json:"touched"`
}

type worldTried struct {
	Name     string        `json:"name"`
	Entries  int           `json:"entries"`
	Outcomes []spreadGiven `json:"outcomes"`
}

type spreadGiven struct {
	Outcome string  `json:"outcome"`
	Low     float64 `json:"low"`
	Middle  float64 `json:"middle"`
	High    float64 `json:"high"`
	Start   float64 `json:"start"`
	Below   int     `json:"below"`
}

type guessedGiven struct {
	Outcome string     `json:"outcome"`
	Path    string     `json:"path"`
	Year    int        `json:"year"`
	Entries int        `json:"entries"`
	Guesses [3]float64 `json:"guesses"`
	Model   [3]float64 `json:"model"`
	Below   int        `json:"below"`
	Near    int        `json:"near"`
	Above   int        `json:"above"`
}

type orderedGiven struct {
	Outcome string           `json:"outcome"`
	First   string           `json:"first"`
	Second  string           `json:"second"`
	Entries int              `json:"entries"`
	Higher  class.GuessCount `json:"higher"`
	Cross   class.GuessCount `json:"cross"`
}

// board answers with what the codes handed in amount to.
func board(q *question) (any, error) {
	w, paths, err := q.all(1)
	if err != nil {
		return nil, err
	}
	entries, refused := class.Read("codes", []byte(q.Text), w)
	given := boardGiven{Refused: []string{}, Tried: []triedGiven{}, Against: paths[0].Label}
	for _, err := range refused {
		given.Refused = append(given.Refused, err.Error())
	}
	b, err := class.NewBoard(entries, paths[0])
	if err != nil {
		return nil, err
	}
	for _, t := range b.Results {
		given.Tried = append(given.Tried, triedGiven{t.Name, class.WorldName(t.World), t.SameModel(), laidOut(t.Scenario), summary(t.Run).Outcomes})
	}
	for _, l := range b.Levers {
		given.Levers = append(given.Levers, leverTried{l.Name, l.Low, l.Mean, l.High, l.Touched})
	}
	for _, w := range b.Worlds {
		tried := worldTried{Name: class.WorldName(w.World), Entries: w.Entries}
		for _, s := range w.Outcomes {
			tried.Outcomes = append(tried.Outcomes, spreadGiven{s.Name, s.Low, s.Middle, s.High, s.Start, s.Below})
		}
		given.Worlds = append(given.Worlds, tried)
	}
	for _, g := range b.Guesses {
		given.Guesses = append(given.Guesses, guessedGiven{g.Name, g.Path, g.Year, g.Entries, three(g.Guesses), three(g.Model), g.Below, g.Near, g.Above})
	}
	for _, o := range b.Orders {
		given.Orders = append(given.Orders, orderedGiven{o.Name, o.First, o.Second, o.Entries, o.Higher, o.Cross})
	}
	return given, nil
}

func three(r class.Range) [3]float64 { return [3]float64{r.Low, r.Middle, r.High} }

// recordedGiven is what sources count for an outcome in one year, in our reading
// of them all.
type recordedGiven struct {
	Year   int     `json:"year"`
	Value  float64 `json:"value"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
	Whole  bool    `json:"whole"` // the sources count all of it
	Source string  `json:"source"`
}

// recorded lists, by outcome, the years for which the ledger counts it: all its
// parts, or all but the civilians killed across the border, whom no source adds.
func recorded() map[string][]recordedGiven {
	given := map[string][]recordedGiven{}
	for i := range model.EvidenceTable {
		e := &model.EvidenceTable[i]
		from, to := e.Months()
		if e.Set != "recommended" || e.Observes == nil || e.Value == nil || to-from != 12 || e.Unit != "death" {
			continue
		}
		for j := range model.OutcomeTable {
			o := &model.OutcomeTable[j]
			if o.Unit != "death" {
				continue
			}
			whole, near := sums(e.Observes.String(), o)
			if !whole && !near {
				continue
			}
			r := recordedGiven{Year: from.Year(), Value: *e.Value, Low: *e.Value, High: *e.Value, Whole: whole, Source: e.Source}
			if e.Low != nil && e.High != nil {
				r.Low, r.High = *e.Low, *e.High
			}
			given[o.Name] = append(given[o.Name], r)
		}
	}
	return given
}

// sums reports whether an observation is the sum of an outcome's parts, or of all
// of them but the civilians killed abroad.
func sums(observation string, o *model.Outcome) (whole, near bool) {
	all, without := "", ""
	for _, part := range parts(o) {
		all += " + " + part
		if part != "civilians_abroad" {
			without += " + " + part
		}
	}
	text := " + " + observation
	return text == all, text == without && without != all
}

// parts are the outcomes an outcome adds up, or itself.
func parts(o *model.Outcome) []string {
	if len(o.Parts) == 0 {
		return []string{o.Name}
	}
	var list []string
	for _, name := range o.Parts {
		list = append(list, parts(model.FindOutcome(name))...)
	}
	return list
}

// evidenceGiven is a row of the ledger that bears on a lever or a parameter.
type evidenceGiven struct {
	Quantity string `json:"quantity"`
	Source   string `json:"source"`
	Status   string `json:"status"`
	Address  string `json:"address"`
}

// bearing lists the rows of the ledger that levers and parameters name.
func bearing() map[string]evidenceGiven {
	given := map[string]evidenceGiven{}
	add := func(ids []string) {
		for _, id := range ids {
			if e := model.FindEvidence(id); e != nil {
				given[id] = evidenceGiven{e.Quantity, e.Source, e.Status, e.Address}
			}
		}
	}
	for i := range model.LeverTable {
		add(model.LeverTable[i].Evidence)
	}
	for i := range model.ParameterTable {
		add(model.ParameterTable[i].Evidence)
	}
	return given
}
