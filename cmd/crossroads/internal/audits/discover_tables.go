// SPDX-License-Identifier: Apache-2.0

package audits

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/discover"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/stats/cart"
	"crossroads/scenarios/stats/prim"
)

// discovery is what a search found for one question.
type discovery struct {
	*discover.Finding
	of     table.Name // outcome or target
	what   string     // what is of interest, in a sentence: "fewer on Kinetic than on Investment"
	a, b   string     // the two paths; empty for rows of a table
	cases  string     // draws or rows
	search prim.Options
}

// pathDiscovery is what a search of draws found for one outcome of two paths.
func pathDiscovery(f *discover.Finding, o *model.Outcome, a, b *scenarios.Scenario) discovery {
	d := discovery{Finding: f, of: table.Outcome(o), a: table.PathLabel(a), b: table.PathLabel(b), cases: "draws", search: prim.Defaults()}
	d.what = fmt.Sprintf("%s on %s than on %s", than(o), d.a, d.b)
	return d
}

// discoverySentences say what was found, coverage and density in words.
func discoverySentences(found []discovery) []string {
	var list []string
	for i := range found {
		list = append(list, found[i].sentences()...)
	}
	return list
}

// sentences say in how many cases what is of interest is so, and where.
func (d *discovery) sentences() []string {
	all := len(d.Interest)
	first := fmt.Sprintf("%s: %s in %s of %s %s", d.of.Label, d.what, plots.Count(d.Count()), plots.Count(all), d.cases)
	if d.b != "" {
		first += fmt.Sprintf(", on %s in %s", d.b, plots.Count(d.Opposite))
	} else {
		first = fmt.Sprintf("%s in %s of %s %s", table.UpperFirst(d.what), plots.Count(d.Count()), plots.Count(all), d.cases)
	}
	if len(d.Boxes) == 0 {
		return []string{first + ". There is nothing to tell apart."}
	}
	list := []string{first + "."}
	for i := range d.Boxes {
		list = append(list, d.boxSentence(i))
	}
	return list
}

// percent is a share in a sentence.
func percent(v float64) string { return fmt.Sprintf("%.0f%%", 100*v) }

// boxSentence says where the cases of interest are dense, or why a box is no finding.
func (d *discovery) boxSentence(i int) string {
	b := &d.Boxes[i]
	base := float64(d.Count()) / float64(len(d.Interest))
	switch b.Verdict {
	case prim.ByChance:
		return fmt.Sprintf("Box %d is no finding: shuffled %s give a box as dense (p = %.2f).", i+1, d.cases, b.P)
	case prim.NotReproduced:
		return fmt.Sprintf("Box %d is no finding: none of its ranges recurs in half of the random half-samples.", i+1)
	case prim.NotDenser:
		return fmt.Sprintf("Box %d is no finding: %s of its %s are of interest, and %s of all.", i+1, percent(b.Density), d.cases, percent(base))
	}
	var words []string
	for _, r := range d.ranges(b.Restrictions, b) {
		words = append(words, r.words)
	}
	outside := ""
	if i > 0 {
		outside = "outside box 1, "
	}
	return fmt.Sprintf("Box %d, %swhere %s: %s in %s of %s %s (%s, against %s of all). The box holds %s of the %s %s of this kind.",
		i+1, outside, table.Sentence(words), d.what, plots.Count(b.Interest), plots.Count(b.Members), d.cases, percent(b.Density), percent(base),
		percent(b.Coverage), plots.Count(d.Count()), d.cases)
}

// oneRange is a restriction of a box: a side of a number, or the values that a
// column of words keeps.
type oneRange struct {
	column             string
	side               string // at_least, at_most or one_of
	limit              table.Cell
	values             table.Cell
	words              string
	quasiP, reproduced float64
}

// ranges are restrictions of a box, those of one column of words as one.
func (d *discovery) ranges(restrictions []prim.Tested, b *prim.Box) []oneRange {
	var list []oneRange
	var all []prim.Restriction
	for _, r := range b.Restrictions {
		all = append(all, r.Restriction)
	}
	for _, r := range restrictions {
		column := d.Category(r.Variable).Column
		if column == "" {
			name := d.Names[r.Variable]
			side, words := "at_most", "at most"
			if r.AtLeast {
				side, words = "at_least", "at least"
			}
			list = append(list, oneRange{name, side, table.Setting{V: r.Limit, U: unitOf(name)}, table.Nothing{},
				fmt.Sprintf("%s is %s %s", inputLabel(name), words, withUnit(r.Limit, unitOf(name))), r.QuasiP, r.Reproduced})
			continue
		}
		if i := slices.IndexFunc(list, func(l oneRange) bool { return l.column == column }); i >= 0 {
			list[i].quasiP, list[i].reproduced = max(list[i].quasiP, r.QuasiP), min(list[i].reproduced, r.Reproduced)
			continue
		}
		kept := strings.Join(d.Allowed(column, all), " or ")
		list = append(list, oneRange{column, "one_of", table.Nothing{}, table.Word(kept), column + " is " + kept, r.QuasiP, r.Reproduced})
	}
	return list
}

