// SPDX-License-Identifier: Apache-2.0

// Package shares tells how a share of draws moves with the way of drawing:
// such a share measures the ranges and how they are drawn, not the world.
package shares

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/ensemble"
)

// Way is one way of drawing sets of assumptions, in one world.
type Way struct {
	Name  string // in a table
	Head  string // above a narrow column
	In    string // in a sentence: with uniform draws, in world backlash
	Draws ensemble.Draws
	World *scenarios.World

	Refused []string // of the first way: in which others hardly any draw agrees with the counts, so that they are left out
	most    int      // of the members, where every one of them costs many candidates; 0 for all
}

// Label is the name of the way as people read it.
func (w Way) Label() string {
	if strings.HasPrefix(w.Name, "world ") {
		return w.World.Label
	}
	return strings.ReplaceAll(strings.ReplaceAll(w.Head, "-\n", ""), "\n", " ")
}

// Ways lists the ways beside which a share is shown, first the given one: fitted
// to the counts and not, drawn without a preferred value, from narrower and from
// wider ranges, and in each built-in world. Fitted ways are left out where hardly
// any draw agrees with the counts; where the given way is one, that is an error.
func Ways(base ensemble.Draws, world *scenarios.World) ([]Way, error) {
	prior := base
	prior.Posterior, prior.Fitted, prior.Documented = nil, nil, true
	fitted, err := fittedBeside(base)
	if err != nil {
		return nil, err
	}
	var ways []Way
	switch {
	case base.Posterior != nil:
		ways = []Way{{"posterior", "poste-\nrior", "with the posterior", base, world, nil, 0}, {"prior", "prior", "without the counts (prior)", prior, world, nil, 0}}
	case base.Fitted != nil:
		ways = []Way{{"fitted", "fitted", "with draws fitted to the counts", base, world, nil, 0}, {"prior", "prior", "without the counts (prior)", prior, world, nil, 0}}
	default:
		ways = []Way{{"prior", "prior", "without the counts (prior)", base, world, nil, 0}, {"fitted", "fitted", "with draws fitted to the counts", fitted, world, nil, 0}}
	}
	usual := base
	if base.Posterior != nil {
		usual = prior
	}
	uniform, half, wide := usual, usual, usual
	uniform.Shape = ensemble.Uniform
	half.Width, wide.Width = 0.5, 1.5
	most := 0
	if usual.Fitted != nil {
		most = ensemble.ShippedBeside
	}
	ways = append(ways,
		Way{"uniform", "uniform", "with uniform draws", uniform, world, nil, most},
		Way{"ranges halved", "ranges\n× 0.5", "with ranges halved", half, world, nil, most},
		Way{"ranges half as wide again", "ranges\n× 1.5", "with ranges half as wide again", wide, world, nil, most})
	for _, name := range scenarios.WorldNames() {
		if name == world.Name {
			continue
		}
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return nil, err
		}
		ways = append(ways, Way{"world " + name, strings.ReplaceAll(name, "-", "-\n"), "in the world " + w.Label, base, w, nil, 0})
	}
	kept := ways[:0]
	for i, way := range ways {
		_, err := ensemble.InWorld(way.Draws, way.World)
		var refused *ensemble.NotFittedError
		switch {
		case err == nil:
			kept = append(kept, way)
		case i > 0 && errors.As(err, &refused):
			kept[0].Refused = append(kept[0].Refused, way.In)
		default:
			return nil, err
		}
	}
	return kept, nil
}

// LeftOut says in which ways hardly any draw agrees with the counts, so that they
// are left out; "" where none is.
func LeftOut(ways []Way) string {
	if len(ways[0].Refused) == 0 {
		return ""
	}
	return " Left out: " + strings.Join(ways[0].Refused, ", ") + " (fewer than 1 in 5,000 draws agrees with the counts)."
}

// Beside are draws of the other kind than the given ones: fitted to the counts
// beside the prior, the prior beside all others.
func Beside(d ensemble.Draws) (ensemble.Draws, error) {
	if d.Fitted == nil && d.Posterior == nil {
		return fittedBeside(d)
	}
	return ensemble.Draws{Seed: d.Seed, Shape: d.Shape, Width: d.Width, Documented: true}, nil
}

// fittedBeside are the fitted draws beside given ones.
func fittedBeside(base ensemble.Draws) (ensemble.Draws, error) {
	if base.Fitted != nil {
		return base, nil
	}
	past, err := counts.NewPast(counts.SharedBias)
	return ensemble.Draws{Seed: base.Seed, Shape: base.Shape, Width: base.Width, Fitted: past}, err
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
		if way.most > 0 {
			own.Members = min(own.Members, way.most)
		}
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
