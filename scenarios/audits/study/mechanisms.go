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

// Mechanism is a part of the model that can be switched off.
type Mechanism struct {
	Name string // in words
	Off  func(*model.Parameters)
}

// Mechanisms lists what is switched off in turn, in the order of the equations.
// Where 0 lies outside a documented range it is used all the same: the question
// is what a conclusion depends on, not what is documented.
var Mechanisms = []Mechanism{
	{"recruitment by the movement itself", func(p *model.Parameters) { p.Contagion = 0 }},
	{"recruits for fighters killed", func(p *model.Parameters) { p.Replacement = 0 }},
	{"recruits for civilians killed", func(p *model.Parameters) { p.Avenging = 0 }},
	{"grievance that recruits", func(p *model.Parameters) { p.GrievanceGain = 0 }},
	{"attacks that avenge civilians killed", func(p *model.Parameters) { p.Revenge = 0 }},
	{"grievance from civilians killed", func(p *model.Parameters) { p.HarmGain = 0 }},
	{"grievance from interference", func(p *model.Parameters) { p.InterferenceGain = 0 }},
	{"grievance that hardens", func(p *model.Parameters) { p.Hardening = 0 }},
	{"operations that remove fighters", func(p *model.Parameters) { p.KillPerOperation = 0 }},
	{"operations that hold attacks down", func(p *model.Parameters) { p.Presence, p.Suppression = 0, 0 }},
	{"precision that slows operations", func(p *model.Parameters) { p.Selectivity = 0 }},
	{"raids that cost soldiers", func(p *model.Parameters) { p.PrecisionPremium = 0 }},
	{"intelligence that needs trust", func(p *model.Parameters) { p.IntelligenceFloor = 1 }},
	{"civilians killed across the border", func(p *model.Parameters) { p.CrossBorderRatio = 0 }},
	{"reconciliation", func(p *model.Parameters) { p.Reconciliation = 0 }},
	{"talks that embolden", func(p *model.Parameters) { p.Emboldening = 0 }},
	{"an open border that adds attacks", func(p *model.Parameters) { p.Infiltration = 0 }},
	{"aid under fire", func(p *model.Parameters) { p.Sabotage = 0 }},
	{"development that holds recruits back", func(p *model.Parameters) { p.Development = 0 }},
	{"ties that move the host", func(p *model.Parameters) { p.EconomicLeverage = 0 }},
	{"trust that moves the host", func(p *model.Parameters) { p.TrustEffect = 0 }},
	{"pressure the host obeys", func(p *model.Parameters) { p.Compliance = 0 }},
	{"pressure the host defies", func(p *model.Parameters) { p.Defiance = 0 }},
	{"attacks that spoil trust", func(p *model.Parameters) { p.Spoiling = 0 }},
	{"trust lost to civilians killed", func(p *model.Parameters) { p.HarmLoss = 0 }},
	{"what broken promises do", func(p *model.Parameters) { p.PromiseLoss = 0 }},
	{"money that is never disbursed", func(p *model.Parameters) { p.RealisedShare = 1 }},
	{"projects destroyed by insecurity", func(p *model.Parameters) { p.Destruction = 0 }},
}

// MechanismTest is the path set against its rivals with one mechanism off.
type MechanismTest struct {
	Mechanism string
	Effects   []Effect // by rival: the path less the rival
}

// TestMechanisms switches the mechanisms off in turn; the first row has all of them on.
func (s *Study) TestMechanisms(ctx context.Context) ([]MechanismTest, error) {
	paths := batch.InWorld(s.World, s.Horizon, append([]*scenarios.Scenario{s.Path}, s.Rivals...)...)
	var list []MechanismTest
	for _, m := range append([]Mechanism{{"nothing switched off", nil}}, Mechanisms...) {
		v, err := s.values(ctx, paths, batch.Outcomes(s.Outcomes), m.Off)
		if err != nil {
			return nil, err
		}
		list = append(list, MechanismTest{m.Name, s.differences(v)})
	}
	return list, nil
}

// Strength is something the model has weakly or not at all, by degrees.
type Strength struct {
	Name       string
	Words      string  // what a degree of 1 means
	Most       float64 // how far it is raised
	Documented float64 // the high end of the documented range; NaN where there is none
	here       func(*model.Parameters) float64
	set        func(p *model.Parameters, degree float64)        // nil if it acts on the path alone
	bend       func(plan *model.Plan, fork int, degree float64) // likewise
}

