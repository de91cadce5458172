// SPDX-License-Identifier: Apache-2.0

package start

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/difference"
)

// newScenarioDiff makes the command that says in what two files differ.
func newScenarioDiff() *cobra.Command {
	var o flags.Options
	var path string
	c := &cobra.Command{
		Use:   "diff A B",
		Short: "Show how two paths or worlds differ, and each difference's effect",
		Long: model.Label + `

Lists the values of B that differ from those of A, by how much and in which unit. Then says how far each difference
alone, applied to A, changes both death counts and the attacks, and what the differences do only together. A and B are
two paths, or two worlds.`,
		Example: "  crossroads scenario diff three-pillar my.yaml --world backlash\n  crossroads scenario diff central my-world.yaml --path kinetic",
		Args:    twoFiles,
	}
	o.BindFormat(c)
	o.BindMixed(c)
	o.BindWorld(c)
	o.BindUntil(c)
	o.BindOutcome(c, flags.BothCounts+",attacks")
	c.Flags().StringVar(&path, "path", scenarios.Reference, "path run in both worlds, where A and B are worlds")
	c.RunE = func(c *cobra.Command, args []string) error {
		r, err := diffReport(c, &o, path, args)
		if err != nil {
			return err
		}
		return blocks.Show(c, &o.Output, r)
	}
	return c
}

// twoFiles refuses any other number of names than two.
func twoFiles(c *cobra.Command, args []string) error {
	if len(args) != 2 {
		return flags.Usagef("%s needs two paths or two worlds (%d given)", c.CommandPath(), len(args))
	}
	return nil
}

// diffReport is the differences of two files.
func diffReport(c *cobra.Command, o *flags.Options, path string, names []string) (*blocks.Report, error) {
	a, err := find(o, names[0])
	if err != nil {
		return nil, err
	}
	b, err := find(o, names[1])
	if err != nil {
		return nil, err
	}
	if a.path != nil && b.path != nil {
		o.Found(a.path, b.path)
	}
	outcomes, world, h, err := o.Find()
	if err != nil {
		return nil, err
	}
	var d *difference.Difference
	var measured blocks.Fact
	switch {
	case a.kind() != b.kind():
		return nil, flags.Usagef("%s is a %s and %s a %s: nothing in them can be compared (two paths or two worlds)", names[0], a.kind(), names[1], b.kind())
	case a.world == nil && c.Flags().Changed("path"):
		return nil, flags.Usagef("--path %s: is for two worlds (two paths are run in --world)", path)
	case a.world == nil:
		measured = blocks.Fact{Name: "world", Value: world.Marked()}
		d, err = difference.Paths(a.path, b.path, world, h, outcomes)
	case c.Flags().Changed("world"):
		return nil, flags.Usagef("--world %s: is for two paths (two worlds are set against each other on --path)", o.World)
	default:
		s, missing := scenarios.Find(path)
		if missing != nil {
			return nil, missing
		}
		measured = blocks.Fact{Name: "path", Value: s.Name}
		d, err = difference.Worlds(a.world, b.world, s, h, outcomes)
	}
	if err != nil {
		return nil, err
	}
	r := &blocks.Report{
		Title:  fmt.Sprintf("In what the %s %s (B) differs from %s (A)", a.kind(), names[1], names[0]),
		Facts:  blocks.Facts(measured, blocks.Fact{Name: "until", Value: fmt.Sprint(flags.LastYear(h))}, blocks.Fact{Name: "A", Value: a.marks()}, blocks.Fact{Name: "B", Value: b.marks()}),
		Blocks: []blocks.Block{changedValues(d)},
	}
	if len(d.Changes) == 0 {
		r.Blocks = nil
		r.Sentences = []string{"No value differs."}
		return r, nil
	}
	r.Blocks = append(r.Blocks, changedOutcomes(d))
	r.Sentences = sumsDisagree(d)
	return r, nil
}

// changedValues lists what differs.
func changedValues(d *difference.Difference) blocks.Block {
	t := blocks.Block{Name: "differences", Title: "What differs", Columns: []blocks.Column{{Name: "value", Head: "value", Width: 19}, {Name: "unit", Head: "unit", Width: 16}, {Name: "a", Head: "A", Width: 19}, {Name: "b", Head: "B", Width: 19}, {Name: "difference", Head: "B minus A", Width: 16}}}
	for i := range d.Changes {
		change := &d.Changes[i]
		t.Rows = append(t.Rows, []any{change.Name, change.Unit, cmp.Or(change.First, "–"), cmp.Or(change.Second, "–"), changeWords(change)})
	}
	return t
}

// changeWords is by how much the second value exceeds the first, over time.
func changeWords(c *difference.Change) string {
	switch {
	case c.Unit == "":
		return ""
	case c.Low == c.High:
		return plots.Plus(exactly(c.Low))
	default:
		return plots.Plus(exactly(c.Low)) + " to " + plots.Plus(exactly(c.High))
	}
}

// exactly writes a difference in six digits, without those that subtracting one
// decimal from another adds.
func exactly(v float64) string {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 6, 64), 64)
	return strings.ReplaceAll(strconv.FormatFloat(rounded, 'f', -1, 64), "-", "−")
}

// changedOutcomes says what each change does alone, all together, and what does
// not add up.
func changedOutcomes(d *difference.Difference) blocks.Block {
	t := blocks.Block{Name: "effects", Title: "What each does alone to A", Columns: []blocks.Column{{Name: "change", Head: "change", Width: 40}}}
	for _, o := range d.Outcomes {
		t.Columns = append(t.Columns, blocks.Column{Name: o.Name, Head: o.Short, Width: 0})
	}
	row := func(name string, of func(outcome int) float64) {
		cells := []any{name}
		for i, o := range d.Outcomes {
			cells = append(cells, blocks.SignedAmount{Value: of(i), Unit: o.Unit})
		}
		t.Rows = append(t.Rows, cells)
	}
	for i := range d.Changes {
		change := &d.Changes[i]
		row(changeName(change), func(outcome int) float64 { return change.Alone[outcome] })
	}
	row("added up", d.Sum)
	row("remainder: what they do together", d.Remainder)
	row("B minus A", d.Total)
	t.Notes = []string{"Each row but the last three: A with that value as in B and all else as in A, minus A. The remainder is B minus A, minus the sum."}
	return t
}

// sumsDisagree names the changes with which one sum of the killed falls and the
// other rises.
func sumsDisagree(d *difference.Difference) []string {
	narrow := slices.Index(d.Outcomes, model.FindOutcome("deaths_civilian_security"))
	all := slices.Index(d.Outcomes, model.FindOutcome("deaths_all"))
	if narrow < 0 || all < 0 {
		return nil
	}
	var names []string
	for i := range d.Changes {
		if c := &d.Changes[i]; c.Alone[narrow]*c.Alone[all] < 0 {
			names = append(names, c.Name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []string{"The two death counts disagree: " + table.Sentence(names) + " alone lowers one and raises the other."}
}

// changeName tells a change from others of the same name.
func changeName(c *difference.Change) string {
	if c.Unit != "" {
		return c.Name
	}
	words := c.Second
	if words == "" {
		words = "without " + c.First
	}
	return c.Name + ": " + words
}