// inputLabel is an input as people read it.
func inputLabel(name string) string {
	if p := model.FindParameter(name); p != nil {
		return p.Label
	}
	return name
}

// unitOf is the unit of an input.
func unitOf(name string) string {
	if p := model.FindParameter(name); p != nil {
		return p.Unit
	}
	return "1"
}

// discoveryTables are the tables of a search.
func discoveryTables(found []discovery) []*table.Table {
	boxes := &table.Table{Name: "boxes", Title: "Boxes", Apart: "of", Columns: []table.Column{
		table.Words("of", "of", 0), table.Counts("box", "box").AsKey(), table.YesNos("finding", "finding"), table.Counts("cases", "cases"), table.Numbers("density", "density", "1"), table.Numbers("density_standard_error", "± standard error", "1"),
		table.Numbers("coverage", "coverage", "1"), table.Numbers("mass", "mass", "1"), table.Numbers("p", "p", "1"), table.Numbers("base", "", "1"),
	}, Notes: []string{"Density: share of the box's cases that are of interest. Coverage: share of all cases of interest that the box holds. Mass: share of all cases.",
		"p: share of searches among shuffled cases that find a box as dense."}}
	restrictions := &table.Table{Name: "restrictions", Title: "Ranges of the boxes", Apart: "of", Columns: []table.Column{
		table.Words("of", "of", 0), table.Counts("box", "box").AsKey(), table.Words("input", "", 0).AsKey(), table.Words("side", "", 0).AsKey(), table.Sentences("words", "range", 52),
		table.Words("evidence", "evidence", 11), table.Numbers("quasi_p", "quasi-p", "1"), table.Shares("reproduced", "recurs in\n(of 50)"),
		table.Numbers("limit", "", ""), table.Words("values", "", 0), table.YesNos("stated", "stated"),
	}, Notes: []string{"Recurs in: half-samples, of 50 drawn at random, that lead to the range again. Ranges that recur in fewer than half are left out of the box.",
		"quasi-p: how often chance would put as many into the box if the range did nothing. It is no true p-value: the same cases chose the range."}}
	steps := &table.Table{Name: "steps", Title: "Steps to box 1", Apart: "of", Columns: []table.Column{
		table.Words("of", "of", 0), table.Counts("restricted", "inputs restricted").AsKey(), table.Counts("step", "step"), table.Numbers("coverage", "coverage", "1"), table.Numbers("density", "density", "1"), table.Numbers("mass", "mass", "1"),
	}, Notes: []string{"The first step that restricts so many inputs. --step N makes box 1 from another step."}}
	tree := &table.Table{Name: "tree", Title: "Decision tree", Apart: "of", Columns: []table.Column{
		table.Words("of", "of", 0), table.Counts("leaf", "").AsKey(), table.Words("where", "where", 66), table.Counts("cases", "cases"), table.Numbers("density", "density", "1"), table.Numbers("density_standard_error", "± standard error", "1"),
	}}
	peeling := &table.Table{Name: "peeling", Columns: []table.Column{
		table.Words("of", "", 0), table.Counts("box", "").AsKey(), table.Counts("step", "").AsKey(), table.Words("input", "", 0).AsKey(), table.Words("side", "", 0).AsKey(),
		table.Numbers("limit", "", ""), table.Numbers("coverage", "", ""), table.Numbers("density", "", ""), table.Numbers("mass", "", ""),
	}}
	peeling.Columns[6].U, peeling.Columns[7].U, peeling.Columns[8].U = "1", "1", "1"
	for i := range found {
		found[i].addTo(boxes, restrictions, steps, tree, peeling)
	}
	return []*table.Table{boxes, restrictions, steps, tree, peeling}
}

// mostRead is the number of restricted inputs up to which a box can be read as a
// sentence; the table peeling has every step.
const mostRead = 8

