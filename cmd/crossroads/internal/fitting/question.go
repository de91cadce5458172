// SPDX-License-Identifier: Apache-2.0

// Package fitting holds the commands that hold the model against what was counted:
// calibrate and backtest.
package fitting

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/calibrate"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/evidence"
)

// options are the flags that say what a history is fitted to.
type options struct {
	flags.Audit
	evidence, bounds string
	stderr           func() io.Writer
}

// bindEvidence adds these flags.
func (o *options) bindEvidence(c *cobra.Command) {
	o.stderr = c.ErrOrStderr
	c.Flags().StringVar(&o.evidence, "evidence", counts.ShippedSet, "figures to fit: a set of the evidence table ("+strings.Join(counts.Sets, ", ")+") or an evidence table of your own (CSV)")
	c.Flags().StringVar(&o.bounds, "bounds", "", "evidence table (CSV) of later figures that are only bounds: hedge \"at least\" or \"at most\"")
}

// question is what the flags ask.
func (o *options) question() (calibrate.Question, error) {
	q := calibrate.Question{Ledger: model.EvidenceTable, Set: o.evidence, Members: o.Members, Seed: o.Seed}
	if err := flags.AtLeast("members", o.Members, 1); err != nil {
		return q, err
	}
	if isTable(o.evidence) {
		mine, err := flags.ReadLedger(o.evidence, o.stderr())
		if err != nil {
			return q, err
		}
		q.Ledger, q.Set, q.Name = mine.Rows, "", mine.Name
	} else if !slices.Contains(counts.Sets, o.evidence) {
		return q, &scenarios.UnknownError{Thing: "evidence", Name: o.evidence, Known: counts.Sets}
	}
	if o.bounds != "" {
		bounds, err := flags.ReadLedger(o.bounds, o.stderr())
		if err != nil {
			return q, err
		}
		for i, e := range bounds.Rows {
			if !counts.IsBound(&e) {
				return q, fmt.Errorf("%s:%d: %s: hedge is %q, and every figure of --bounds is a bound (at least, or at most; for figures to fit --evidence)", o.bounds, bounds.Lines[i], e.ID, e.Hedge)
			}
		}
		q.Bounds = bounds.Rows
	}
	return q, nil
}

// isTable reports whether a value names a file with a table, not a set of evidence.
func isTable(name string) bool {
	return name == "-" || filepath.Ext(name) != "" || strings.ContainsAny(name, `/\`)
}

// refuse refuses flags that have no use beside another.
func refuse(c *cobra.Command, beside string, names ...string) error {
	for _, name := range names {
		if f := c.Flags().Lookup(name); f != nil && f.Changed {
			return flags.Usagef("--%s: has no use with %s", name, beside)
		}
	}
	return nil
}

// history is the time of the shared history.
func history() model.Horizon {
	return model.Horizon{Start: model.HistoryStart, End: model.Fork, StepsPerYear: model.DefaultHorizon.StepsPerYear}
}

// missedNote says how many figures the central values do not reproduce.
func missedNote() (string, error) {
	run, err := batch.History(scenarios.Central())
	if err != nil {
		return "", err
	}
	n := len(evidence.Missed(run.Trajectory, model.EvidenceTable))
	return fmt.Sprintf("With the central values, %s are missed by more than 15%% (crossroads describe evidence lists them).", figures(n)), nil
}

// reported is a reported figure as a cell.
func reported(e *model.Evidence) table.Input { return table.Input{V: *e.Value, U: e.Unit} }

// reportedRange is the range of the sources of a figure, if they differ.
func reportedRange(e *model.Evidence) table.Cell {
	if e.Value == nil || *e.Low == *e.High {
		return table.Nothing{}
	}
	return table.Range{Low: *e.Low, High: *e.High, U: e.Unit, Exact: true}
}

// figures is how many figures, in words.
func figures(n int) string {
	if n == 1 {
		return "1 figure"
	}
	return fmt.Sprintf("%d figures", n)
}
