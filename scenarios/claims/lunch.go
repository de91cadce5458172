package claims

import (
	"fmt"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/ensemble"
)

// Raise says what raising one lever alone does to the two death sums.
type Raise struct {
	Lever                       *model.Lever
	From, To                    float64
	NarrowRises, AllRise        float64 // share of draws in which deaths_civilian_security, deaths_all, rise
	NarrowAtCentre, AllAtCentre float64 // change at central values, in deaths
}

// freeLunch is the share of draws below which a lever that raises deaths counts
// as one that costs nobody's life in this model.
const freeLunch = 0.05

// Free tells whether raising the lever hardly ever raises deaths_civilian_security:
// a free lunch, which a reader should distrust.
func (r *Raise) Free() bool { return r.NarrowRises < freeLunch }

// Raises raises every lever alone by a quarter of its range from the reference
// path, for good from the fork, over a number of draws.
func Raises(members int, seed uint64) ([]Raise, error) {
	assumptions, err := ensemble.NewAssumptions(ensemble.Draws{Seed: seed})
	if err != nil {
		return nil, err
	}
	sets := []model.Parameters{model.Central()}
	for i := range members {
		sets = append(sets, assumptions.Member(i))
	}
	reference := builtin(scenarios.Reference)
	now := reference.Plan(model.DefaultHorizon).Months[model.Fork-model.HistoryStart]
	var raises []Raise
	for i := range model.LeverTable {
		lever := &model.LeverTable[i]
		r := Raise{Lever: lever, From: *lever.Of(&now)}
		r.To = min(r.From+(lever.High-lever.Low)/4, lever.High)
		paths := []*scenarios.Scenario{path("raised-"+lever.Name, fmt.Sprintf("levers: {%s: %g}", lever.Name, r.To)), reference}
		for _, sum := range []struct {
			outcome  *model.Outcome
			share    *float64
			atCentre *float64
		}{{civilianSecurity, &r.NarrowRises, &r.NarrowAtCentre}, {all, &r.AllRise, &r.AllAtCentre}} {
			question := Claim{Paths: paths, measure: func(_ *model.Parameters, y []model.Years) Reading {
				d := sum.outcome.Of(y[0]) - sum.outcome.Of(y[1])
				return Reading{d, d > 0}
			}}
			readings, err := question.Read(sets)
			if err != nil {
				return nil, err
			}
			*sum.atCentre = readings[0].Value
			drawn := Measured{&question, nil, readings[1:]}
			*sum.share = drawn.Share()
		}
		raises = append(raises, r)
	}
	return raises, nil
}
