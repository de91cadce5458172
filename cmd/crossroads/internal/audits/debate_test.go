// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"context"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/debate"
	"crossroads/scenarios/runs/ensemble"
)

// hold holds a debate of two paths over a few draws.
func hold(t *testing.T, paths ...*scenarios.Scenario) *debate.Debate {
	t.Helper()
	q := &debate.Question{Paths: paths, Horizon: model.DefaultHorizon, Members: 30, Draws: ensemble.Draws{Seed: 1},
		Outcomes: []*model.Outcome{model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")}}
	for _, name := range []string{"central", "aid-under-fire"} {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			t.Fatal(err)
		}
		q.Worlds = append(q.Worlds, w)
	}
	d, err := q.Run(context.Background(), func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// caseWords is what the page says of one path.
func caseWords(t *testing.T, d *debate.Debate, path int) string {
	t.Helper()
	var b strings.Builder
	page := table.Document{Title: "Debate"}
	for _, one := range DebateTables(d) {
		page.Tables = append(page.Tables, one.Only("path", table.PathLabel(d.Paths[path])))
	}
	if err := page.Write(&b, "md", ""); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// named reads a path from a text under a name.
func named(t *testing.T, name, text string) *scenarios.Scenario {
	t.Helper()
	s, err := scenarios.Parse(name+".yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTwoPathsThatSwapNamesSwapTheirCases(t *testing.T) {
	const one = "doc: One.\nlevers: {operations_tempo: 90, precision: 0.9, openness: 0.1}\n"
	const other = "doc: Other.\nlevers: {operations_tempo: 20, investment: 2000, openness: 0.9, dialogue: 0.5, interference: 0}\n"
	straight := hold(t, named(t, "alpha", one), named(t, "gamma", other))
	swapped := hold(t, named(t, "alpha", other), named(t, "gamma", one))
	mirror := strings.NewReplacer("alpha", "gamma", "gamma", "alpha", "Alpha", "Gamma", "Gamma", "Alpha")
	// Columns are as wide as the names, and the two names are equally long.
	for path := range 2 {
		want, got := caseWords(t, straight, path), mirror.Replace(caseWords(t, swapped, 1-path))
		if got != want {
			t.Errorf("path %d, names swapped:\n%s\nwant:\n%s", path, got, want)
		}
	}
}

// wordsIn are the words of a text in small letters.
func wordsIn(text string) []string {
	return regexp.MustCompile(`[\p{L}]+`).FindAllString(strings.ToLower(text), -1)
}

// three is a debate of three built-in paths, held once.
var three *debate.Debate

func heldOnce(t *testing.T) *debate.Debate {
	t.Helper()
	if three == nil {
		var paths []*scenarios.Scenario
		for _, name := range []string{"kinetic-precise", "three-pillar", "investment"} {
			s, err := scenarios.Builtin(name)
			if err != nil {
				t.Fatal(err)
			}
			paths = append(paths, s)
		}
		three = hold(t, paths...)
	}
	return three
}

// Every word of a debate is one of a list read by people, or stands in a table of the model.
func TestDebatesUseNoWordsOfPredictionOrPraise(t *testing.T) {
	read, err := os.ReadFile("../../../../testdata/words/debate.txt")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, w := range wordsIn(string(read)) {
		known[w] = true
	}
	add := func(texts ...string) {
		for _, text := range texts {
			for _, w := range wordsIn(text) {
				known[w] = true
			}
		}
	}
	d := heldOnce(t)
	paths := d.Paths
	for _, s := range paths {
		add(s.Name, s.Label, s.Doc)
	}
	for i := range model.ParameterTable {
		p := &model.ParameterTable[i]
		add(p.Name, p.Label, p.Doc, p.Unit, p.Source, string(p.Confidence))
	}
	for i := range model.EvidenceTable {
		add(model.EvidenceTable[i].ID, model.EvidenceTable[i].Status)
	}
	for i := range model.OutcomeTable {
		add(model.OutcomeTable[i].Name, model.OutcomeTable[i].Label)
	}
	for i := range model.LeverTable {
		add(model.LeverTable[i].Label)
	}
	for _, w := range d.Worlds {
		add(w.Label)
	}
	add(model.Label)

	var unknown []string
	for path := range paths {
		for _, w := range wordsIn(caseWords(t, d, path)) {
			if !known[w] && !slices.Contains(unknown, w) {
				unknown = append(unknown, w)
			}
		}
	}
	if len(unknown) > 0 {
		slices.Sort(unknown)
		t.Errorf("words nobody has read: %s", strings.Join(unknown, " "))
	}
	for _, w := range wordsIn(string(read)) {
		if slices.Contains([]string{"predict", "predicts", "will", "likely", "probability", "probable", "optimal", "optimum", "winner", "wins", "beats", "best", "better", "superior", "martyr", "eliminated", "neutralised", "should", "must"}, w) {
			t.Errorf("testdata/words/debate.txt allows %q", w)
		}
	}
}

func TestWhatTheDrawsLeaveOpenIsNotClaimed(t *testing.T) {
	d := heldOnce(t)
	claims, open := 0, 0
	tie := debate.Comparison{Level: 1000, Low: -60, Median: -49, High: -10}
	if tie.Decided() {
		t.Error("a median difference within 5% counts as decided")
	}
	if tie.Median = -51; !tie.Decided() {
		t.Error("a median difference beyond 5% counts as a tie")
	}
	for _, c := range d.Cases {
		for n := range d.Outcomes {
			for _, one := range []*debate.Comparison{c.Strongest[n], c.Worst[n]} {
				if one == nil {
					continue
				}
				claims++
				if one.Low <= 0 && one.High >= 0 {
					t.Errorf("%s claims a difference of %v to %v", d.Paths[c.Path].Name, one.Low, one.High)
				}
			}
		}
		for _, one := range c.Comparisons {
			if !one.Decided() {
				open++
			}
		}
	}
	if claims == 0 || open == 0 {
		t.Errorf("%d claims, %d open comparisons; the test looked at nothing", claims, open)
	}
}
