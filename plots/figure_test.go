// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"bytes"
	"fmt"
	"image/color"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/breakeven"
	"crossroads/scenarios/audits/robust"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/effect"
	"crossroads/scenarios/runs/ensemble"
	scatter "crossroads/scenarios/runs/events"
)

// words finds what stands in an SVG.
var words = regexp.MustCompile(`<text [^>]*>([^<]*)</text>`)

// runsOf runs built-in paths in a world.
func runsOf(t testing.TB, w *scenarios.World, names ...string) []*scenarios.Run {
	t.Helper()
	var runs []*scenarios.Run
	for _, name := range names {
		s, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		r, err := s.Run(w, model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		runs = append(runs, r)
	}
	return runs
}

func textOf(t *testing.T, f *Figure, size canvas.Size) []string {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b, "svg", size); err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, m := range words.FindAllStringSubmatch(b.String(), -1) {
		list = append(list, m[1])
	}
	return list
}

func TestEveryFigureSaysWhatItIs(t *testing.T) {
	t.Parallel()
	runs := runsOf(t, scenarios.Central(), scenarios.BuiltinNames()...)
	for _, f := range Comparison(runs, runs[0]) {
		for _, size := range canvas.Sizes {
			text := strings.Join(textOf(t, f, size), " ")
			want := []string{model.Label, f.ID + " " + f.Name, scenarios.ModelHash(), model.Version, "world central", "not a prediction"}
			if f.Name != "difference" {
				want = append(want, "Current course")
			}
			for _, name := range scenarios.MainNames()[1:] {
				s, err := scenarios.Builtin(name)
				if err != nil {
					t.Fatal(err)
				}
				want = append(want, s.Label, s.Name)
			}
			for _, w := range append(want, strings.Fields(f.Title)...) {
				if !strings.Contains(text, w) {
					t.Errorf("%s at %s does not say %q", f.Name, size.Name, w)
				}
			}
			if f.Description == "" || strings.Contains(f.Description, "NaN") {
				t.Errorf("%s: description %q", f.Name, f.Description)
			}
		}
	}
}

func TestBothDeathSumsStandWherePathsAreRankedOrSubtracted(t *testing.T) {
	runs := runsOf(t, scenarios.Central(), scenarios.MainNames()...)
	for _, o := range deathOutcomes() {
		for _, f := range []*Figure{Fork(runs, runs[0], o), Difference(runs, runs[0]), Frontier(runs, runs[0])} {
			text := strings.Join(textOf(t, f, canvas.Sizes[0]), " ")
			for _, sum := range deathOutcomes() {
				if !strings.Contains(text, sum.Label) || !strings.Contains(f.Description, sum.Label[1:]) {
					t.Errorf("%s of %s does not show %s", f.Name, o.Name, sum.Name)
				}
			}
		}
	}
}

func TestEqualFiguresGiveEqualBytes(t *testing.T) {
	t.Parallel()
	runs := runsOf(t, scenarios.Central(), scenarios.MainNames()...)
	f, again := Fork(runs, runs[0], deathOutcomes()[0]), Fork(runs, runs[0], deathOutcomes()[0])
	for _, form := range Forms() {
		var a, b bytes.Buffer
		if err := f.Write(&a, form, canvas.Sizes[1]); err != nil {
			t.Fatal(err)
		}
		if err := again.Write(&b, form, canvas.Sizes[1]); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Errorf("%s differs from one writing to the next", form)
		}
		if form == "pdf" && bytes.Count(a.Bytes(), []byte("(D:20000101000000)")) != 2 {
			t.Error("the dates of the PDF are not masked")
		}
	}
}

func TestTheEndsOfLinesAreTheNumbersOfTheRuns(t *testing.T) {
	runs := runsOf(t, scenarios.Central(), scenarios.MainNames()...)
	text := textOf(t, Fork(runs, runs[0], deathOutcomes()[0]), canvas.Sizes[0])
	for _, r := range runs {
		at := slices.Index(text, r.Scenario.Label)
		got := text[at+1 : at+3]
		want := []string{Number(deathOutcomes()[0].In(r.Years, 2035)), Number(deathOutcomes()[0].In(r.Years, 2040))}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q stand beside the line (want %q)", r.Scenario.Name, got, want)
		}
	}
}

