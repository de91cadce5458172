package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

// options are the flags that mean the same in every command; each command binds
// those it takes.
type options struct {
	format    string
	table     string
	figures   string
	size      string
	out       string
	force     bool           // replace results of another command
	command   *cobra.Command // whose results they are
	results   string         // what they are, such as compare
	world     string
	until     int
	against   string
	outcome   string
	members   int
	seed      uint64
	dryRun    bool
	mixed     bool
	anyStart  bool                  // paths may start in another year than the shared history
	from      string                // which draws: fitted or prior
	bias      float64               // of fitted draws
	chosen    *pflag.Flag           // --draws; nil where the command has none
	posterior string                // file of a fit
	anyway    bool                  // accept a fit of few draws
	fit       *ensemble.Posterior   // read from it
	ended     *pflag.Flag           // --until
	found     []*scenarios.Scenario // the paths found so far
	words     func() io.Writer      // where warnings go
}

// warn prints warnings of files.
func (o *options) warn(warnings scenarios.Mistakes) {
	for _, w := range warnings {
		fmt.Fprintln(o.words(), w)
	}
}

// choice is a flag that takes one of a few words.
type choice struct {
	value *string
	known []string
}

func (c *choice) String() string { return *c.value }
func (c *choice) Type() string   { return "word" }

// Set takes a known word and refuses others, naming the closest.
func (c *choice) Set(word string) error {
	if !slices.Contains(c.known, word) {
		return errors.New("not supported; " + scenarios.Instead(word, c.known))
	}
	*c.value = word
	return nil
}

func (o *options) bindFormat(c *cobra.Command) {
	o.words = c.ErrOrStderr
	o.format = "text"
	c.Flags().Var(&choice{&o.format, []string{"text", "md", "json", "csv"}}, "format", "form of the printed answer: text, md, json or csv")
	c.Flags().StringVar(&o.table, "table", "", "show this table only; list names them, all shows every table")
}

func (o *options) bindWorld(c *cobra.Command) {
	o.words = c.ErrOrStderr
	c.Flags().StringVar(&o.world, "world", "central", "assumptions: a built-in world ("+strings.Join(scenarios.WorldNames(), ", ")+") or a world file")
}

func (o *options) bindUntil(c *cobra.Command) {
	o.words = c.ErrOrStderr
	c.Flags().IntVar(&o.until, "until", model.DefaultEnd.Year()-1, "last year of the run")
	o.ended = c.Flags().Lookup("until")
}

func (o *options) bindAgainst(c *cobra.Command) {
	o.words = c.ErrOrStderr
	c.Flags().StringVar(&o.against, "against", scenarios.Reference, "path that the others are compared with")
}

func (o *options) bindOutcome(c *cobra.Command, usual string) {
	c.Flags().StringVar(&o.outcome, "outcome", usual, "outcome to look at (describe outcomes lists them)")
}

func (o *options) bindMembers(c *cobra.Command, usual int) {
	c.Flags().IntVar(&o.members, "members", usual, "number of draws of the uncertain parameters")
}

func (o *options) bindSeed(c *cobra.Command) {
	c.Flags().Uint64Var(&o.seed, "seed", 1, "seed of the draws; equal seeds give equal draws")
}

// bindMixed lets a path's file set assumptions.
func (o *options) bindMixed(c *cobra.Command) {
	c.Flags().BoolVar(&o.mixed, "mixed", false, "let a path's file set assumptions too; every table and figure then says so")
}

// findPath is the path named; where the command allows it, one that sets
// assumptions.
func (o *options) findPath(name string) (*scenarios.Scenario, error) {
	s, err := o.readPath(name)
	if err == nil {
		o.warn(s.Warnings)
		o.found = append(o.found, s)
	}
	return s, err
}

// readPath is findPath without a word about warnings.
func (o *options) readPath(name string) (*scenarios.Scenario, error) {
	if o.mixed {
		return scenarios.FindMixed(name)
	}
	return scenarios.Find(name)
}

