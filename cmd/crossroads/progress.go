package main

import (
	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/output"
)

// bindDryRun adds the flag of commands that take long.
func (o *options) bindDryRun(c *cobra.Command) {
	c.Flags().BoolVar(&o.dryRun, "dry-run", false, "say how many runs it takes, and run nothing")
}

// progress tells on a terminal how far long work is; see output.Progress.
type progress struct{ *output.Progress }

// newProgress begins to follow work of so many runs.
func newProgress(c *cobra.Command, total int) *progress {
	return &progress{output.NewProgress(c.ErrOrStderr(), total)}
}

// add counts more runs as done.
func (p *progress) add(runs int) { p.Add(runs) }

// end clears the line.
func (p *progress) end() { p.End() }
