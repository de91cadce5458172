// Package shares tells how a share of draws moves with the way of drawing:
// such a share measures the ranges and how they are drawn, not the world.
package shares

import (
	"context"
	"fmt"
	"strings"

	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

// Way is one way of drawing sets of assumptions, in one world.
type Way struct {
	Name  string // in a table
	Head  string // above a narrow column
	In    string // in a sentence: with uniform draws, in world backlash
	Draws ensemble.Draws
	World *scenarios.World
}

// Ways lists the ways beside which a share is shown, first the given one: drawn
// without a preferred value, from narrower and from wider ranges, from the
// documented ranges where a posterior is given, and in each built-in world.
func Ways(base ensemble.Draws, world *scenarios.World) ([]Way, error) {
	ways := []Way{{"as drawn", "as\ndrawn", "as drawn", base, world}}
	usual := base
	usual.Posterior = nil
	if base.Posterior != nil {
		ways[0] = Way{"posterior", "poste-\nrior", "with the posterior", base, world}
		ways = append(ways, Way{"documented ranges", "ranges", "with the documented ranges", usual, world})
	}
	uniform, half, wide := usual, usual, usual
	uniform.Shape = ensemble.Uniform
	half.Width, wide.Width = 0.5, 1.5
	ways = append(ways,
		Way{"uniform", "uniform", "with uniform draws", uniform, world},
		Way{"ranges halved", "ranges\n× 0.5", "with ranges halved", half, world},
		Way{"ranges half as wide again", "ranges\n× 1.5", "with ranges half as wide again", wide, world})
	for _, name := range scenarios.WorldNames() {
		if name == world.Name {
			continue
		}
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return nil, err
		}
		ways = append(ways, Way{"world " + name, strings.Replace(name, "-", "-\n", 1), "in world " + name, base, w})
	}
	return ways, nil
}

// Run runs a design in every way, without its series, and returns a result for
// each, with one world. A parameter keeps its place in its range, so that ways
// differ by nothing but themselves. Done, if not nil, is told how many more runs
// are finished.
func Run(ctx context.Context, d *ensemble.Design, ways []Way, done func(runs int)) ([]*ensemble.Result, error) {
	results := make([]*ensemble.Result, len(ways))
	for i, way := range ways {
		own := *d
		own.Draws, own.Worlds, own.Series = way.Draws, []*scenarios.World{way.World}, nil
		r, err := ensemble.New(&own)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", way.Name, err)
		}
		last := 0
		err = r.Run(ctx, ensemble.Options{Progress: func(members, _ int) {
			if done != nil {
				done((members - last) * len(d.Paths))
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