func TestAllPathsShareTheForkInEveryPanel(t *testing.T) {
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			t.Fatal(err)
		}
		runs := runsOf(t, w, scenarios.MainNames()...)
		for _, name := range six {
			v := viewOf(model.FindOutcome(name), runs)
			values := v.inYear(model.Fork.Year() - 1)
			if slices.Min(values) != slices.Max(values) {
				t.Errorf("world %s: %s at the fork is %v", w.Name, name, values)
			}
			if end := v.past[len(v.past)-1]; end != values[0] {
				t.Errorf("world %s: %s before the fork ends at %g, the paths begin at %g", w.Name, name, end, values[0])
			}
		}
	}
}

func TestRecordedDotsAreOfThatVeryThing(t *testing.T) {
	for _, name := range []string{"trust", "ties", "sanctuary", "attacks", "fighters", "trade_forgone"} {
		if c := recordedBefore(model.FindOutcome(name), nil); len(c) > 0 {
			t.Errorf("%s: recorded by %s", name, c[0].source)
		}
	}
	c := recordedBefore(deathOutcomes()[0], nil)
	if len(c) == 0 || c[0].source != "CRSS" || !slices.Equal(c[0].years, []int{2021, 2022, 2023, 2024, 2025}) {
		t.Fatalf("civilians and security forces killed: %+v", c)
	}
	// The ledger has 927 civilians and 685 of the security forces for 2024.
	if c[0].values[3] != 927+685 || c[0].full {
		t.Errorf("2024: %g, full %t (want %d, without Afghanistan)", c[0].values[3], c[0].full, 927+685)
	}
}

func TestOwnCountsComeBeforeThoseOfOthersUnderTheirOwnName(t *testing.T) {
	own, err := scenarios.ParseCounts("w.yaml", "{source: ours, rows: [{year: 2021, value: 294, observes: attacks}, {year: 2024, value: 900, observes: deaths_civilian_security}, {year: 2024, value: 70, observes: civilians_attacks}]}")
	if err != nil {
		t.Fatal(err)
	}
	if c := recordedBefore(model.FindOutcome("attacks"), own); len(c) != 1 || c[0].source != "ours" || c[0].values[0] != 294 || !c[0].full {
		t.Errorf("attacks: %+v", c)
	}
	c := recordedBefore(deathOutcomes()[0], own)
	if len(c) < 2 || c[0].source != "ours" || !slices.Equal(c[0].years, []int{2024}) || c[0].values[0] != 900 || c[1].source != "CRSS" {
		t.Errorf("civilians and security forces killed: %+v", c)
	}
	world := scenarios.Central()
	world.Counts = own
	path, err := scenarios.Find("kinetic")
	if err != nil {
		t.Fatal(err)
	}
	run, err := path.Run(world, model.DefaultHorizon)
	if err != nil {
		t.Fatal(err)
	}
	words := recordedWords([]view{viewOf(deathOutcomes()[1], []*scenarios.Run{run}), viewOf(model.FindOutcome("attacks"), []*scenarios.Run{run})})
	if !strings.Contains(words, "CRSS filled (attacks: ours), others hollow") || !strings.Contains(words, "Model minus CRSS in 2025, counted alike: ") {
		t.Errorf("the footer says %q", words)
	}
}

// blank is a pen that leaves no mark.
type blank struct{}

func (blank) Fill(vg.Path, color.NRGBA)                               {}
func (blank) Stroke(vg.Path, canvas.Stroke)                           {}
func (blank) Text(float64, float64, canvas.Face, color.NRGBA, string) {}

