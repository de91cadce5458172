// SPDX-License-Identifier: Apache-2.0

package class

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/class/code"
)

// coded is a path as a code, with what was expected of it.
func coded(t *testing.T, text string, guess float64, higher bool) string {
	t.Helper()
	s, err := scenarios.Parse("p.yaml", []byte("doc: P.\n"+text))
	if err != nil {
		t.Fatal(err)
	}
	e := &code.Entry{Scenario: s, World: scenarios.Central()}
	if guess > 0 {
		e.Guesses = []code.Guess{{Outcome: model.FindOutcome("attacks"), Year: 2040, Value: guess}}
		e.Orders = []code.Order{{Outcome: model.FindOutcome("attacks"), First: "kinetic", Second: "three-pillar", Higher: higher, Cross: false}}
	}
	out, err := code.Encode(e)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// board is the board of a class of four, one of whom started and changed nothing.
func board(t *testing.T) *Board {
	t.Helper()
	reference, err := scenarios.Builtin(scenarios.Reference)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Join([]string{
		"# our class",
		"Ana: " + coded(t, "levers: {operations_tempo: 100}\n", 1, true),
		"",
		"Group 2; " + strings.ToLower(coded(t, "levers: {operations_tempo: 20, precision: {2026: 0.3, 2031: 0.8, 2036: 0.8}}\n", 1e6, false)),
		coded(t, "levers: {}\n", 0, false),
	}, "\r\n")
	entries, refused := Read("class.txt", []byte("\ufeff"+lines), scenarios.Central())
	if len(refused) > 0 {
		t.Fatal(refused)
	}
	more, refused := Read("dan.yaml", []byte("doc: Dan's.\nlevers: {investment: 900}\n"), scenarios.Central())
	if len(refused) > 0 {
		t.Fatal(refused)
	}
	b, err := NewBoard(append(entries, more...), reference)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEntriesAreNamedAndFound(t *testing.T) {
	var got []string
	for _, p := range board(t).Results {
		got = append(got, p.Name+" "+p.Place)
	}
	const want = "Ana class.txt:2|Group 2 class.txt:4|line 5 class.txt:5|dan dan.yaml"
	if strings.Join(got, "|") != want {
		t.Errorf("entries %q, want %q", strings.Join(got, "|"), want)
	}
}

func TestLeversTried(t *testing.T) {
	for _, l := range board(t).Levers {
		var touched int
		var low, mean, high float64
		switch l.Name {
		case "operations_tempo":
			touched, low, mean, high = 2, 20, (100+20+55+55)/4.0, 100
		case "precision":
			touched, low, mean, high = 1, 0.3, (0.3+(5*0.3+10*0.8)/15+0.3+0.3)/4, 0.8
		case "investment":
			touched, low, mean, high = 1, 300, (300+300+300+900)/4.0, 900
		default:
			today := *l.Of(&board(t).Results[2].Run.Trajectory.At(model.Fork).Levers)
			touched, low, mean, high = 0, today, today, today
		}
		if l.Touched != touched || l.Low != low || l.High != high || l.Mean-mean > 1e-9 || mean-l.Mean > 1e-9 {
			t.Errorf("%s: touched by %d, %v to %v, mean %v; want %d, %v to %v, mean %v", l.Name, l.Touched, l.Low, l.High, l.Mean, touched, low, high, mean)
		}
	}
}

func TestSpreadIsThatOfTheRuns(t *testing.T) {
	b := board(t)
	if len(b.Worlds) != 1 || b.Worlds[0].Entries != 4 {
		t.Fatalf("worlds %v, want central with 4 entries", b.Worlds)
	}
	for _, s := range b.Worlds[0].Outcomes {
		if s.Start != s.Of(b.Results[2].Run.Years) {
			t.Errorf("%s of the start = %v, want that of the entry that changed nothing", s.Name, s.Start)
		}
		below := 0
		for _, run := range b.Results {
			v := s.Of(run.Run.Years)
			if v < s.Low || v > s.High {
				t.Errorf("%s of %s = %v, outside %v to %v", s.Name, run.Name, v, s.Low, s.High)
			}
			if v < s.Start {
				below++
			}
		}
		if below != s.Below {
			t.Errorf("%s: %d below the start, want %d", s.Name, s.Below, below)
		}
	}
}

func TestPathsAreHeldAgainstTheStartInEveryWorld(t *testing.T) {
	b := board(t)
	if len(b.Held) != len(scenarios.WorldNames()) {
		t.Fatalf("%d worlds, want %d", len(b.Held), len(scenarios.WorldNames()))
	}
	central := b.Held[0]
	for _, s := range b.Worlds[0].Outcomes {
		want := map[string]int{"deaths_civilian_security": central.CivilianSecurity, "deaths_all": central.All}
		if count, asked := want[s.Name]; asked && count != s.Below {
			t.Errorf("central: %d entries have less %s than the start, want %d", count, s.Name, s.Below)
		}
	}
}

func TestQuestionsComeFromTheRuns(t *testing.T) {
	b := board(t)
	text := strings.Join(b.Questions(), "\n")
	for _, want := range []string{"Major operations was moved in 2 of 4 paths", "Nobody moved: Reactivity; Open border and tariffs; Dialogue; "} {
		if !strings.Contains(text, want) {
			t.Errorf("questions:\n%s\nwant %q among them", text, want)
		}
	}
	for _, p := range b.Results {
		if strings.Contains(text, p.Name) {
			t.Errorf("the questions name %s", p.Name)
		}
	}
}

func TestExpectationsAgainstTheModel(t *testing.T) {
	b := board(t)
	if len(b.Guesses) != 1 || b.Guesses[0].Entries != 2 || b.Guesses[0].Below != 1 || b.Guesses[0].Above != 1 || b.Guesses[0].Guesses != (Range{1, 500000.5, 1e6}) {
		t.Errorf("guesses %+v, want two, one below and one above what the model gave", b.Guesses)
	}
	if len(b.Orders) != 1 {
		t.Fatalf("orders %+v, want one", b.Orders)
	}
	o := b.Orders[0]
	if o.Entries != 2 || o.Higher.Expected != 1 || o.Higher.Alike != 1 || o.Higher.Shown%2 != 0 {
		t.Errorf("order %+v, want one of two to expect it and one to be as the model", o)
	}
}

func TestEndsAndCrossings(t *testing.T) {
	o := model.FindOutcome("investment_announced")
	run := func(text string) *scenarios.Run {
		s, err := scenarios.Parse("p.yaml", []byte("doc: P.\nlevers: {investment: "+text+"}\n"))
		if err != nil {
			t.Fatal(err)
		}
		r, err := s.Run(scenarios.Central(), model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	flat, over, through, touch := run("500"), run("600"), run("{2026: 100, 2030: 900}"), run("{2026: 100, 2030: 500}")
	for _, c := range []struct {
		a, b          *scenarios.Run
		higher, cross bool
	}{{over, flat, true, false}, {flat, over, false, false}, {through, flat, true, true}, {flat, through, false, true}, {flat, flat, false, false}, {touch, flat, false, false}} {
		if higher, cross := Ends(o, c.a, c.b); higher != c.higher || cross != c.cross {
			t.Errorf("%s against %s: higher %v, cross %v; want %v, %v", c.a.Scenario.Text, c.b.Scenario.Text, higher, cross, c.higher, c.cross)
		}
	}
}

func TestACodeBeginsWhereItsPrefixStandsAlone(t *testing.T) {
	for _, c := range []struct{ line, name, rest string }{
		{"CR1-CR1CR", "", "CR1-CR1CR"},
		{"Anna (7b): cr1 2345", "Anna (7b)", "cr1 2345"},
		{"ACR1 – CR2-1", "ACR1", "CR2-1"},
		{"no code", "", "no code"},
		{`"Ben","CR1-X"`, "Ben", "CR1-X"},
	} {
		if name, rest := split(c.line); name != c.name || rest != c.rest {
			t.Errorf("%s: %q and %q, want %q and %q", c.line, name, rest, c.name, c.rest)
		}
	}
}

func TestEveryLineThatIsNoCodeIsRefusedByPlace(t *testing.T) {
	good := coded(t, "levers: {dialogue: 1}\n", 0, false)
	entries, refused := Read("c.txt", []byte("Ana: "+good+"\nBen: "+good[:len(good)-1]+"\nnonsense\n"), scenarios.Central())
	if len(entries) != 1 || len(refused) != 2 {
		t.Fatalf("%d entries, %d refused; want 1 and 2", len(entries), len(refused))
	}
	for i, want := range []string{"c.txt:2:6: code: has ", `c.txt:3:1: code "NONSENSE": does not begin with CR1`} {
		if !strings.HasPrefix(refused[i].Error(), want) {
			t.Errorf("%v, want it to begin with %s", refused[i], want)
		}
	}
	for text, want := range map[string]string{
		"\xff\xfeA\x00": "c.txt:1:1: the file is text in UTF-16", "a\x00b": "c.txt:1:2: the text contains byte 0x00", "Zo\xeb: x": "c.txt:1:3: byte 0xeb is not UTF-8",
	} {
		if _, refused := Read("c.txt", []byte(text), scenarios.Central()); len(refused) != 1 || !strings.HasPrefix(refused[0].Error(), want) {
			t.Errorf("%q: %v, want %s", text, refused, want)
		}
	}
}

// sixLetters are those of today's levers in the central world with no guess, as the
// page writes them.
func sixLetters(t *testing.T) string {
	t.Helper()
	digits, err := strconv.ParseInt(scenarios.ModelHash()[:6], 16, 64)
	if err != nil {
		t.Fatal(err)
	}
	const n, all, alphabet = (3*25 + 1*5 + 1) * 20, 3000, "BCDFGHJKLMNPQRSTVWXZ" // steps 3, 1, 1 of 6, 5, 5; 5 worlds; 3 paths and none
	rest, text := n+all*((digits+n*7919)%(64_000_000/all)), ""
	for range 6 {
		text, rest = string(alphabet[rest%20])+text, rest/20
	}
	return text
}

func TestSixLettersAreReadWithAndWithoutAName(t *testing.T) {
	letters := sixLetters(t)
	entries, refused := Read("c.txt", []byte("Ana: "+letters+"\n"+strings.ToLower(letters)+"\nGroup 2, the best "+letters+"\n"), scenarios.Central())
	if len(refused) > 0 || len(entries) != 3 {
		t.Fatalf("%d entries, refused %v", len(entries), refused)
	}
	for i, want := range []string{"Ana", "line 2", "Group 2, the best"} {
		if entries[i].Name != want || entries[i].World.Name != "central" {
			t.Errorf("entry %d is %q in %s, want %q in central", i, entries[i].Name, entries[i].World.Name, want)
		}
	}
	reference, err := scenarios.Builtin(scenarios.Reference)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := MeanLevers(entries[0].Scenario), MeanLevers(reference); !slices.Equal(got, want) {
		t.Errorf("levers %v, want today's %v", got, want)
	}
	_, refused = Read("c.txt", []byte("Ben: BBBBBB\n"), scenarios.Central())
	if len(refused) != 1 || !strings.HasPrefix(refused[0].Error(), "c.txt:1:6: BBBBBB: the six letters hold a slip") {
		t.Errorf("%v, want what to do about the letters", refused)
	}
}

func FuzzRead(f *testing.F) {
	three, err := scenarios.Builtin("three-pillar")
	if err != nil {
		f.Fatal(err)
	}
	long, err := code.Encode(&code.Entry{Scenario: three, World: scenarios.Central()})
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range []string{long, "Group 1: " + long + "\n# a remark\n\nnobody", "a\tbcdfgh\r\nb bcdfg", "\ufeffx " + long[:len(long)/2], "\xff\xfe", ": :\n::"} {
		f.Add([]byte(text), false)
	}
	f.Add([]byte("doc: A path.\nlevers:\n  openness: 0.5\n"), true)
	f.Fuzz(func(t *testing.T, text []byte, yaml bool) {
		file := "class.txt"
		if yaml {
			file = "mine.yaml"
		}
		entries, refused := Read(file, text, scenarios.Central())
		for _, err := range refused {
			if !strings.HasPrefix(err.Error(), file) {
				t.Errorf("refusal %q does not begin with the place", err)
			}
		}
		for _, e := range entries {
			if e.Name == "" || !strings.HasPrefix(e.Place, file) || e.Scenario == nil || e.World == nil {
				t.Errorf("entry %+v lacks its name, place, path or world", e)
			}
		}
	})
}
