// SPDX-License-Identifier: Apache-2.0

package calibrate

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/gonum/mat"

	"crossroads/model"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/tables"
)

// answer fits the ledger to a set.
func answer(t *testing.T, q Question) *Fit {
	t.Helper()
	if q.Ledger == nil {
		q.Ledger = model.EvidenceTable
	}
	if q.Members == 0 {
		q.Members = 640
	}
	f, err := q.Answer(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// ids lists the targets.
func ids(targets []counts.Target) []string {
	var list []string
	for i := range targets {
		list = append(list, targets[i].ID)
	}
	return list
}

func TestTargetsOfTheEssay(t *testing.T) {
	targets, left := counts.Targets(model.EvidenceTable, "essay", model.Fork)
	if !slices.ContainsFunc(left, func(l counts.LeftOut) bool { return l.ID == "E05-E06" }) {
		t.Error("the essay's incidents, alone under an unknown fraction, are left out without a word")
	}
	if got, want := ids(targets), []string{"E04", "E08", "E13-E19"}; !slices.Equal(got, want) {
		t.Errorf("the essay's targets are %v, want %v", got, want)
	}
}

func TestTargetsCountNothingTwice(t *testing.T) {
	targets, left := counts.Targets(model.EvidenceTable, "recommended", model.Fork)
	for _, id := range []string{"C18a", "C18b", "C18c"} {
		if slices.Contains(ids(targets), id) {
			t.Errorf("%s is a target beside the rows it is made of", id)
		}
		if !slices.ContainsFunc(left, func(l counts.LeftOut) bool { return l.ID == id }) {
			t.Errorf("%s is left out without a word", id)
		}
	}
	official, _ := counts.Targets(model.EvidenceTable, "official", model.Fork)
	if slices.Contains(ids(official), "ISPR-2025-attacks") {
		t.Error("a row alone under its fraction is a target, though it says nothing")
	}
}

func TestTheSpreadsAreThoseOfTheLedger(t *testing.T) {
	// Logarithms of what sources count, less what is common to a year and what is
	// common to a source, leave what concerns the row alone.
	var own, source, rows, sources float64
	for _, what := range []string{"fraction * attacks", "militants"} {
		type key struct {
			source string
			year   int
		}
		logs := map[key]float64{}
		names, years := map[string]float64{}, map[int]float64{}
		for i := range model.EvidenceTable {
			e := &model.EvidenceTable[i]
			if e.Observes == nil || e.Observes.String() != what || e.Set == "recommended" || e.From.Year() < 2021 || e.From.Month() != 1 || e.To.Month() != 12 {
				continue
			}
			logs[key{counts.SourceOf(e), e.From.Year()}] = math.Log(*e.Value)
			names[counts.SourceOf(e)], years[e.From.Year()] = 0, 0
		}
		count := func(keep func(key) bool) (n, mean float64) {
			for k, v := range logs {
				if keep(k) {
					n, mean = n+1, mean+v-names[k.source]-years[k.year]
				}
			}
			return n, mean / n
		}
		for name := range names { // a source of a single year has nothing to be compared with
			if n, _ := count(func(k key) bool { return k.source == name }); n < 2 {
				for k := range logs {
					if k.source == name {
						delete(logs, k)
					}
				}
				delete(names, name)
			}
		}
		for range 200 {
			for y := range years {
				if n, mean := count(func(k key) bool { return k.year == y }); n > 0 {
					years[y] += mean
				}
			}
			for name := range names {
				_, mean := count(func(k key) bool { return k.source == name })
				names[name] += mean
			}
		}
		for k, v := range logs {
			r := v - names[k.source] - years[k.year]
			own += r * r
		}
		rows += float64(len(logs) - len(names) - len(years) + 1)
		mean := 0.0
		for _, v := range names {
			mean += v / float64(len(names))
		}
		for _, v := range names {
			source += (v - mean) * (v - mean)
		}
		sources += float64(len(names) - 1)
	}
	if got := math.Sqrt(own / rows); math.Abs(got-counts.Standard.Own) > 0.02 {
		t.Errorf("rows differ by %.3f from what their year and source have in common, want about %g", got, counts.Standard.Own)
	}
	if got := math.Sqrt(source / sources); math.Abs(got-counts.Standard.Source) > 0.02 {
		t.Errorf("sources differ by %.3f, want about %g", got, counts.Standard.Source)
	}
}

func TestSixTalliesOfOnePressAreNotSixMeasurements(t *testing.T) {
	same, apart := make([]counts.Target, 6), make([]counts.Target, 6)
	for i := range same {
		e := *model.FindEvidence("C09")
		e.Source = string(rune('a' + i))
		same[i] = counts.NewTarget(&e, -1)
		other := e
		other.Root = e.Source
		other.From, other.To = e.From.AddDate(-i, 0, 0), e.To.AddDate(-i, 0, 0)
		apart[i] = counts.NewTarget(&other, -1)
	}
	l, err := counts.NewLikelihood(same, counts.Standard)
	if err != nil {
		t.Fatal(err)
	}
	// Equal correlations r leave n/(1+(n-1)r).
	own, shared := same[0].Own*same[0].Own+counts.Standard.Source*counts.Standard.Source, counts.Standard.Root*counts.Standard.Root+counts.Standard.Year*counts.Standard.Year
	if want := 6 / (1 + 5*shared/(shared+own)); math.Abs(l.Effective-want) > 1e-9 {
		t.Errorf("six tallies are worth %g, want %g", l.Effective, want)
	}
	if l, err = counts.NewLikelihood(apart, counts.Standard); err != nil {
		t.Fatal(err)
	}
	if math.Abs(l.Effective-6) > 1e-9 {
		t.Errorf("six measurements that share nothing are worth %g, want 6", l.Effective)
	}
}

func TestTheUnitInWhichASourceCountsChangesNoDeath(t *testing.T) {
	if testing.Short() {
		t.Skip("much arithmetic and nothing at once")
	}
	// Deaths are counted one by one and ratios have no unit. What counts anything
	// else, in attacks, incidents or fighters, does so in a unit of its source's own.
	ledger := slices.Clone(model.EvidenceTable)
	for i := range ledger {
		e := &ledger[i]
		if e.Observes == nil || e.Unit == "death" || e.Unit == "1" {
			continue
		}
		k := 2 + float64(len(counts.SourceOf(e))%7)
		value, low, high := k**e.Value, k**e.Low, k**e.High
		e.Value, e.Low, e.High = &value, &low, &high
	}
	for _, set := range append([]string{""}, model.EvidenceSets...) {
		if set == "study" {
			continue // counts no year of the history
		}
		a, b := answer(t, Question{Set: set, Members: 192}), answer(t, Question{Set: set, Members: 192, Ledger: ledger})
		if len(a.Members) != len(b.Members) {
			t.Fatalf("%s: %d members carry the weight, then %d", set, len(a.Members), len(b.Members))
		}
		for i := range a.Members {
			if math.Abs(a.Members[i].Weight-b.Members[i].Weight) > 1e-9 {
				t.Errorf("%s: weight of member %d goes from %g to %g", set, a.Members[i].Number, a.Members[i].Weight, b.Members[i].Weight)
			}
		}
		x, err := a.Elsewhere(model.EvidenceTable)
		if err != nil {
			t.Fatal(err)
		}
		y, err := b.Elsewhere(model.EvidenceTable)
		if err != nil {
			t.Fatal(err)
		}
		for i := range x {
			if x[i].Drawn != y[i].Drawn || x[i].BuiltIn != y[i].BuiltIn {
				t.Errorf("%s: %s goes from %v to %v", set, x[i].Evidence.ID, x[i].Drawn, y[i].Drawn)
			}
		}
	}
}

func TestABoundHoldsOneSideAlone(t *testing.T) {
	e := *model.FindEvidence("C10")
	e.Hedge = "at least"
	bound := counts.NewTarget(&e, -1)
	l, err := counts.NewLikelihood([]counts.Target{counts.NewTarget(model.FindEvidence("C09"), -1), bound}, counts.Standard)
	if err != nil {
		t.Fatal(err)
	}
	met := l.Of(l.Logs, []float64{bound.Log + 1})
	if same := l.Of(l.Logs, []float64{bound.Log}); met != same || met != 0 {
		t.Errorf("above the bound %g, at it %g, want 0 for both", met, same)
	}
	under := l.Of(l.Logs, []float64{bound.Log - 2*bound.Own})
	if want := -0.5 * 2 * 2; math.Abs(under-want) > 1e-12 {
		t.Errorf("two spreads under the bound %g, want %g", under, want)
	}
	if _, err := (Question{Ledger: model.EvidenceTable, Set: "essay", Bounds: []model.Evidence{*model.FindEvidence("C10")}, Members: 1}).Answer(context.Background()); err == nil ||
		err.Error() != `evidence C10: hedge is "none", which is no bound (at least, or at most)` {
		t.Errorf("a row that is no bound: %v", err)
	}
}

func TestALaterCountPullsTheEssayDown(t *testing.T) {
	if testing.Short() {
		t.Skip("much arithmetic and nothing at once")
	}
	e := *model.FindEvidence("C10")
	e.Hedge = "at most"
	free, held := answer(t, Question{Set: "essay", Members: 4096}), answer(t, Question{Set: "essay", Members: 4096, Bounds: []model.Evidence{e}})
	deaths := func(f *Fit) float64 {
		rows, err := f.Elsewhere([]model.Evidence{*model.FindEvidence("C10")})
		if err != nil {
			t.Fatal(err)
		}
		return rows[0].Drawn.Mid
	}
	if a, b := deaths(free), deaths(held); b >= a {
		t.Errorf("killed in 2025: %g without the bound, %g with it, want fewer", a, b)
	}
}

func TestCountsThatNobodyCanMeetAreRefusedInWords(t *testing.T) {
	rows := []model.Evidence{*model.FindEvidence("C09"), *model.FindEvidence("C10")}
	for i := range rows {
		v := 50 * *rows[i].Value
		rows[i].Value, rows[i].Low, rows[i].High = &v, &v, &v
	}
	_, err := Question{Ledger: rows, Name: "mine", Members: 256, Until: model.Fork}.Answer(context.Background())
	var refused *NotMetError
	if !errors.As(err, &refused) || refused.Modelled >= *refused.Worst.Value {
		t.Fatalf("error %v, want a NotMetError", err)
	}
	for _, part := range []string{"evidence mine", "none of 256 draws", "check units"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q lacks %q", err, part)
		}
	}
}

func TestAMemberIsAFunctionOfSeedAndNumber(t *testing.T) {
	few, many := answer(t, Question{Set: "recommended", Members: 64}), answer(t, Question{Set: "recommended", Members: 640})
	for i := range few.first {
		a, b := &few.first[i], &many.first[i]
		if a.Parameters != b.Parameters || !slices.Equal(a.Tempo, b.Tempo) || a.chi != b.chi {
			t.Fatalf("member %d of 64 is not member %d of 640", i, i)
		}
	}
	before := runtime.GOMAXPROCS(1)
	alone := answer(t, Question{Set: "recommended", Members: 640})
	runtime.GOMAXPROCS(before)
	if alone.Size != many.Size || len(alone.Members) != len(many.Members) {
		t.Errorf("on one processor the effective size is %g, on %d it is %g", alone.Size, before, many.Size)
	}
}

func TestTempoStaysWithinTwiceTheHistoryAndKnowsNoFuture(t *testing.T) {
	all, err := NewPrior(3, 2025)
	if err != nil {
		t.Fatal(err)
	}
	early, err := NewPrior(3, 2023)
	if err != nil {
		t.Fatal(err)
	}
	base := all.builtIn()
	for m := 36; m < len(early.plan.Months); m++ {
		early.plan.Months[m].OperationsTempo = math.NaN() // whoever reads the future gets this
	}
	for i := range 200 {
		_, tempo := all.Member(i)
		for y := range tempo {
			if tempo[y] < base[y]/2 || tempo[y] > base[y]*2 {
				t.Fatalf("member %d: tempo %g in year %d, want between half and twice %g", i, tempo[y], y, base[y])
			}
		}
		_, walked := early.Member(i)
		for y := 3; y < 5; y++ {
			if f := walked[y] / walked[y-1]; !(f >= 0.5 && f <= 2) {
				t.Fatalf("member %d: tempo goes from %g to %g", i, walked[y-1], walked[y])
			}
		}
	}
}

func TestAPosteriorIsReadByEnsembles(t *testing.T) {
	f := answer(t, Question{Set: "recommended"})
	var b bytes.Buffer
	if err := f.WritePosterior(csv.NewWriter(&b)); err != nil {
		t.Fatal(err)
	}
	table, err := tables.Parse("calibration.csv", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	p, err := ensemble.ReadPosterior(table)
	if err != nil {
		t.Fatal(err)
	}
	if got := p.EffectiveSize(); math.Abs(got-f.Size) > 0.02*f.Size {
		t.Errorf("effective size %g, want %g", got, f.Size)
	}
}

func TestThinningStandsForAll(t *testing.T) {
	var numbers []int
	var weights []float64
	random := rand.New(rand.NewPCG(1, 2))
	sum := 0.0
	for i := range 5000 {
		numbers = append(numbers, i)
		weights = append(weights, random.ExpFloat64())
		sum += weights[i]
	}
	mean := 0.0
	for i := range weights {
		weights[i] /= sum
		mean += weights[i] * float64(i)
	}
	picked, weighed := thin(numbers, weights, 500)
	total, thinned := 0.0, 0.0
	for k, i := range picked {
		total += weighed[k]
		thinned += weighed[k] * float64(i)
	}
	if math.Abs(total-1) > 1e-9 || math.Abs(thinned-mean) > 10 {
		t.Errorf("thinned weights sum to %g around %g, want 1 around %g", total, thinned, mean)
	}
}

func TestIntervalsHoldTheirShare(t *testing.T) {
	var values []float64
	for i := range 1000 {
		values = append(values, float64(i))
	}
	if got, want := interval(values, nil), (Interval{49, 499, 949}); got != want {
		t.Errorf("interval of 0 to 999 = %v, want %v", got, want)
	}
}

func TestNothingFitsIsSaid(t *testing.T) {
	if _, _, err := weightsOf([]float64{math.Inf(-1), math.Inf(-1)}); !errors.Is(err, ErrNothingFits) {
		t.Errorf("no weight at all: %v", err)
	}
}

func TestTheBacktestUsesNothingLater(t *testing.T) {
	if testing.Short() {
		t.Skip("much arithmetic and nothing at once")
	}
	q := Question{Ledger: model.EvidenceTable, Set: "recommended", Members: 640, Seed: 1, Until: model.NewYear(2024)}
	b, err := q.Test(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	ledger := slices.Clone(model.EvidenceTable)
	for i := range ledger {
		if e := &ledger[i]; e.Observes != nil && e.From.Year() >= 2024 {
			value, low, high := 9**e.Value, 9**e.Low, 9**e.High
			e.Value, e.Low, e.High = &value, &low, &high
		}
	}
	q.Ledger = ledger
	later, err := q.Test(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for i := range b.Rows {
		if b.Rows[i].Model != later.Rows[i].Model || b.Rows[i].Last != later.Rows[i].Last {
			t.Errorf("%s: predicted as %v, and as %v once later figures are ninefold", b.Rows[i].Evidence.ID, b.Rows[i].Model, later.Rows[i].Model)
		}
	}
}

func TestNaiveForecastsAreNaive(t *testing.T) {
	targets, _ := counts.Targets(model.EvidenceTable, "recommended", model.NewYear(2024))
	e := model.FindEvidence("C09")
	earlier := alike(targets, e)
	if got := last(earlier); got != *model.FindEvidence("C08").Value {
		t.Errorf("last value = %g, want that of 2023", got)
	}
	// Three equally spaced years: the line through the logarithms ends two steps from its middle.
	a, b, c := math.Log(376), math.Log(600), math.Log(930)
	if got, want := trend(earlier, e), math.Exp((a+b+c)/3+2*(c-a)/2); math.Abs(got-want) > 1e-9*want {
		t.Errorf("trend = %g, want %g", got, want)
	}
}

// TestRecovery makes up figures from draws whose truth is known and asks how
// often the fit's range of 90% holds it.
func TestRecovery(t *testing.T) {
	if os.Getenv("CROSSROADS_LONG") == "" {
		t.Skip("takes minutes; CROSSROADS_LONG=1 runs it")
	}
	const draws, repetitions = 60_000, 100
	for _, set := range []string{"think-tank", "official", "recommended"} {
		fit := answer(t, Question{Set: set, Members: draws, Seed: 1})
		var judged []PosteriorChange
		for _, l := range fit.Changes() {
			if l.Verdict != Not {
				judged = append(judged, l)
			}
		}
		numbers := make([]int, draws)
		for i := range numbers {
			numbers[i] = i
		}
		members, err := fit.members(model.NewKernel(), numbers)
		if err != nil {
			t.Fatal(err)
		}
		var chol mat.Cholesky
		if !chol.Factorize(fit.like.Covers) {
			t.Fatal("the errors cannot be told apart")
		}
		var lower mat.TriDense
		chol.LTo(&lower)
		random := rand.New(rand.NewPCG(7, 7))
		truths, err := NewPrior(99, 2025)
		if err != nil {
			t.Fatal(err)
		}
		held := make([]int, len(judged))
		for r := range repetitions {
			truth := Member{}
			truth.Parameters, truth.Tempo = truths.Member(r)
			one := []Member{truth}
			if err := fit.run(model.NewKernel(), one); err != nil {
				t.Fatal(err)
			}
			logs := one[0].logs
			n := len(logs)
			steps := mat.NewVecDense(n, nil)
			for i := range n {
				steps.SetVec(i, random.NormFloat64())
			}
			var errors mat.VecDense
			errors.MulVec(&lower, steps)
			made := *fit.like
			made.Logs = make([]float64, n)
			for i := range n {
				made.Logs[i] = logs[i] + errors.AtVec(i)
			}
			chi := make([]float64, draws)
			for i := range members {
				chi[i] = made.Of(members[i].logs, nil)
			}
			weights, _, err := weightsOf(chi)
			if err != nil {
				t.Fatal(err)
			}
			for j := range judged {
				i := interval(values(&judged[j].Quantity, members), weights)
				if v := judged[j].Of(&truth); i.Low <= v && v <= i.High {
					held[j]++
				}
			}
		}
		for j := range judged {
			t.Logf("%s: %s (%s) held in %d of %d", set, judged[j].Name, judged[j].Verdict, held[j], repetitions)
			if held[j] < 83 || held[j] > 97 {
				t.Errorf("%s: the range of %s holds the truth in %d of %d repetitions, want 83 to 97", set, judged[j].Name, held[j], repetitions)
			}
		}
	}
}

func TestRowsCountedAfterTheForkAreNeverFitted(t *testing.T) {
	for _, set := range append([]string{""}, model.EvidenceSets...) {
		targets, left := counts.Targets(model.EvidenceTable, set, model.Fork)
		after := 0
		for _, e := range targets {
			if e.End > model.Fork {
				t.Errorf("set %q: %s, counted to %s, is a target", set, e.ID, e.To.Format(time.DateOnly))
			}
		}
		for _, l := range left {
			if _, to := l.Months(); to > model.Fork {
				after++
			}
		}
		if set == "" && after == 0 {
			t.Error("no row lies after the fork, so this test shows nothing")
		}
	}
}
