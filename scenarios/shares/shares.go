// Package shares tells how a share of draws moves with the way of drawing:
// such a share measures the ranges and how they are drawn, not the world.
package shares

import (
	"context"
	"fmt"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/ensemble"
)

// Way is one way of drawing sets of assumptions, in one world.
type Way struct {
	Name  string
	Draws ensemble.Draws
	World *scenarios.World
}

// Ways lists the ways beside which a share is shown, first the given one: drawn
// without a preferred value, from narrower and from wider ranges, and in each
// built-in world.
func Ways(base ensemble.Draws, world *scenarios.World) ([]Way, error) {
	uniform, half, wide := base, base, base
	uniform.Shape = ensemble.Uniform
	half.Width, wide.Width = 0.5, 1.5
	ways := []Way{
		{"as drawn", base, world},
		{"uniform", uniform, world},
		{"ranges halved", half, world},
		{"ranges half as wide again", wide, world},
	}
	if base.Posterior != nil {
		ways = []Way{{"posterior", base, world}, {"documented ranges", ensemble.Draws{Seed: base.Seed}, world}}
	}
	for _, name := range scenarios.WorldNames() {
		if name == world.Name {
			continue
		}
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return nil, err
		}
		ways = append(ways, Way{"world " + name, base, w})
	}
	return ways, nil
}

// Run runs the paths in every way and returns a result for each, with one world.
// Done, if not nil, is told how many more runs are finished.
func Run(ctx context.Context, paths []*scenarios.Scenario, pairs []ensemble.Pair, h model.Horizon, members int, ways []Way, done func(runs int)) ([]*ensemble.Result, error) {
	results := make([]*ensemble.Result, len(ways))
	for i, way := range ways {
		r, err := ensemble.New(&ensemble.Design{
			Paths: paths, Worlds: []*scenarios.World{way.World}, Horizon: h, Members: members, Draws: way.Draws,
			Against: len(paths) - 1, Pairs: pairs,
		})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", way.Name, err)
		}
		last := 0
		err = r.Run(ctx, ensemble.Options{Progress: func(members, _ int) {
			if done != nil {
				done((members - last) * len(paths))
			}
			last = members
		}})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", way.Name, err)
		}
		results[i] = r
	}
	return results, nil
}