// randomPath is a path with a random label and random levers over time.
func randomPath(t *testing.T, r *rand.Rand, name string) *scenarios.Scenario {
	t.Helper()
	syllables := strings.Fields("Open border slow war peace of the talks and Zürich ’97 – jirga corridor Chaman—Spin Boldak raids every spring 道 trade")
	var label []string
	for range 1 + r.IntN(7) {
		label = append(label, syllables[r.IntN(len(syllables))])
	}
	text := fmt.Sprintf("label: %q\ndoc: random\nlevers:\n", strings.Join(label, " "))
	for i := range model.LeverTable {
		l := &model.LeverTable[i]
		value := func() float64 { return l.Low + (l.High-l.Low)*r.Float64()*r.Float64() }
		switch r.IntN(3) {
		case 0:
			text += fmt.Sprintf("  %s: %.6g\n", l.Name, value())
		case 1:
			text += fmt.Sprintf("  %s: {2026: %.6g, %d: to %.6g, %d: %.6g}\n", l.Name, value(), 2027+r.IntN(5), value(), 2033+r.IntN(7), value())
		}
	}
	s, err := scenarios.Parse(name+".yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestNoWordsOverlapAndNothingLeavesTheSheet draws figures of random paths.
func TestNoWordsOverlapAndNothingLeavesTheSheet(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 11))
	worlds := make([]*scenarios.World, len(scenarios.WorldNames()))
	for i, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			t.Fatal(err)
		}
		worlds[i] = w
	}
	paths := 30
	if os.Getenv("CROSSROADS_LONG") != "" {
		paths = 1000
	}
	faults := 0
	for done := 0; done < paths; {
		w := worlds[r.IntN(len(worlds))]
		h := model.DefaultHorizon
		h.End = model.NewYear([]int{2028, 2031, 2036, 2041, 2041, 2051}[r.IntN(6)])
		var list []*scenarios.Scenario
		for i := range 1 + r.IntN(4) {
			list = append(list, randomPath(t, r, fmt.Sprintf("random-%d", i)))
			done++
		}
		for _, name := range scenarios.BuiltinNames() {
			if r.IntN(3) == 0 {
				s, err := scenarios.Builtin(name)
				if err != nil {
					t.Fatal(err)
				}
				list = append(list, s)
			}
		}
		var runs []*scenarios.Run
		for _, s := range list {
			run, err := s.Run(w, h)
			if err != nil {
				t.Fatal(err)
			}
			runs = append(runs, run)
		}
		against := runs[r.IntN(len(runs))]
		figures := append(Comparison(runs, against), Fork(runs, against, &model.OutcomeTable[r.IntN(len(model.OutcomeTable))]))
		for _, f := range figures {
			size := canvas.Sizes[r.IntN(len(canvas.Sizes))]
			s := f.on(blank{}, size)
			for _, fault := range sheetFaults(s) {
				if faults++; faults < 20 {
					t.Errorf("%s at %s, %d paths until %s: %s", f.Name, size.Name, len(runs), h.End, fault)
				}
			}
		}
	}
	if faults > 0 {
		t.Errorf("%d faults in all", faults)
	}
}

// TestFiguresOfEnsemblesKeepTheirWordsApart draws figures of ensembles of
// built-in and random paths.
func TestFiguresOfEnsemblesKeepTheirWordsApart(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 3))
	backlash, err := scenarios.FindWorld("backlash")
	if err != nil {
		t.Fatal(err)
	}
	rounds := 2
	if os.Getenv("CROSSROADS_LONG") != "" {
		rounds = 6
	}
	for round := range rounds {
		var paths []*scenarios.Scenario
		for _, name := range scenarios.BuiltinNames() {
			s, err := scenarios.Builtin(name)
			if err != nil {
				t.Fatal(err)
			}
			if name == scenarios.Reference || round == 0 || r.IntN(3) == 0 {
				paths = append(paths, s)
			}
		}
		if round > 0 {
			paths = append(paths, randomPath(t, r, "mine"))
		}
		d := &ensemble.Design{Paths: paths, Worlds: []*scenarios.World{scenarios.Central(), backlash}, Horizon: model.DefaultHorizon,
			Members: 30, Series: ensemble.StandardSeries(), Draws: ensemble.Draws{Seed: uint64(round)}}
		d.Horizon.End = model.NewYear([]int{2041, 2041, 2031}[round%3])
		result, err := ensemble.New(d)
		if err != nil {
			t.Fatal(err)
		}
		if err := result.Run(t.Context(), ensemble.Options{}); err != nil {
			t.Fatal(err)
		}
		last := len(paths) - 1
		figures := append(Ensemble(result, 1), Cross(result.Effects(0, last, 0, 1, deathOutcomes()[0]), result.Effects(0, last, 0, 1, deathOutcomes()[1])))
		runs, err := scatter.Run(t.Context(), result, 1, 20)
		if err != nil {
			t.Fatal(err)
		}
		targets, _ := counts.Targets(model.EvidenceTable, "think-tank", model.Fork)
		var rows []*model.Evidence
		for _, target := range targets {
			if from, to := target.Months(); to-from == 12 && counts.Thing(target.Evidence) != "militants" {
				rows = append(rows, target.Evidence)
			}
		}
		figures = append(figures, ScatteredFutures(result, 1, runs), Counted(result, 1, 30, scatter.Covers(rows, runs[0])))
		for _, f := range figures {
			for _, size := range canvas.Sizes {
				for _, fault := range sheetFaults(f.on(blank{}, size)) {
					t.Errorf("%s at %s, %d paths until %s: %s", f.Name, size.Name, len(paths), d.Horizon.End, fault)
				}
			}
			text := strings.Join(textOf(t, f, canvas.Sizes[0]), " ")
			for _, want := range []string{model.Label, "30 draws", "backlash"} {
				if !strings.Contains(text, want) {
					t.Errorf("%s does not say %q", f.Name, want)
				}
			}
		}
	}
}

