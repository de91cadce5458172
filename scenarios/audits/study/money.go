// SPDX-License-Identifier: Apache-2.0

package study

import (
	"context"
	"math"
	"slices"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/batch"
)

// Setting is one way of setting the path against its rivals.
type Setting struct {
	Name    string
	Effects []Effect // by rival: the path less the rival
}

// Scaled is a path at the money of another.
type Scaled struct {
	Path    *scenarios.Scenario
	Spends  float64 // USD million from the fork on, as it is
	Factor  float64 // on its operations and its investment; 0 if they are left out altogether
	Reached float64 // USD million, so scaled: less or more than asked where a lever meets the end of its range
}

// spending is what a run spends from the fork on: operations, programmes and the
// investment it announces.
func spending(y model.Years) float64 {
	var sum float64
	for _, name := range []string{"operations_spending", "programmes_spending", "investment_announced"} {
		sum += model.FindOutcome(name).Of(y)
	}
	return sum
}

// scaledPlan is a path with its operations and its investment multiplied from
// the fork on, within the ranges of the levers.
func (s *Study) scaledPlan(path *scenarios.Scenario, factor float64) *model.Plan {
	plan := path.PlanIn(s.World, s.Horizon)
	plan.Months = slices.Clone(plan.Months)
	for _, name := range []string{"operations_tempo", "investment"} {
		row := model.FindLever(name)
		for m := int(model.Fork - s.Horizon.Start); m < len(plan.Months); m++ {
			v := row.Of(&plan.Months[m])
			*v = min(*v*factor, row.High)
		}
	}
	return plan
}

// scale finds the factor at which a path spends so much at the centre.
func (s *Study) scale(ctx context.Context, path *scenarios.Scenario, money float64) (*Scaled, error) {
	centre := *s
	centre.Members = 0
	spends := func(factor float64) (float64, error) {
		v, err := centre.values(ctx, []batch.Path{{Name: path.Name, Plan: s.scaledPlan(path, factor)}}, []batch.Number{batch.OfYears(spending)}, nil)
		if err != nil {
			return 0, err
		}
		return v[0][0][0], nil
	}
	out := &Scaled{Path: path}
	var err error
	if out.Spends, err = spends(1); err != nil {
		return nil, err
	}
	low, high := 0.0, 16.0
	for range 40 {
		middle := (low + high) / 2
		now, err := spends(middle)
		if err != nil {
			return nil, err
		}
		if now < money {
			low = middle
		} else {
			high = middle
		}
	}
	out.Factor = (low + high) / 2
	out.Reached, err = spends(out.Factor)
	return out, err
}

// unfavourable delivery: little of what is announced is disbursed, building takes
// long and stalls under fire.
var delivery = []struct {
	name string
	end  func(*model.Parameter) float64
}{
	{"realised_share", func(p *model.Parameter) float64 { return p.Low }},
	{"build_time", func(p *model.Parameter) float64 { return p.High }},
	{"stall_floor", func(p *model.Parameter) float64 { return p.Low }},
}

// Money compares the path with its rivals as they are, at the money of the path
// it is set against, and where little is delivered.
func (s *Study) Money(ctx context.Context) ([]Setting, []Scaled, error) {
	all := append([]*scenarios.Scenario{s.Path}, s.Rivals...)
	money, err := s.scale(ctx, s.Against, 0)
	if err != nil {
		return nil, nil, err
	}
	var scaled []Scaled
	var equal []batch.Path
	for _, path := range all {
		one, err := s.scale(ctx, path, money.Spends)
		if err != nil {
			return nil, nil, err
		}
		if math.Abs(one.Spends-money.Spends) < 1e-6*money.Spends {
			one.Factor, one.Reached = 1, one.Spends
		}
		scaled = append(scaled, *one)
		equal = append(equal, batch.Path{Name: path.Name, Plan: s.scaledPlan(path, one.Factor)})
	}
	var settings []Setting
	for _, c := range []struct {
		name  string
		paths []batch.Path
		set   func(*model.Parameters)
	}{
		{"as they are", batch.InWorld(s.World, s.Horizon, all...), nil},
		{"at equal money", equal, nil},
		{"where little is delivered", batch.InWorld(s.World, s.Horizon, all...), func(p *model.Parameters) {
			for _, d := range delivery {
				row := model.FindParameter(d.name)
				*row.Of(p) = d.end(row)
			}
		}},
	} {
		v, err := s.values(ctx, c.paths, batch.Outcomes(s.Outcomes), c.set)
		if err != nil {
			return nil, nil, err
		}
		settings = append(settings, Setting{c.name, s.differences(v)})
	}
	return settings, scaled, nil
}

// differences are the path, which comes first, less each rival.
func (s *Study) differences(v batch.Values) []Effect {
	var list []Effect
	for r, rival := range s.Rivals {
		list = append(list, Effect{rival.Name, s.spreads(v, func(set [][]float64, n int) float64 { return set[0][n] - set[1+r][n] })})
	}
	return list
}
