// SPDX-License-Identifier: Apache-2.0

package flags

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"crossroads/model"
	"crossroads/scenarios"
)

// Question are the flags that say what is asked: about which outcomes of which
// paths, in which worlds, until when. A command binds those it takes.
type Question struct {
	World   string
	Worlds  []string
	Until   int
	Against string
	Outcome string
	Mixed   bool

	AnyStart bool // whether paths may start in another year than the shared history

	ended   *pflag.Flag           // --until
	several bool                  // whether --worlds is taken, not --world
	found   []*scenarios.Scenario // the paths found so far
	stderr  func() io.Writer
}

// BothCounts is the usual choice of outcomes wherever paths are ranked.
const BothCounts = "deaths_civilian_security,deaths_all"

// BindWorld adds the choice of one world.
func (q *Question) BindWorld(c *cobra.Command) {
	q.stderr = c.ErrOrStderr
	c.Flags().StringVar(&q.World, "world", "central", "assumptions: a built-in world ("+strings.Join(scenarios.WorldNames(), ", ")+") or a world file")
}

// BindWorlds adds the choice of several worlds, by default all.
func (q *Question) BindWorlds(c *cobra.Command) {
	q.stderr, q.several = c.ErrOrStderr, true
	q.Worlds = scenarios.WorldNames()
	BindList(c, &q.Worlds, "worlds", "worlds to run in: built-in names or world files, separated by commas")
}

// BindUntil adds the last year.
func (q *Question) BindUntil(c *cobra.Command) {
	q.stderr = c.ErrOrStderr
	c.Flags().IntVar(&q.Until, "until", model.DefaultEnd.Year()-1, "last year of the run")
	q.ended = c.Flags().Lookup("until")
}

// BindAgainst adds the reference path.
func (q *Question) BindAgainst(c *cobra.Command) {
	q.stderr = c.ErrOrStderr
	c.Flags().StringVar(&q.Against, "against", scenarios.Reference, "path that the others are compared with")
}

// BindOutcome adds the outcomes.
func (q *Question) BindOutcome(c *cobra.Command, usual string) {
	c.Flags().StringVar(&q.Outcome, "outcome", usual, "outcome to look at (describe outcomes lists them)")
}

// BindMixed lets a path's file set assumptions.
func (q *Question) BindMixed(c *cobra.Command) {
	c.Flags().BoolVar(&q.Mixed, "mixed", false, "let a path's file set assumptions too; every table and figure then says so")
}

// Warn prints warnings of files.
func (q *Question) Warn(warnings scenarios.Mistakes) { warn(q.stderr(), warnings) }

// ReadPath is FindPath without a word about warnings, and without counting for the
// horizon.
func (q *Question) ReadPath(name string) (*scenarios.Scenario, error) {
	if q.Mixed {
		return scenarios.FindMixed(name)
	}
	return scenarios.Find(name)
}

// FindPath is the path named; with --mixed it may set assumptions.
func (q *Question) FindPath(name string) (*scenarios.Scenario, error) {
	s, err := q.ReadPath(name)
	if err == nil {
		warn(q.stderr(), s.Warnings)
		q.found = append(q.found, s)
	}
	return s, err
}

// FindPair is the two paths named.
func (q *Question) FindPair(names []string) (a, b *scenarios.Scenario, err error) {
	if a, err = q.FindPath(names[0]); err != nil {
		return nil, nil, err
	}
	if b, err = q.FindPath(names[1]); err != nil {
		return nil, nil, err
	}
	if a.Name == b.Name {
		return nil, nil, Usagef("path %s: cannot be compared with itself; name two paths, in files of different names", a.Name)
	}
	return a, b, nil
}

// FindTwo is the two paths named, or the usual contrast if none is.
func (q *Question) FindTwo(command string, names []string) (a, b *scenarios.Scenario, err error) {
	switch len(names) {
	case 0:
		names = scenarios.Contrast[:]
	case 2:
	default:
		return nil, nil, Usagef("%s needs two paths (%d given)", command, len(names))
	}
	return q.FindPair(names)
}

// AgainstOwnStart compares paths that start in another year than the shared
// history with the first of them, where nobody chooses: the usual reference does
// not start with them.
func (q *Question) AgainstOwnStart(names []string) {
	if len(names) == 0 || q.Against != scenarios.Reference {
		return
	}
	if first, err := q.ReadPath(names[0]); err == nil && first.Start != 0 {
		q.Against = names[0]
	}
}