// TestFiguresOfAuditsKeepTheirWordsApart draws F5, F6 and F8.
func TestFiguresOfAuditsKeepTheirWordsApart(t *testing.T) {
	t.Parallel()
	var worlds []*scenarios.World
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			t.Fatal(err)
		}
		worlds = append(worlds, w)
	}
	r := rand.New(rand.NewPCG(3, 1))
	figures := []*Figure{Loops()}
	for _, pair := range [][2]string{{"investment", "kinetic"}, {"three-pillar", "kinetic-precise"}, {"current-course", "investment-stalled"}} {
		two := pathsOf(runsOf(t, worlds[0], pair[0], pair[1]))
		table, err := effect.Measure(t.Context(), worlds[0], two, model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		var less, alone [][]effect.Effect
		for _, o := range deathOutcomes() {
			less, alone = append(less, table.Differences(0, 1, o)), append(alone, table.Effects(0, o))
		}
		q := &breakeven.Question{A: two[0], B: two[1], Horizon: model.DefaultHorizon, Outcomes: deathOutcomes(), World: worlds[0]}
		rows := breakeven.Parameters()
		m, err := q.Map(t.Context(), rows[r.IntN(len(rows))], rows[r.IntN(len(rows))], 7)
		if err != nil {
			t.Fatal(err)
		}
		figures = append(figures, Tornado(two[0], two[1], worlds[0], 2040, deathOutcomes(), less), Tornado(two[0], nil, worlds[0], 2040, deathOutcomes()[:1], alone),
			Conditions(two[0], two[1], worlds[0], 2040, deathOutcomes(), m))
	}
	names := scenarios.BuiltinNames()[:8]
	tables := []*robust.Table{{Outcome: deathOutcomes()[0]}, {Outcome: deathOutcomes()[1]}}
	for _, w := range worlds {
		runs := runsOf(t, w, names...)
		for i := range tables {
			var values []float64
			for _, run := range runs {
				values = append(values, tables[i].Outcome.Of(run.Years))
			}
			tables[i].Centre = append(tables[i].Centre, values)
		}
	}
	figures = append(figures, Regret(pathsOf(runsOf(t, worlds[0], names...)), worlds, 2040, tables))
	for _, f := range figures {
		for _, size := range canvas.Sizes {
			for _, fault := range sheetFaults(f.on(blank{}, size)) {
				t.Errorf("%s at %s: %s", f.Name, size.Name, fault)
			}
		}
		if text := strings.Join(textOf(t, f, canvas.Sizes[0]), " "); !strings.Contains(text, model.Label) || f.Description == "" {
			t.Errorf("%s has no label or no description", f.Name)
		}
	}
}

// sheetFaults are words that overlap or leave the sheet, and lines cut without a
// mark.
func sheetFaults(s *canvas.Sheet) []string {
	var list []string
	for i, a := range s.Labels {
		if a.Left < 0 || a.Top < 0 || a.Right > s.Width || a.Bottom > s.Height {
			list = append(list, fmt.Sprintf("%q leaves the sheet", a.Words))
		}
		for _, b := range s.Labels[:i] {
			if a.Touches(b) {
				list = append(list, fmt.Sprintf("%q lies on %q", a.Words, b.Words))
			}
		}
	}
	if s.Cut > s.CutMarks {
		list = append(list, fmt.Sprintf("%d lines are cut, %d of them marked", s.Cut, s.CutMarks))
	}
	return list
}
