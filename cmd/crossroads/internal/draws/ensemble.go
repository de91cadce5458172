// SPDX-License-Identifier: Apache-2.0

// Package draws holds the commands that run paths under many draws of the
// assumptions: ensemble, and merge, which joins its parts.
package draws

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

// ensembleOptions are the flags of ensemble.
type ensembleOptions struct {
	flags.Output
	flags.Question
	flags.Draws
	more
	pairs     []string
	resume    bool
	saveEvery time.Duration
	shard     string
}

// more are the flags that ask for more than tables and figures.
type more struct {
	membersTo string
	events    bool
}

// bind adds these flags.
func (m *more) bind(c *cobra.Command) {
	c.Flags().StringVar(&m.membersTo, "members-out", "", "write every member with its parameters and outcomes to FILE.csv or FILE.parquet (above 100,000 members, a run that was resumed or merged makes its runs again for it)")
	c.Flags().BoolVar(&m.events, "events", false, fmt.Sprintf("scatter single attacks around the runs of the first %d members and set them beside the recorded years", ScatteredMembers))
}

// NewEnsemble makes the command that runs paths under many sets of assumptions.
func NewEnsemble() *cobra.Command {
	var o ensembleOptions
	c := &cobra.Command{
		Use:   "ensemble [PATH | FILE.yaml]...",
		Short: "Compare paths across many draws",
		Long: model.Label + `

Draws every assumption many times and runs every path with each draw, so that paths are always compared under the same
assumptions. Prints medians, 80% ranges, differences and shares of draws, and how each share changes with other ways of
drawing. Values that a world sets are kept; all others are drawn.

Ctrl-C stops at once and keeps what is done; --resume goes on from there to the same result. --shard runs a part on
another machine; crossroads ensemble merge joins the parts.`,
		Example: `  crossroads ensemble --members 10000
  crossroads ensemble kinetic three-pillar --pairs kinetic:three-pillar --world backlash
  crossroads ensemble --members 1000000 --shard 3/16 --out part-3`,
	}
	o.BindAudit(c)
	o.BindWorld(c)
	o.BindUntil(c)
	o.BindAgainst(c)
	o.BindMixed(c)
	o.BindMembers(c, 10_000, "20 times those of the audits, so that ranges and rare cases are stable")
	o.BindSampling(c)
	o.BindFrom(c)
	o.BindPosterior(c)
	o.more.bind(c)
	flags.BindList(c, &o.pairs, "pairs", "further pairs to compare: A:B, separated by commas")
	c.Flags().BoolVar(&o.resume, "resume", false, "continue the run that was stopped in the folder")
	c.Flags().DurationVar(&o.saveEvery, "save-every", 15*time.Second, "how often a long run saves its progress")
	c.Flags().StringVar(&o.shard, "shard", "", "run part i of n only, i from 0: 3/16; auto/16 takes i from the array task (Slurm, Kubernetes, SGE, PBS, AWS Batch)")
	c.RunE = func(c *cobra.Command, names []string) error { return o.run(c, names) }
	return c
}

// design reads what is asked.
func (o *ensembleOptions) design(names []string) (*ensemble.Design, error) {
	d := &ensemble.Design{Members: o.Members, Series: ensemble.StandardSeries()}
	if err := flags.AtLeast("members", o.Members, 1); err != nil {
		return nil, err
	}
	if err := knownMembersFile(o.membersTo); err != nil {
		return nil, err
	}
	var reference *scenarios.Scenario
	var err error
	if d.Paths, reference, err = o.FindPaths(names); err != nil {
		return nil, err
	}
	d.Against = slices.Index(d.Paths, reference)
	world, err := o.FindWorld()
	if err != nil {
		return nil, err
	}
	if d.Horizon, err = o.Horizon(); err != nil {
		return nil, err
	}
	if d.Draws, err = o.Draws.Find(); err != nil {
		return nil, err
	}
	d.Worlds = []*scenarios.World{world}
	d.Pairs, err = findPairs(o.pairs, d.Paths)
	return d, err
}

// findPairs reads pairs of paths such as kinetic:three-pillar.
func findPairs(texts []string, paths []*scenarios.Scenario) ([]ensemble.Pair, error) {
	place := map[string]int{}
	var known []string
	for i, s := range paths {
		place[s.Name] = i
		known = append(known, s.Name)
	}
	var list []ensemble.Pair
	for _, text := range texts {
		a, b, colon := strings.Cut(text, ":")
		for _, name := range []string{a, b} {
			if _, ok := place[name]; !ok {
				return nil, &scenarios.UnknownError{Thing: "path in --pairs", Name: name, Known: known}
			}
		}
		if !colon || a == b {
			return nil, flags.Usagef("--pairs %s: is not a pair; write A:B with two of the paths run", text)
		}
		list = append(list, ensemble.Pair{A: place[a], B: place[b]})
	}
	return list, nil
}

// run asks the ensemble, or runs its part and keeps it.
func (o *ensembleOptions) run(c *cobra.Command, names []string) error {
	d, err := o.design(names)
	if err != nil {
		return err
	}
	part, err := readShard(o.shard)
	if err != nil {
		return err
	}
	tuneGC()
	s := &state{folder: o.Out, resume: o.resume, every: o.saveEvery, stderr: c.ErrOrStderr()}
	if part.Count > 0 && !o.DryRun && o.Table == "" {
		if err := o.CheckFolder(c); err != nil {
			return err
		}
		return s.runPart(c.Context(), d, part)
	}
	a, err := newAudit(d, o.more)
	if err != nil {
		return err
	}
	a.begin = s.begin
	if err := o.Ask(c, a); err != nil {
		return err
	}
	if o.DryRun || o.Table != "" && !a.answered {
		return nil
	}
	return s.remove()
}
