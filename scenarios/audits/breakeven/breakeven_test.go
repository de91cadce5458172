// SPDX-License-Identifier: Apache-2.0

package breakeven_test

import (
	"context"
	"math"
	"testing"

	"crossroads/model"
	"crossroads/model/ode"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/breakeven"
)

// ask sets two built-in paths against each other on both death sums.
func ask(t *testing.T, a, b string, members int) *breakeven.Question {
	t.Helper()
	q := &breakeven.Question{Horizon: model.DefaultHorizon, World: scenarios.Central(), Members: members,
		Outcomes: []*model.Outcome{model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")},
		Draws: func(i int) model.Parameters {
			p := model.Central()
			p.Suppression = float64(i) / 10
			return p
		}}
	for _, s := range []struct {
		name string
		to   **scenarios.Scenario
	}{{a, &q.A}, {b, &q.B}} {
		found, err := scenarios.Builtin(s.name)
		if err != nil {
			t.Fatal(err)
		}
		*s.to = found
	}
	return q
}

// difference is A less B with one parameter set.
func difference(t *testing.T, q *breakeven.Question, row *model.Parameter, v float64, n int) float64 {
	t.Helper()
	p := q.World.Parameters
	*row.Of(&p) = v
	var d [2]float64
	for i, s := range []*scenarios.Scenario{q.A, q.B} {
		trajectory, err := model.Run(&p, s.Plan(q.Horizon), q.Horizon, ode.RK4)
		if err != nil {
			t.Fatal(err)
		}
		d[i] = q.Outcomes[n].Of(trajectory.Years)
	}
	return d[0] - d[1]
}

func TestTheOrderReversesAtTheValuesFound(t *testing.T) {
	q := ask(t, "kinetic", "investment", 0)
	answer, err := q.Find(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var found int
	for n := range q.Outcomes {
		for _, r := range answer.Nearest(n) {
			step := (r.Parameter.High - r.Parameter.Low) / 1e5
			for _, c := range r.Sides[n].Crossings {
				found++
				below, above := difference(t, q, r.Parameter, c-step, n), difference(t, q, r.Parameter, c+step, n)
				if below*above >= 0 {
					t.Errorf("%s at %v of %s: A less B is %v just below and %v just above, want unlike signs", q.Outcomes[n].Name, c, r.Parameter.Name, below, above)
				}
			}
			for _, part := range r.Fewer(n) {
				if d := difference(t, q, r.Parameter, (part[0]+part[1])/2, n); d >= 0 {
					t.Errorf("%s: A less B is %v in the middle of %v of %s, want less than 0", q.Outcomes[n].Name, d, part, r.Parameter.Name)
				}
			}
		}
	}
	if found == 0 {
		t.Error("no crossing at all between kinetic and investment; the test looked at nothing")
	}
}

func TestSwappedPathsReverseAtTheSameValues(t *testing.T) {
	one, err := ask(t, "kinetic", "three-pillar", 1).Find(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	other, err := ask(t, "three-pillar", "kinetic", 1).Find(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for i := range one.Rows {
		for n := range one.Rows[i].Sides {
			a, b := one.Rows[i].Sides[n], other.Rows[i].Sides[n]
			if len(a.Crossings) != len(b.Crossings) || a.AtLow != -b.AtLow || a.Turns != b.Turns {
				t.Fatalf("%s: %d crossings from %d in %v of draws, swapped %d from %d in %v", one.Rows[i].Parameter.Name,
					len(a.Crossings), a.AtLow, a.Turns, len(b.Crossings), b.AtLow, b.Turns)
			}
			for k := range a.Crossings {
				if math.Abs(a.Crossings[k]-b.Crossings[k]) > 1e-6*(one.Rows[i].Parameter.High-one.Rows[i].Parameter.Low) {
					t.Errorf("%s: crossing at %v, swapped at %v", one.Rows[i].Parameter.Name, a.Crossings[k], b.Crossings[k])
				}
			}
		}
		for n := range one.Centre {
			if got, want := one.Reversed(&one.Rows[i], n), other.Reversed(&other.Rows[i], n); len(got) != len(want) {
				t.Errorf("%s: the order reverses in %v, swapped in %v", one.Rows[i].Parameter.Name, got, want)
			}
		}
		if r := one.Rows[i]; r.Parameter.Name == "trade_value" && (len(r.Sides[0].Crossings) > 0 || r.Sides[0].Turns.Count > 0) {
			t.Errorf("trade_value, which only counts money, turns deaths at %v and in %v of draws, want never", r.Sides[0].Crossings, r.Sides[0].Turns)
		}
	}
}

func TestAPathAgainstItselfIsRefused(t *testing.T) {
	_, err := ask(t, "kinetic", "kinetic", 0).Find(context.Background())
	if want := "path kinetic: cannot be compared with itself; name two paths"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %q", err, want)
	}
}

func TestTheMapHoldsTheCentreWhereItLies(t *testing.T) {
	q := ask(t, "kinetic", "investment", 0)
	m, err := q.Map(context.Background(), model.FindParameter("replacement"), model.FindParameter("suppression"), 3)
	if err != nil {
		t.Fatal(err)
	}
	q.World.Parameters.Replacement = 1.5
	want := difference(t, q, model.FindParameter("suppression"), 0.8, 1)
	if got := m.A[1][1][2] - m.B[1][1][2]; math.Abs(got-want) > 1e-6 {
		t.Errorf("A less B at the high end of x and half way up y = %v, want %v", got, want)
	}
}
