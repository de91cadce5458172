// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/claims"
	"crossroads/scenarios/runs/batch"
	"crossroads/scenarios/runs/effect"
	"crossroads/scenarios/runs/evidence"
)

// NewExplain makes the command that says where a number comes from.
func NewExplain() *cobra.Command {
	var o flags.Options
	c := &cobra.Command{
		Use:   "explain NAME",
		Short: "Explain a number, its source and effect",
		Long: model.Label + `

Explains any name: an outcome, an assumption, a lever, a lever on a path (kinetic.operations_tempo), a series, a row of
the evidence table (E08), a path, a world, a shock or a claim (claim-5). Your own files work too: a path or world
(my.yaml) or a lever of a path (my.yaml.investment). Shows the value, the equation, the evidence with its doubt, and how
far the headline outcomes move over the documented range.`,
		Example: `  crossroads explain suppression
  crossroads explain E08
  crossroads explain kinetic.operations_tempo --world backlash
  crossroads explain my.yaml.investment`,
		Args: flags.OneArgument("name"),
	}
	o.BindFormat(c)
	o.BindWorld(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		world, err := o.FindWorld()
		if err != nil {
			return err
		}
		e, err := NewExplainer(c.Context(), world)
		if err != nil {
			return err
		}
		d, err := e.Explain(args[0])
		if err != nil {
			return err
		}
		return o.Show(c, d)
	}
	return c
}

// explainer answers for names in one world. What takes runs is carried out
// once, when an answer first needs it.
type explainer struct {
	ctx      context.Context
	world    *scenarios.World
	paths    []*scenarios.Scenario // the main paths
	runs     []*scenarios.Run      // of the main paths
	compared []evidence.Comparison
	effects  *effect.Table
}

// NewExplainer makes an explainer that answers in one world.
func NewExplainer(ctx context.Context, world *scenarios.World) (*explainer, error) {
	e := &explainer{ctx: ctx, world: world}
	var err error
	if e.paths, err = mainPaths(); err != nil {
		return nil, err
	}
	if e.runs, err = batch.Runs(world, model.DefaultHorizon, e.paths...); err != nil {
		return nil, err
	}
	history, err := batch.History(world)
	if err != nil {
		return nil, err
	}
	e.compared = evidence.Compare(history.Trajectory, model.EvidenceTable)
	return e, nil
}

// measured is what every parameter does to every outcome of the main paths.
func (e *explainer) measured() (*effect.Table, error) {
	if e.effects == nil {
		var err error
		if e.effects, err = effect.Measure(e.ctx, e.world, e.paths, model.DefaultHorizon); err != nil {
			return nil, err
		}
	}
	return e.effects, nil
}

// An explanation is what explain says of one name: sentences, and tables.
type explanation struct {
	says   []string
	tables []*table.Table
}

// Explain answers for everything of that name; one name may be a lever and a
// path.
func (e *explainer) Explain(name string) (*table.Document, error) {
	d := &table.Document{Title: name + ": meaning, source and effect", Facts: table.Facts(table.Fact{Name: "world", Cell: table.Name{Name: e.world.Name, Label: e.world.Marked()}})}
	var err error
	add := func(x explanation, failed error) {
		d.Answer, d.Tables = append(d.Answer, x.says...), append(d.Tables, x.tables...)
		err = cmp.Or(err, failed)
	}
	if o := model.FindOutcome(name); o != nil {
		add(e.outcome(o))
	}
	if p := model.FindParameter(name); p != nil {
		add(e.parameter(p))
	}
	if l := model.FindLever(name); l != nil {
		add(e.lever(l))
	}
	if s := model.FindSeries(name); s != nil {
		add(e.series(s), nil)
	}
	if row := model.FindEvidence(name); row != nil {
		add(e.evidence(row), nil)
	}
	switch path, lever, dotted := cutLast(name, "."); {
	case isFile(name):
		add(e.file(name))
	case dotted && (isFile(path) || slices.Contains(scenarios.PathNames(), path)):
		add(e.pathValue(path, lever))
	case dotted:
		return nil, &scenarios.UnknownError{Thing: "path", Name: path, Known: scenarios.PathNames()}
	}
	if slices.Contains(scenarios.PathNames(), name) {
		add(e.path(name))
	}
	if slices.Contains(scenarios.WorldNames(), name) {
		add(e.anotherWorld(name))
	}
	for i := range scenarios.ShockTable {
		if k := &scenarios.ShockTable[i]; k.Name == name {
			add(aboutShock(k), nil)
		}
	}
	for i := range claims.Table() {
		if c := &claims.Table()[i]; claimName(c) == name {
			add(aboutClaim(c), nil)
		}
	}
	switch {
	case err != nil:
		return nil, err
	case d.Answer == nil:
		return nil, unexplained(name)
	}
	return d, nil
}

// cutLast cuts a name at the last separator.
func cutLast(name, separator string) (before, after string, found bool) {
	i := strings.LastIndex(name, separator)
	if i < 0 {
		return name, "", false
	}
	return name[:i], name[i+len(separator):], true
}

// isFile tells the name of a file from that of anything built in.
func isFile(name string) bool {
	ext := filepath.Ext(name)
	return name == "-" || ext == ".yaml" || ext == ".yml"
}

// claimName is the name by which a claim is asked for.
func claimName(c *claims.Claim) string { return fmt.Sprintf("claim-%d", c.Number) }

// Explainable lists every name that explain answers for.
func Explainable() []string {
	names := slices.Concat(model.OutcomeNames(), model.ParameterNames(), model.LeverNames(), model.SeriesNames(), model.EvidenceIDs(), scenarios.PathNames(), scenarios.WorldNames())
	for _, path := range scenarios.PathNames() {
		for _, lever := range model.LeverNames() {
			names = append(names, path+"."+lever)
		}
	}
	for i := range scenarios.ShockTable {
		names = append(names, scenarios.ShockTable[i].Name)
	}
	for i := range claims.Count { // without their paths, which take longer to read than the Tab key may
		names = append(names, fmt.Sprintf("claim-%d", i+1))
	}
	return names
}

// unexplained refuses a name; a list of all would fill the screen.
func unexplained(name string) error {
	next := "crossroads describe lists outcomes, parameters, levers, stocks, evidence, scenarios and worlds"
	if c := scenarios.Closest(name, Explainable()); c != "" {
		next = fmt.Sprintf("did you mean %s?", c)
	}
	return flags.Usagef("unknown name %q; %s", name, next)
}