// addTo adds what was found to the tables of a search.
func (d *discovery) addTo(boxes, restrictions, steps, tree, peeling *table.Table) {
	total, interest := len(d.Interest), d.Count()
	share := func(v float64) table.Number { return table.Number{V: v, U: "1"} }
	for i := range d.Boxes {
		b := &d.Boxes[i]
		boxes.Add(d.of, table.Count(i+1), table.YesNo(b.Verdict == prim.Found), table.Count(b.Members), share(b.Density), share(ensemble.Share{Count: b.Interest, Of: b.Members}.Error()),
			share(b.Coverage), share(b.Mass), share(b.P), share(float64(interest)/float64(total)))
		for _, part := range []struct {
			list   []prim.Tested
			stated bool
		}{{b.Restrictions, b.Verdict == prim.Found}, {b.Dropped, false}} {
			for _, r := range d.ranges(part.list, b) {
				grade := table.Cell(table.Nothing{})
				if p := model.FindParameter(r.column); p != nil {
					grade = table.Word(p.Confidence)
				}
				times := int(math.Round(r.reproduced * float64(d.search.Resamples)))
				restrictions.Add(d.of, table.Count(i+1), table.Name{Name: r.column, Label: inputLabel(r.column)}, table.Word(r.side), table.Prose(r.words), grade,
					share(r.quasiP), table.Share{Count: times, Of: d.search.Resamples}, r.limit, r.values, table.YesNo(part.stated))
			}
		}
		last := -1
		for k, s := range b.Trajectory {
			if i == 0 && s.Restricted > last && s.Restricted <= mostRead {
				steps.Add(d.of, table.Count(s.Restricted), table.Count(k), share(s.Coverage), share(s.Density), share(s.Mass))
				last = s.Restricted
			}
			for _, r := range s.Restrictions {
				side := "at_most"
				if r.AtLeast {
					side = "at_least"
				}
				peeling.Add(d.of, table.Count(i+1), table.Count(k), table.Word(d.Names[r.Variable]), table.Word(side), table.Setting{V: r.Limit, U: unitOf(d.Names[r.Variable])},
					share(s.Coverage), share(s.Density), share(s.Mass))
			}
		}
	}
	if d.Tree == nil {
		return
	}
	for i, leaf := range d.Tree.Leaves() {
		density := ensemble.Share{Count: leaf.Interest, Of: leaf.Members}
		tree.Add(d.of, table.Count(i+1), d.where(leaf), table.Count(leaf.Members), share(density.Fraction()), share(density.Error()))
	}
}

// where writes the way to a leaf.
func (d *discovery) where(leaf cart.Leaf) table.Name {
	var names, labels []string
	for _, c := range leaf.Conditions {
		if category := d.Category(c.Variable); category.Column != "" {
			sign, is := "=", " is "
			if c.AtMost {
				sign, is = "!=", " is not "
			}
			names, labels = append(names, category.Column+sign+category.Value), append(labels, category.Column+is+category.Value)
			continue
		}
		sign, human := ">", " > "
		if c.AtMost {
			sign, human = "<=", " ≤ "
		}
		name := d.Names[c.Variable]
		names = append(names, fmt.Sprintf("%s%s%v", name, sign, c.Limit))
		labels = append(labels, inputLabel(name)+human+plots.Number(c.Limit))
	}
	if len(names) == 0 {
		return table.Name{Name: "all", Label: "everywhere"}
	}
	return table.Name{Name: strings.Join(names, " & "), Label: strings.Join(labels, ", ")}
}

// discoverFigure draws the cases, the first box and the way to it.
func discoverFigure(found []discovery, world, cases string) *plots.Figure {
	var list []plots.Found
	for i := range found {
		d := &found[i]
		one := plots.Found{Head: d.of.Label + ": " + d.what, Inputs: d.Inputs, Interest: d.Interest}
		if d.b == "" {
			one.Head = table.UpperFirst(d.what)
		}
		for _, name := range d.Names {
			one.Names = append(one.Names, inputLabel(name))
		}
		if len(d.Boxes) > 0 {
			box := &d.Boxes[0]
			for _, s := range box.Trajectory {
				one.Way = append(one.Way, plots.Purity{Coverage: s.Coverage, Density: s.Density})
			}
			if box.Verdict == prim.Found {
				one.Chosen, one.Step = plots.Purity{Coverage: box.Coverage, Density: box.Density}, box.Chosen
				for _, r := range box.Restrictions {
					one.Restrictions = append(one.Restrictions, plots.Limit{Input: r.Variable, AtLeast: r.AtLeast, Value: r.Limit})
				}
			}
		}
		one.Across, one.Up = d.axes()
		list = append(list, one)
	}
	return plots.Discovered(list, world, cases)
}

// axes are the two inputs to look at: those that the box restricts first, then
// those that the tree asks for first.
func (d *discovery) axes() (across, up int) {
	var list []int
	add := func(variable int) {
		if !slices.Contains(list, variable) {
			list = append(list, variable)
		}
	}
	if len(d.Boxes) > 0 {
		for _, r := range d.Boxes[0].Restrictions {
			add(r.Variable)
		}
	}
	if d.Tree != nil {
		for _, leaf := range d.Tree.Leaves() {
			for _, c := range leaf.Conditions {
				add(c.Variable)
			}
		}
	}
	for i := range d.Names {
		add(i)
	}
	return list[0], list[min(1, len(list)-1)]
}
