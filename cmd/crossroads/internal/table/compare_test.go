// SPDX-License-Identifier: Apache-2.0

package table

import (
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

func TestAPairIsSaidAlikeFromBothSides(t *testing.T) {
	killed, spent, trust := model.FindOutcome("deaths_all"), model.FindOutcome("programmes_spending"), model.FindOutcome("trust")
	for _, c := range []struct {
		outcome         *model.Outcome
		a, b, low, high float64
		want            string
	}{
		{killed, 28000, 32000, -9000, 1500, "about 4,000 fewer on kinetic than on investment (80% range: from 9,000 fewer to 1,500 more)."},
		{killed, 28000, 32000, -9000, -100, "about 4,000 fewer on kinetic than on investment (80% range: 100 to 9,000 fewer)."},
		{killed, 28000, 28900, -9000, 1500, "about the same on kinetic as on investment (900 fewer, a tie within 5%; 80% range: from 9,000 fewer to 1,500 more)."},
		{spent, 100, 300, -250, -50, "about 200 less on kinetic than on investment (80% range: 50 to 250 less)."},
		{trust, 0.2, 0.4, -0.3, 0.1, "about 0.20 lower on kinetic than on investment (80% range: from 0.30 lower to 0.10 higher)."},
	} {
		one := Pair{Outcome: c.outcome, A: "kinetic", B: "investment", AtA: c.a, AtB: c.b, Low: c.low, High: c.high}
		other := Pair{Outcome: c.outcome, A: "investment", B: "kinetic", AtA: c.b, AtB: c.a, Low: -c.high, High: -c.low}
		if want := c.outcome.Label + ": " + c.want; one.Sentence() != want || other.Sentence() != want {
			t.Errorf("%q and mirrored %q, want %q", one.Sentence(), other.Sentence(), want)
		}
	}
	tied := Pair{Outcome: killed, A: "a", B: "b", AtA: 100, AtB: 105}
	if strings.Contains(tied.Sentence(), "a tie") != scenarios.Tied(100, 105) {
		t.Errorf("%q, though the tie rule says %v", tied.Sentence(), scenarios.Tied(100, 105))
	}
	if got := (Pair{Outcome: killed, A: "a", B: "b"}).Sentence(); !strings.Contains(got, "about the same on a as on b (0 fewer, a tie") {
		t.Errorf("nobody killed on either path: %q", got)
	}
}

func TestDrawsAreSaidAlikeFromBothSides(t *testing.T) {
	killed := model.FindOutcome("deaths_all")
	share := func(n int) ensemble.Share { return ensemble.Share{Count: n, Of: 200} }
	for _, c := range []struct {
		level, low, median, high float64
		lower, higher, tied      int
		want                     string
	}{
		{28000, -9000, -4000, 1500, 150, 50, 0, "about 4,000 fewer on kinetic than on investment (80% range: from 9,000 fewer to 1,500 more). Fewer on kinetic in 75 and on investment in 25 of 100 draws."},
		{28000, -9000, -1000, 1500, 110, 90, 40, "about the same on kinetic as on investment (median 1,000 fewer, a tie within 5%; 80% range: from 9,000 fewer to 1,500 more). Fewer on kinetic in 55 and on investment in 45 of 100 draws; 20 tie within 5%."},
		{28000, -9000, -4000, -1500, 200, 0, 0, "about 4,000 fewer on kinetic than on investment (80% range: 1,500 to 9,000 fewer). Fewer on kinetic in 100 and on investment in 0 of 100 draws."},
	} {
		one := Drawn{Outcome: killed, A: "kinetic", B: "investment", Level: c.level, Low: c.low, Median: c.median, High: c.high, Lower: share(c.lower), Higher: share(c.higher), Tied: share(c.tied)}
		other := Drawn{Outcome: killed, A: "investment", B: "kinetic", Level: c.level, Low: -c.high, Median: -c.median, High: -c.low, Lower: share(c.higher), Higher: share(c.lower), Tied: share(c.tied)}
		if one.Sentence() != c.want || other.Sentence() != c.want {
			t.Errorf("%q and mirrored %q, want %q", one.Sentence(), other.Sentence(), c.want)
		}
		if one.Tie() != other.Tie() || one.Tie() != strings.Contains(c.want, "about the same") {
			t.Errorf("tie %v, mirrored %v", one.Tie(), other.Tie())
		}
	}
}

func TestSharesOfFewDrawsAreSaidWithTheirErrorUnlessItHasOneSide(t *testing.T) {
	for _, c := range []struct {
		count, of int
		want      string
	}{{0, 20, "0 of 20 draws"}, {20, 20, "20 of 20 draws"}, {7, 20, "7 ± 2 of 20 draws"}, {36, 100, "36 of 100 draws"}, {1, 1000, "<1 of 100 draws"}, {0, 1000, "0 of 100 draws"}, {1, 1, "1 of 1 draw"}} {
		if got := OfDraws(Share{Count: c.count, Of: c.of}); got != c.want {
			t.Errorf("%d of %d: %q, want %q", c.count, c.of, got, c.want)
		}
	}
	for draws, want := range map[int]string{1: "of 1", 64: "of 64", 100: "of 100", 5000: "of 100"} {
		if got := DrawsHeading(draws); got != want {
			t.Errorf("%d draws are headed %q, want %q", draws, got, want)
		}
	}
	for draws, want := range map[int]string{
		1:    "Shares count the 1 draw tried; they are not probabilities. There is no standard error with fewer than 10 draws.",
		20:   "Shares count the 20 draws tried; they are not probabilities. The standard error follows ±; at none and at all it has one side only.",
		5000: "Shares count the 5,000 draws tried; they are not probabilities.",
	} {
		if got := DrawsNote(draws); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestWhatAWorldDrawsOtherwiseIsNoted(t *testing.T) {
	w, err := scenarios.ParseWorld("w.yaml", []byte("label: Mine\ndoc: For a test.\nparameters: {build_time: {value: 15, outside_range: a war economy}}\nuncertain:\n  inflow: {low: 200, high: 400}\n"))
	if err != nil {
		t.Fatal(err)
	}
	notes := strings.Join(DrawsNotes(ensemble.Draws{}, []*scenarios.World{scenarios.Central(), w}), "\n")
	if !strings.Contains(notes, "World Mine draws inflow") || !strings.Contains(notes, "build_time") || strings.Contains(notes, "entral") {
		t.Errorf("notes %q", notes)
	}
	if got := DrawsNotes(ensemble.Draws{}, []*scenarios.World{scenarios.Central()}); got != nil {
		t.Errorf("notes %q on the usual draws", got)
	}
}

func TestWordsAreJoinedAsInASentence(t *testing.T) {
	for want, words := range map[string][]string{"": nil, "a": {"a"}, "a and b": {"a", "b"}, "a, b and c": {"a", "b", "c"}, "a, b; c; and d": {"a, b", "c", "d"}, "a, b and c ": {"a, b", "c "}} {
		if got := Sentence(words); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for words, want := range map[string]string{"Trade": "trade", "USD million": "USD million", "A": "a"} {
		if got := LowerFirst(words); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if MoreTables(1) == MoreTables(2) || !strings.Contains(MoreTables(2), "2 more tables") {
		t.Errorf("%q and %q", MoreTables(1), MoreTables(2))
	}
	if Plural(1, "row") != "1 row" || Plural(0, "row") != "0 rows" {
		t.Errorf("%q and %q", Plural(1, "row"), Plural(0, "row"))
	}
}

func TestAPathIsLabelledForPeopleAndNamedForMachines(t *testing.T) {
	for _, name := range scenarios.BuiltinNames() {
		path, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		want := path.Label
		if path.LeavesEarly() {
			want += " †"
		}
		if got := Path(path); got.Text() != want || got.Value() != name {
			t.Errorf("%s is %q for people and %q for machines", name, got.Text(), got.Value())
		}
	}
	o, p := model.FindOutcome("attacks"), model.FindParameter("inflow")
	if Outcome(o) != (Name{"attacks", o.Label}) || Assumption(p) != (Name{"inflow", p.Label}) || World(scenarios.Central()).Name != "central" {
		t.Error("names are not those of files")
	}
	if got := Documented(p); got.Low != p.Low || got.High != p.High || !got.Exact || got.Unit() != p.Unit {
		t.Errorf("documented %+v", got)
	}
}
