// SPDX-License-Identifier: Apache-2.0

// Package evidence holds the commands for ledgers of counts that users write.
package evidence

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/ledger"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/counts"
)

// New makes the commands for ledgers.
func New() *cobra.Command {
	c := &cobra.Command{
		Use:   "evidence",
		Short: "Write, check and show your own counts",
		Long: model.Label + `

An evidence table is a CSV file with your own counts: one row per figure, per year or per incident. Three columns suffice.
crossroads calibrate fits the model to it; crossroads describe evidence shows what others counted.`,
		Example: `  crossroads evidence new my-counts.csv
  crossroads evidence validate my-counts.csv
  crossroads evidence show my-counts.csv
  crossroads calibrate --evidence my-counts.csv --world-out my-world.yaml --out fitted`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return flags.Usagef("%s", scenarios.Unknown("command", args[0], []string{"new", "validate", "show"}))
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newNew(), newValidate(), newShow())
	return c
}

// newNew makes the command that writes a ledger to begin from.
func newNew() *cobra.Command {
	form, force := ledger.Forms[0], false
	c := &cobra.Command{
		Use:   "new FILE.csv",
		Short: "Write a commented evidence table to begin from",
		Long: model.Label + `

Writes a table with example figures and comments. Forms: figures (one row per figure), years (one row per year, a column
per count), incidents (one row per incident, summed to years by the program).`,
		Example: "  crossroads evidence new my-counts.csv\n  crossroads evidence new incidents.csv --form incidents",
		Args:    ledgers(1, 1),
	}
	c.Flags().Var(&flags.Choice{Word: &form, Known: ledger.Forms}, "form", "form of the table: "+strings.Join(ledger.Forms, ", "))
	c.Flags().BoolVar(&force, "force", false, "overwrite an existing file")
	c.RunE = func(c *cobra.Command, args []string) error {
		name := args[0]
		if !strings.HasSuffix(name, ".csv") {
			return flags.Usagef("%s: the name of an evidence table ends in .csv", name)
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := output.PutFile(name, []byte(ledger.Example(form)), force); err != nil {
			return err
		}
		fmt.Fprintf(c.ErrOrStderr(), "Wrote %s. Next: put your figures in, then crossroads evidence validate %s\n", name, name)
		return nil
	}
	return c
}

// ledgers refuses fewer or more files than a command takes.
func ledgers(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < least || len(args) > most {
			return flags.Usagef("%s needs an evidence table, for example: %s my-counts.csv", c.Name(), c.CommandPath())
		}
		return nil
	}
}

// newValidate makes the command that checks ledgers.
func newValidate() *cobra.Command {
	return &cobra.Command{
		Use:   "validate FILE.csv... | -",
		Short: "Read evidence tables and name every mistake",
		Long: model.Label + `

Reads tables (CSV or Parquet; - is standard input), names every mistake with its place and what would be right, and says
what a fit would use. Exit 1 if any file has a mistake.`,
		Example: "  crossroads evidence validate my-counts.csv",
		Args:    ledgers(1, 1<<30),
		RunE: func(c *cobra.Command, args []string) error {
			var faults []error
			for _, name := range args {
				l, err := flags.ReadLedger(name, c.ErrOrStderr())
				if err != nil {
					faults = append(faults, err)
					continue
				}
				fmt.Fprintln(c.OutOrStdout(), summary(name, l))
			}
			return errors.Join(faults...)
		},
	}
}

// summary says what is in a ledger and what a fit would use of it.
func summary(name string, l *ledger.Ledger) string {
	targets, left := counts.Targets(l.Rows, "", model.Fork)
	bounds := 0
	for i := range targets {
		if counts.IsBound(targets[i].Evidence) {
			bounds++
		}
	}
	words := fmt.Sprintf("%s: %s without mistakes. A fit uses %d", name, figures(len(l.Rows)), len(targets))
	if bounds > 0 {
		words += fmt.Sprintf(", of them %d as bounds or zeros", bounds)
	}
	if l.Summed {
		words += "; they are sums over incidents"
	}
	var idle []string
	for _, x := range left {
		idle = append(idle, x.ID+" ("+x.Why+")")
	}
	for i := range l.Rows {
		if l.Rows[i].Observes == nil {
			idle = append(idle, l.Rows[i].ID+" (observes nothing)")
		}
	}
	if len(idle) > 0 {
		shown := idle[:min(len(idle), 5)]
		words += ". It leaves out " + strings.Join(shown, ", ")
		if more := len(idle) - len(shown); more > 0 {
			words += fmt.Sprintf(" and %d more", more)
		}
	}
	return words + "."
}

