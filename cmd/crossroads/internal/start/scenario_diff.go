// SPDX-License-Identifier: Apache-2.0

package start

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

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
		d, err := diff(c, &o, path, args)
		if err != nil {
			return err
		}
		return o.Show(c, d)
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

// diff is in what two files differ, and what each difference does.
func diff(c *cobra.Command, o *flags.Options, path string, names []string) (*table.Document, error) {
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
	var measured table.Fact
	switch {
	case a.kind() != b.kind():
		return nil, flags.Usagef("%s is a %s and %s is a %s (compare two paths or two worlds)", names[0], a.kind(), names[1], b.kind())
	case a.world == nil && c.Flags().Changed("path"):
		return nil, flags.Usagef("--path %s: applies to two worlds (to run two paths in a world, use --world)", path)
	case a.world == nil:
		measured = table.Fact{Name: "world", Cell: table.Name{Name: world.Name, Label: world.Marked()}}
		d, err = difference.Paths(a.path, b.path, world, h, outcomes)
	case c.Flags().Changed("world"):
		return nil, flags.Usagef("--world %s: applies to two paths (to compare two worlds, use --path)", o.World)
	default:
		s, missing := scenarios.Find(path)
		if missing != nil {
			return nil, missing
		}
		measured = table.Fact{Name: "path", Cell: table.Word(s.Name)}
		d, err = difference.Worlds(a.world, b.world, s, h, outcomes)
	}
	if err != nil {
		return nil, err
	}
	found := &table.Document{
		Title:  fmt.Sprintf("In what the %s %s (B) differs from %s (A)", a.kind(), names[1], names[0]),
		Facts:  table.Facts(measured, table.Fact{Name: "until", Cell: table.Year(flags.LastYear(h))}, table.Fact{Name: "A", Cell: table.Word(a.marks())}, table.Fact{Name: "B", Cell: table.Word(b.marks())}),
		Answer: diffSentences(d, names[0], names[1]), Tables: []*table.Table{changedValues(d), changedOutcomes(d)},
	}
	if len(d.Changes) == 0 {
		found.Tables = nil
	}
	return found, nil
}

// changedValues lists what differs.
func changedValues(d *difference.Difference) *table.Table {
	t := &table.Table{Name: "differences", Title: "What differs", Columns: []table.Column{
		table.Counts("order", "").Meaning("number of the difference"), table.Words("value", "value", 19), table.Sentences("measured_in", "unit", 16), table.Words("a", "A", 19), table.Words("b", "B", 19),
		table.Sentences("words", "B minus A", 16), table.Ranges("difference", "", "").Meaning("by how much B is more, at least and at most over time"),
	}}
	for i := range d.Changes {
		change := &d.Changes[i]
		apart := table.Cell(table.Nothing{})
		if change.Unit != "" {
			apart = table.Range{Low: change.Low, High: change.High, U: change.Unit}
		}
		t.Add(table.Count(i+1), table.Word(change.Name), table.Prose(change.Unit), wordOrNothing(change.First), wordOrNothing(change.Second), table.Prose(changeWords(change)), apart)
	}
	return t
}

// wordOrNothing is a text, or nothing where there is none.
func wordOrNothing(s string) table.Cell {
	if s == "" {
		return table.Nothing{}
	}
	return table.Word(s)
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
	return plots.Exact(rounded)
}

// changedOutcomes says what each change does alone, all together, and what does
// not add up.
func changedOutcomes(d *difference.Difference) *table.Table {
	t := &table.Table{Name: "effects", Title: "What each does alone to A", Across: "outcome", Columns: []table.Column{
		table.Counts("order", "").Meaning("number of the difference, then three of the sum"), table.Words("change", "change", 40).AsKey(), table.Words("outcome", "outcome", 0).AsKey(), table.Numbers("effect", "effect", ""),
	}, Notes: []string{"Each row but the last three: A with that value as in B and all else as in A, minus A. The remainder is B minus A, minus the sum."}}
	row := func(name string, of func(outcome int) float64) {
		order := table.Count(len(t.Rows)/len(d.Outcomes) + 1)
		for i, o := range d.Outcomes {
			t.Add(order, table.Word(name), table.Name{Name: o.Name, Label: o.Short}, table.Difference{V: of(i), U: o.Unit})
		}
	}
	for i := range d.Changes {
		change := &d.Changes[i]
		row(changeName(change), func(outcome int) float64 { return change.Alone[outcome] })
	}
	row("added up", d.Sum)
	row("remainder: what they do together", d.Remainder)
	row("B minus A", d.Total)
	return t
}

// diffSentences say by how much b exceeds a, and name the changes with which one
// death count falls and the other rises.
func diffSentences(d *difference.Difference, a, b string) []string {
	if len(d.Changes) == 0 {
		return []string{"No value differs."}
	}
	var all []string
	for i, o := range d.Outcomes {
		words := table.LowerFirst(o.Label) + " " + table.Difference{V: d.Total(i), U: o.Unit}.Text()
		if scenarios.Tied(d.First[i], d.Second[i]) {
			words += " (a tie within 5%)"
		}
		all = append(all, words)
	}
	list := []string{fmt.Sprintf("%s minus %s, from %s: %s.", b, a, table.Plural(len(d.Changes), "difference"), strings.Join(all, "; "))}
	narrow, whole := slices.Index(d.Outcomes, model.FindOutcome("deaths_civilian_security")), slices.Index(d.Outcomes, model.FindOutcome("deaths_all"))
	if narrow < 0 || whole < 0 {
		return list
	}
	var names []string
	for i := range d.Changes {
		if c := &d.Changes[i]; c.Alone[narrow]*c.Alone[whole] < 0 {
			names = append(names, c.Name)
		}
	}
	if len(names) > 0 {
		list = append(list, "The two death counts disagree: "+table.Sentence(names)+" alone lowers one and raises the other.")
	}
	return list
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