// FindPaths is the paths named, or the built-in ones if none is, together with
// the reference path, which comes first if it was not named. Where the command
// takes no reference, it is the first path.
func (q *Question) FindPaths(names []string) (list []*scenarios.Scenario, reference *scenarios.Scenario, err error) {
	q.found = nil
	if len(names) == 0 {
		names = scenarios.BuiltinNames()
	}
	if q.Against == "" {
		q.Against = names[0] // the command compares with no other path
	}
	if !slices.Contains(names, q.Against) {
		names = append([]string{q.Against}, names...)
	}
	seen := map[string]string{}
	for _, name := range names {
		s, err := q.FindPath(name)
		if err != nil {
			return nil, nil, err
		}
		if other, twice := seen[s.Name]; twice {
			return nil, nil, Usagef("path %s: is named twice, by %s and %s; name each path once, in files of different names", s.Name, other, name)
		}
		seen[s.Name] = name
		list = append(list, s)
		if name == q.Against {
			reference = s
		}
	}
	return list, reference, nil
}

// FindWorld is the chosen world.
func (q *Question) FindWorld() (*scenarios.World, error) {
	w, err := scenarios.FindWorld(q.World)
	if err == nil {
		warn(q.stderr(), w.Warnings)
		if w.Start != 0 && !q.AnyStart {
			err = UsageError{scenarios.OwnStartError(w.Name, w.Start)}
		}
	}
	return w, err
}

// FindWorlds is the chosen worlds, each once.
func (q *Question) FindWorlds() ([]*scenarios.World, error) {
	if len(q.Worlds) == 0 {
		return nil, Usagef("--worlds names no world; name one or more, or leave the flag out for all")
	}
	var list []*scenarios.World
	for _, name := range q.Worlds {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(list, func(other *scenarios.World) bool { return other.Name == w.Name }) {
			return nil, Usagef("--worlds %s: is named twice; name each world once, in files of different names", w.Name)
		}
		warn(q.stderr(), w.Warnings)
		if w.Start != 0 {
			return nil, UsageError{scenarios.OwnStartError(w.Name, w.Start)}
		}
		list = append(list, w)
	}
	return list, nil
}

// FindOutcome is the one chosen outcome.
func (q *Question) FindOutcome() (*model.Outcome, error) {
	if outcome := model.FindOutcome(q.Outcome); outcome != nil {
		return outcome, nil
	}
	return nil, &scenarios.UnknownError{Thing: "outcome", Name: q.Outcome, Known: model.OutcomeNames()}
}

// FindOutcomes is the chosen outcomes, each once.
func (q *Question) FindOutcomes() ([]*model.Outcome, error) {
	var list []*model.Outcome
	for _, name := range Separated(q.Outcome) {
		outcome := model.FindOutcome(name)
		if outcome == nil {
			return nil, &scenarios.UnknownError{Thing: "outcome", Name: name, Known: model.OutcomeNames()}
		}
		if slices.Contains(list, outcome) {
			return nil, Usagef("--outcome %s: is named twice; name each once", name)
		}
		list = append(list, outcome)
	}
	return list, nil
}

// Horizon is the time from the common start to the end of the last year: that of
// --until if it is given, else the one that the files of the paths found say,
// else the usual one.
func (q *Question) Horizon() (model.Horizon, error) {
	h := model.DefaultHorizon
	for _, s := range q.found {
		switch {
		case s.Start == 0:
		case !q.AnyStart:
			return h, UsageError{scenarios.OwnStartError(s.Name, s.Start)}
		default:
			h.Start = s.Start // of all paths, or they cannot run in one world
		}
	}
	first, last := h.PolicyStart().Year(), scenarios.LastYear
	if q.Until < first || q.Until > last {
		return h, Usagef("--until %d: must be from %d to %d", q.Until, first, last)
	}
	if !q.ended.Changed {
		q.Until = model.DefaultEnd.Year() - 1
		end, err := scenarios.CommonEnd(q.found...)
		if err != nil {
			return h, UsageError{err}
		}
		if end != 0 {
			q.Until = end.Year() - 1
		}
	}
	h.End = model.NewYear(q.Until + 1)
	return h, nil
}

// LastYear is the last year of a horizon.
func LastYear(h model.Horizon) int { return (h.End - 1).Year() }

// Found tells which paths and worlds the horizon depends on, where a command found
// them another way.
func (q *Question) Found(paths ...*scenarios.Scenario) { q.found = paths }