func figures(n int) string {
	if n == 1 {
		return "1 figure"
	}
	return fmt.Sprintf("%d figures", n)
}

// newShow makes the command that sets a ledger beside what others counted.
func newShow() *cobra.Command {
	var o flags.Output
	var q flags.Question
	c := &cobra.Command{
		Use:   "show FILE.csv | -",
		Short: "Show your counts beside those of others",
		Long: model.Label + `

Shows every figure of a table as it is read, beside other counts of the same thing in the same months and beside the
model. Where a source counts an unknown share of attacks, its own number stands.`,
		Example: "  crossroads evidence show my-counts.csv\n  crossroads evidence show my-counts.csv --world my-world.yaml",
		Args:    ledgers(1, 1),
	}
	o.BindFormat(c)
	q.BindWorld(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		l, err := flags.ReadLedger(args[0], c.ErrOrStderr())
		if err != nil {
			return err
		}
		world, err := q.FindWorld()
		if err != nil {
			return err
		}
		run, err := batch.History(world)
		if err != nil {
			return err
		}
		d := document(l, world, l.SetBeside(run.Trajectory))
		return d.Write(c.OutOrStdout(), o.Format, o.Table)
	}
	return c
}

// document shows a ledger beside others.
func document(l *ledger.Ledger, world *scenarios.World, rows []ledger.Beside) *table.Document {
	t := &table.Table{Name: "counts", Title: "Your counts, those of others, and the model", Columns: []table.Column{
		table.Words("id", "id", 24), table.Words("observes", "observes", 20), table.Numbers("value", "yours", ""), table.Ranges("range", "low to\nhigh", ""),
		table.Words("hedge", "hedge", 10), table.Ranges("others", "others", ""), table.Words("sources", "who", 20), table.Numbers("model", "model", ""),
	}}
	outside := 0
	for i := range rows {
		b := &rows[i]
		e := b.Figure
		cells := []table.Cell{table.Word(e.ID), table.Name{Name: e.Observes.String(), Label: ledger.Words(e.Observes)}, table.Input{V: *e.Value, U: e.Unit}, table.Cell(table.Nothing{}), table.Cell(table.Nothing{}),
			table.Cell(table.Nothing{}), table.Word(strings.Join(b.Sources(), ", ")), table.Cell(table.Nothing{})}
		if *e.Low < *e.High {
			cells[3] = table.Range{Low: *e.Low, High: *e.High, U: e.Unit, Exact: true}
		}
		if e.Hedge != "none" {
			cells[4] = table.Word(e.Hedge)
		}
		if len(b.Others) > 0 {
			cells[5] = table.Range{Low: b.Low, High: b.High, U: e.Unit, Exact: true}
			if *e.Value < b.Low || *e.Value > b.High {
				outside++
			}
		}
		if !b.Outside {
			cells[7] = table.Number{V: b.Model, U: e.Unit}
		}
		t.Add(cells...)
	}
	d := &table.Document{
		Command: "evidence show", Single: true, Title: "Counts of " + l.Name + " beside those of others", Tables: []*table.Table{t},
		Facts: table.Facts(table.Fact{Name: "world", Cell: table.World(world)}, table.Fact{Name: "figures", Cell: table.Count(len(l.Rows))}),
	}
	compared := len(rows) - len(slices.DeleteFunc(slices.Clone(rows), func(b ledger.Beside) bool { return len(b.Others) > 0 }))
	d.Answer = []string{fmt.Sprintf("Others counted the same as %d of %s. Outside their range: %d.", compared, figures(len(rows)), outside)}
	t.Notes = []string{"Others: the lowest and the highest figure of the built-in evidence for the same thing and months."}
	if idle := len(l.Rows) - len(rows); idle > 0 {
		d.Notes = append(d.Notes, fmt.Sprintf("%d rows observe nothing and are not shown.", idle))
	}
	return d
}
