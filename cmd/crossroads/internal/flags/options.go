// SPDX-License-Identifier: Apache-2.0

package flags

import (
	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/output"
	"crossroads/model"
	"crossroads/scenarios"
)

// Options are the flags of a command that asks, draws and shows in ways of its own.
// The command binds those it takes.
type Options struct {
	Question
	Draws
	Output

	command *cobra.Command // whose results they are
	results string         // what they are, such as compare
}

// BindOut adds the folder for files and refuses one that cannot be written before
// anything is computed.
func (o *Options) BindOut(c *cobra.Command) {
	o.stderr, o.command = c.ErrOrStderr, c
	if o.results == "" {
		o.results = c.Name()
	}
	o.BindFolder(c, o.results)
	c.PreRunE = func(*cobra.Command, []string) error {
		if o.DryRun {
			return nil
		}
		f, err := o.OpenFolder()
		if err == nil {
			f.Discard()
		}
		return err
	}
}

// BindFormat adds the form of what is printed.
func (o *Options) BindFormat(c *cobra.Command) {
	o.stderr = c.ErrOrStderr
	o.Output.BindFormat(c)
}

// Results names what the results are, where it is not the command.
func (o *Options) Results(name string) { o.results = name }

// OpenFolder makes the folder, if need be, and a draft inside it.
func (o *Options) OpenFolder() (*output.Folder, error) {
	return output.Open(o.Out, o.results, o.Force)
}

// NewManifest describes the command line over the given paths and worlds.
func (o *Options) NewManifest(h model.Horizon, paths []*scenarios.Scenario, worlds ...*scenarios.World) *output.Manifest {
	return output.NewManifest(output.Args(o.command.Context()), output.Source{Paths: paths, Worlds: worlds, Horizon: h})
}

// FindWorld is the chosen world, with the values that fit closest in place of the
// central ones if a fit is chosen. A command that draws takes a file without them,
// too.
func (o *Options) FindWorld() (*scenarios.World, error) {
	w, err := o.Question.FindWorld()
	if err != nil {
		return nil, err
	}
	p, err := o.FindPosterior()
	if p == nil || err != nil || o.from != nil && !p.HasCentre() {
		return w, err
	}
	return p.In(w)
}

// Find is what most commands ask about: the chosen outcomes, in the chosen world,
// until the chosen year.
func (o *Options) Find() (outcomes []*model.Outcome, world *scenarios.World, h model.Horizon, err error) {
	if outcomes, err = o.FindOutcomes(); err != nil {
		return nil, nil, h, err
	}
	if world, err = o.FindWorld(); err != nil {
		return nil, nil, h, err
	}
	h, err = o.Horizon()
	return outcomes, world, h, err
}

// BindFrom adds the flags that say whether draws agree with the counts, and those
// of a fit that brings draws of its own.
func (o *Options) BindFrom(c *cobra.Command) {
	o.Draws.BindFrom(c)
	o.BindPosterior(c)
}
