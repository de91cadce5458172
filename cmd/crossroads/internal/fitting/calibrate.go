// SPDX-License-Identifier: Apache-2.0

package fitting

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/sink"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/calibrate"
	"crossroads/scenarios/runs/counts"
)

// calibrateOptions are the flags of calibrate.
type calibrateOptions struct {
	options
	centre, spreads bool
	world           string // file for the values that fit closest
}

// NewCalibrate makes the command that fits the history to a set of evidence.
func NewCalibrate() *cobra.Command {
	var o calibrateOptions
	c := &cobra.Command{
		Use:   "calibrate",
		Short: "Fit the model to reported figures",
		Long: model.Label + `

Draws the assumptions and the tempo of operations in 2021 to 2025, and weighs each draw by how well it fits the reported
figures. Writes the weighted draws as a posterior for other commands. The fit allows for four kinds of error: in the
figure, in its source, in its underlying reports and in its year. Six tallies of the same press
reports are not six independent measurements.

With --centre it prints the one best-fitting set of values instead. The program's central values come from there. With
--spreads it prints how far counts may lie from the model and why, and how the main conclusions move when that is halved
and doubled.`,
		Example: `  crossroads calibrate --evidence think-tank --out fitted
  crossroads calibrate --centre
  crossroads calibrate --evidence essay --bounds my-count.csv`,
		Args: flags.NoArguments,
	}
	o.BindAudit(c)
	o.BindMembers(c, 200_000, "few of them agree with the counts")
	o.bindEvidence(c)
	c.Flags().StringVar(&o.world, "world-out", "", "write the values that fit closest as a world `FILE.yaml`, for --world of any command")
	c.Flags().BoolVar(&o.centre, "centre", false, "print the calibration of central values instead")
	c.Flags().BoolVar(&o.spreads, "spreads", false, "print the spreads of the counts, and what halving and doubling them changes, instead")
	c.RunE = func(c *cobra.Command, _ []string) error {
		switch {
		case o.spreads:
			return o.showSpreads(c)
		case o.centre:
			return o.showCentre(c)
		}
		q, err := o.question()
		if err != nil {
			return err
		}
		if err := checkWorldFile(o.world); err != nil {
			return err
		}
		a := &calibration{question: q, world: o.world}
		if err := o.Ask(c, a); err != nil || !a.answered {
			return err
		}
		fmt.Fprintf(c.ErrOrStderr(), "Next: %s\n", nextCommand(filepath.Join(o.Out, "calibration.csv"), o.world))
		return nil
	}
	return c
}

// checkWorldFile refuses, before anything is computed, a world file that cannot be written.
func checkWorldFile(name string) error {
	switch {
	case name == "":
		return nil
	case !output.IsYAML(name):
		return flags.Usagef("--world-out %s: is not a YAML file (FILE.yaml)", name)
	}
	f, err := output.MakeDraft(filepath.Dir(name))
	if err != nil {
		return fmt.Errorf("--world-out %s: cannot be written: %w", name, err)
	}
	return os.Remove(f)
}

// nextCommand is what to do with a fit: to compare paths under its draws, or at its centre.
func nextCommand(posterior, world string) string {
	words := "crossroads ensemble --posterior " + posterior
	if world != "" {
		words += "   or   crossroads compare --world " + world
	}
	return words
}

// writeFile writes a file as a whole or not at all.
func writeFile(name string, write func(io.Writer) error) error {
	var text bytes.Buffer
	if err := write(&text); err != nil {
		return err
	}
	return output.PutFile(name, text.Bytes(), true)
}

// calibration is the audit.
type calibration struct {
	question calibrate.Question
	world    string
	answered bool
}

// tables are the names of the tables, in order.
func (a *calibration) tables() []string {
	names := []string{"fit", "ratio_by_year", "parameters", "combinations", "conflicts"}
	if a.question.Set != counts.ShippedSet {
		names = append(names, "not_fitted")
	}
	return names
}

// Plan says what is run and written.
func (a *calibration) Plan() output.Plan {
	return output.Plan{
		Runs:    a.question.Members,
		Words:   plots.Count(a.question.Members) + " draws of the history",
		Tables:  a.tables(),
		Files:   append([]string{"calibration.csv", "tempo.csv"}, output.TableFiles(a.tables())...),
		Figures: []string{"residuals"},
	}
}

// Run answers, and writes the world file if one is named.
func (a *calibration) Run(ctx context.Context, done func(int)) (*output.Answer, error) {
	q := a.question
	q.Done = done
	f, err := q.Answer(ctx)
	if err != nil {
		return nil, err
	}
	if f.AtCentre, err = q.CentreOnHistory(ctx); err != nil {
		return nil, err
	}
	document, err := fitDocument(f)
	if err != nil {
		return nil, err
	}
	facts := strings.Join(f.Facts(), ". ")
	answer := &output.Answer{
		Document: *document,
		Files: []output.File{
			{Name: "calibration.csv", Write: func(w io.Writer) error { return f.WritePosterior(sink.NewCSV(w)) }, Doc: facts},
			{Name: "tempo.csv", Write: func(w io.Writer) error { return f.WriteTempo(sink.NewCSV(w)) }, Doc: facts},
		},
		Figures: []*plots.Figure{plots.Residuals(f)},
		Source:  output.Source{Paths: []*scenarios.Scenario{scenarios.History()}, Worlds: []*scenarios.World{scenarios.Central()}, Horizon: history(), Seed: q.Seed, Members: q.Members},
	}
	answer.Files = append(answer.Files, output.FilesOf(document.Tables)...)
	if a.world != "" {
		if err := writeFile(a.world, f.AtCentre.WriteWorld); err != nil {
			return nil, err
		}
	}
	a.answered = true
	return answer, nil
}

// fitDocument says what was fitted, how well, and what it tells.
func fitDocument(f *calibrate.Fit) (*table.Document, error) {
	met, changes := f.TargetFits(), f.Changes()
	elsewhere, err := f.Elsewhere(recommended())
	if err != nil {
		return nil, err
	}
	missed, err := missedNote()
	if err != nil {
		return nil, err
	}
	d := &table.Document{
		Title: "The model fitted to reported figures", Facts: fitFacts(f), Answer: sentences(f, met, changes, elsewhere),
		Tables: []*table.Table{targetsTable(f, met), coursesTable(met), learntTable(changes), pairsTable(f), conflictsTable(f)},
		Notes:  append(assumptionNotes(f), missed),
	}
	if f.Question.Set != counts.ShippedSet {
		d.Tables = append(d.Tables, elsewhereTable(elsewhere))
	}
	return d, nil
}

// fitFacts are the circumstances of a fit.
func fitFacts(f *calibrate.Fit) []table.Fact {
	return []table.Fact{
		{Name: "evidence", Cell: table.Word(f.Question.EvidenceName())}, {Name: "until", Cell: table.Word((f.Question.Until - 1).String())},
		{Name: "draws", Cell: table.Count(f.Question.Members)}, {Name: "seed", Cell: table.Seed(f.Question.Seed)},
		{Name: "effective size", Cell: table.Count(int(f.Size + 0.5))}, {Name: "figures", Cell: table.Count(len(f.Targets))}, {Name: "independent figures", Cell: table.Number{V: f.Effective, U: "1"}},
	}
}