// Strengths lists what is raised until it overturns a conclusion. The last two
// stand for anything left out: attacks that one path has and the model does not
// know of.
func Strengths() []Strength {
	of := func(parameter, name, words string, most float64) Strength {
		row := model.FindParameter(parameter)
		return Strength{Name: name, Words: words, Most: most, Documented: row.High,
			here: func(p *model.Parameters) float64 { return *row.Of(p) },
			set:  func(p *model.Parameters, degree float64) { *row.Of(p) = degree }}
	}
	factor := func(plan *model.Plan, fork int, degree float64) {
		for m := fork; m < len(plan.Months); m++ {
			plan.Months[m].AttackFactor *= degree
		}
	}
	one := func(*model.Parameters) float64 { return 1 }
	return []Strength{
		of("emboldening", "talks that embolden", "full talks at no trust double attacks", 5),
		of("infiltration", "borders that leak", "a fully open border doubles attacks", 5),
		of("shelter_floor", "groups unlinked to Kabul", "all of the fight needs no sanctuary", 1),
		of("sabotage", "aid under fire", "projects in full insecurity double attacks", 5),
		of("promise_loss", "promises broken", "a million a year announced and not disbursed halves the goal of trust", 0.01),
		of("selectivity", "precision that slows", "operations all led by intelligence remove nobody", 1),
		{"attacks that only the path has", "as in the model", 5, math.NaN(), one, nil, factor},
		{"attacks that every path but the rival has", "as in the model", 0, math.NaN(), one, nil, factor},
	}
}

// A Threshold is how strong something must be for the path and a rival to change
// places.
type Threshold struct {
	Strength Strength
	Here     float64
	At       [][]float64 // by rival and outcome: the degree, at the centre; NaN if not even the most does it
	Below    [][]Spread  // by rival and outcome: the path less the rival at twice the documented strength; empty where none is documented
}

// degreeSteps is how finely a degree is raised before the place is narrowed.
const degreeSteps = 33

// Thresholds raises each strength from its current value.
func (s *Study) Thresholds(ctx context.Context) ([]Threshold, error) {
	all := append([]*scenarios.Scenario{s.Path}, s.Rivals...)
	fork := int(model.Fork - s.Horizon.Start)
	centre := *s
	centre.Members = 0
	var list []Threshold
	for k, strength := range Strengths() {
		o := Threshold{Strength: strength, Here: strength.here(&s.World.Parameters)}
		// at returns the differences, by rival and outcome, at one degree.
		at := func(degree float64) ([]Effect, error) {
			if strength.set != nil {
				v, err := centre.values(ctx, batch.InWorld(s.World, s.Horizon, all...), batch.Outcomes(s.Outcomes), func(p *model.Parameters) { strength.set(p, degree) })
				if err != nil {
					return nil, err
				}
				return s.differences(v), nil
			}
			paths := batch.InWorld(s.World, s.Horizon, all...)
			for i := range paths {
				if first := i == 0; first == (k == len(Strengths())-2) {
					paths[i].Plan.Months = slices.Clone(paths[i].Plan.Months)
					strength.bend(paths[i].Plan, fork, degree)
				}
			}
			v, err := centre.values(ctx, paths, batch.Outcomes(s.Outcomes), nil)
			if err != nil {
				return nil, err
			}
			return s.differences(v), nil
		}
		degree := func(i int) float64 {
			return o.Here + float64((strength.Most-o.Here)*float64(i)/(degreeSteps-1))
		}
		steps := make([][]Effect, degreeSteps)
		for i := range steps {
			var err error
			if steps[i], err = at(degree(i)); err != nil {
				return nil, err
			}
		}
		for r := range s.Rivals {
			var places []float64
			for n := range s.Outcomes {
				place := math.NaN()
				for i := 1; i < degreeSteps && math.IsNaN(place); i++ {
					a, b := steps[i-1][r].Spreads[n].Centre, steps[i][r].Spreads[n].Centre
					if a*b < 0 { // straight between two steps: to a hundredth of what was asked
						place = degree(i-1) + (degree(i)-degree(i-1))*a/(a-b)
					}
				}
				places = append(places, place)
			}
			o.At = append(o.At, places)
		}
		if !math.IsNaN(strength.Documented) {
			twice := min(2*strength.Documented, strength.Most)
			v, err := s.values(ctx, batch.InWorld(s.World, s.Horizon, all...), batch.Outcomes(s.Outcomes), func(p *model.Parameters) { strength.set(p, twice) })
			if err != nil {
				return nil, err
			}
			for _, e := range s.differences(v) {
				o.Below = append(o.Below, e.Spreads)
			}
		}
		list = append(list, o)
	}
	return list, nil
}