// horizon is the time from the common start to the end of the last year: that of
// --until if it is given, else the one that the files of the paths found say,
// else the usual one.
func (o *options) horizon() (model.Horizon, error) {
	h := model.DefaultHorizon
	for _, s := range o.found {
		switch {
		case s.Start == 0:
		case !o.anyStart:
			return h, usageError{Err: scenarios.OwnStartError(s.Name, s.Start)}
		default:
			h.Start = s.Start // of all paths, or they cannot run in one world
		}
	}
	first, last := h.PolicyStart().Year(), scenarios.LastYear
	if o.until < first || o.until > last {
		return h, usagef("--until %d: is outside the years the model runs (%d to %d)", o.until, first, last)
	}
	if !o.ended.Changed {
		o.until = model.DefaultEnd.Year() - 1
		end, err := scenarios.CommonEnd(o.found...)
		if err != nil {
			return h, usageError{Err: err}
		}
		if end != 0 {
			o.until = end.Year() - 1
		}
	}
	h.End = model.NewYear(o.until + 1)
	return h, nil
}

// findWorld is the chosen world.
func (o *options) findWorld() (*scenarios.World, error) {
	w, err := scenarios.FindWorld(o.world)
	if err == nil {
		o.warn(w.Warnings)
		if w.Start != 0 && !o.anyStart {
			err = usageError{Err: scenarios.OwnStartError(w.Name, w.Start)}
		}
	}
	if err != nil {
		return nil, err
	}
	return o.fitted(w)
}

// findOutcome is the chosen outcome.
func (o *options) findOutcome() (*model.Outcome, error) {
	if outcome := model.FindOutcome(o.outcome); outcome != nil {
		return outcome, nil
	}
	return nil, &scenarios.UnknownError{Thing: "outcome", Name: o.outcome, Known: model.OutcomeNames()}
}

// findScenarios are the paths named, or the built-in ones if none is, together
// with the one to compare with, which comes first if it was not named.
func (o *options) findScenarios(names []string) (list []*scenarios.Scenario, reference *scenarios.Scenario, err error) {
	o.found = nil
	if len(names) == 0 {
		names = scenarios.BuiltinNames()
	}
	if !slices.Contains(names, o.against) {
		names = append([]string{o.against}, names...)
	}
	seen := map[string]string{}
	for _, name := range names {
		s, err := o.findPath(name)
		if err != nil {
			return nil, nil, err
		}
		if other, twice := seen[s.Name]; twice {
			return nil, nil, usagef("scenario %s: is named twice, by %s and %s (each path once, files under different names)", s.Name, other, name)
		}
		seen[s.Name] = name
		list = append(list, s)
		if name == o.against {
			reference = s
		}
	}
	return list, reference, nil
}

// bothSums is the usual choice of outcomes wherever paths are ranked.
const bothSums = "deaths_civilian_security,deaths_all"

// findOutcomes are the chosen outcomes, separated by commas.
func (o *options) findOutcomes() ([]*model.Outcome, error) {
	var list []*model.Outcome
	for _, name := range strings.Split(o.outcome, ",") {
		outcome := model.FindOutcome(name)
		if outcome == nil {
			return nil, &scenarios.UnknownError{Thing: "outcome", Name: name, Known: model.OutcomeNames()}
		}
		if slices.Contains(list, outcome) {
			return nil, usagef("--outcome %s: is named twice (each once)", name)
		}
		list = append(list, outcome)
	}
	return list, nil
}

// findPair are the two paths named or, if none is, those that the essay sets
// against each other.
func (o *options) findPair(names []string) (a, b *scenarios.Scenario, err error) {
	if len(names) == 0 {
		names = scenarios.Contrast[:]
	}
	if a, err = o.findPath(names[0]); err != nil {
		return nil, nil, err
	}
	if b, err = o.findPath(names[1]); err != nil {
		return nil, nil, err
	}
	if a.Name == b.Name {
		return nil, nil, usagef("scenario %s: cannot be set against itself (two paths, files under different names)", a.Name)
	}
	return a, b, nil
}

// atLeast refuses a number of draws or points that is too small.
func atLeast(flag string, value, least int) error {
	if value < least {
		return usagef("--%s %d: is too few (%d or more)", flag, value, least)
	}
	return nil
}

// findQuestion is what most audits ask about: the chosen outcomes, in the chosen
// world, until the chosen year.
func (o *options) findQuestion() (outcomes []*model.Outcome, world *scenarios.World, h model.Horizon, err error) {
	if outcomes, err = o.findOutcomes(); err != nil {
		return nil, nil, h, err
	}
	if world, err = o.findWorld(); err != nil {
		return nil, nil, h, err
	}
	h, err = o.horizon()
	return outcomes, world, h, err
}
