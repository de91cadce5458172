// SPDX-License-Identifier: Apache-2.0

package flags

import (
	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/output"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

// Audit are the flags of every audit that draws assumptions: how its answer is
// shown, what is asked, and under which draws.
type Audit struct {
	Output
	Question
	Draws
}

// Bind adds the flags that every such audit takes. Members is its usual number of
// draws, and why says in the help why that is not UsualMembers. One world or several, and a reference path, are bound by the audits that
// take them.
func (a *Audit) Bind(c *cobra.Command, members int, why ...string) {
	a.BindAudit(c)
	a.BindUntil(c)
	a.BindOutcome(c, BothCounts)
	a.BindMembers(c, members, why...)
	a.BindFrom(c)
	a.BindPosterior(c)
}

// Asked is what the flags of an audit ask, as read.
type Asked struct {
	Outcomes []*model.Outcome
	World    *scenarios.World   // the first of Worlds
	Worlds   []*scenarios.World // one, unless the command takes several
	Horizon  model.Horizon
	Members  int
	Draws    ensemble.Draws
}

// Read reads what is asked once the paths are found. At least so many draws are
// needed.
func (a *Audit) Read(least int) (asked Asked, err error) {
	if asked, err = a.Question.Read(); err != nil {
		return asked, err
	}
	if err = AtLeast("members", a.Members, least); err != nil {
		return asked, err
	}
	if asked.Draws, err = a.Draws.Find(); err != nil {
		return asked, err
	}
	asked.Members = a.Members
	asked.Worlds = asked.Draws.Centred(asked.Worlds)
	asked.World = asked.Worlds[0]
	return asked, nil
}

// Read reads outcomes, worlds and horizon once the paths are found.
func (q *Question) Read() (asked Asked, err error) {
	if asked.Outcomes, err = q.FindOutcomes(); err != nil {
		return asked, err
	}
	if q.several {
		asked.Worlds, err = q.FindWorlds()
	} else {
		asked.World, err = q.FindWorld()
		asked.Worlds = []*scenarios.World{asked.World}
	}
	if err != nil {
		return asked, err
	}
	asked.World = asked.Worlds[0]
	asked.Horizon, err = q.Horizon()
	return asked, err
}

// Asks makes a command ask the audit that read makes of the names given.
func Asks[A output.Audit](c *cobra.Command, o *Output, read func(names []string) (A, error)) *cobra.Command {
	c.RunE = func(c *cobra.Command, names []string) error {
		a, err := read(names)
		if err != nil {
			return err
		}
		return o.Ask(c, a)
	}
	return c
}
