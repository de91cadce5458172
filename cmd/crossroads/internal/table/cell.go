// SPDX-License-Identifier: Apache-2.0

// Package table holds what commands answer as tables of typed cells, and writes
// them for people (text, Markdown) and for machines (CSV, JSON).
package table

import (
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"crossroads/model"
	"crossroads/plots"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

// A Cell is one value of a table. People and machines read the same value: Text
// rounds it, Value does not.
type Cell interface {
	Text() string
	Value() any // float64, int, string or bool; nil where there is nothing
	Unit() string
	kind() Kind
}

// A Kind is what the cells of a column hold.
type Kind int

// The kinds of columns, and the fields each has in files and JSON.
const (
	words      Kind = iota // one string
	numbers                // one number
	counts                 // one whole number without a unit: years, ranks, draws
	yesNo                  // true or false
	shares                 // a share from 0 to 1, its standard error, the number of draws
	ranges                 // low and high
	comparison             // a number and its difference from the reference
	prose                  // a sentence made of the other cells, for people only
)

// Nothing stands where there is no value; every column may hold it.
type Nothing struct{}

func (Nothing) Text() string { return "–" }
func (Nothing) Value() any   { return nil }
func (Nothing) Unit() string { return "" }
func (Nothing) kind() Kind   { return -1 }

// Word is a text that is the same for people and machines.
type Word string

func (w Word) Text() string { return string(w) }
func (w Word) Value() any   { return string(w) }
func (Word) Unit() string   { return "" }
func (Word) kind() Kind     { return words }

// Name is a name as files and flags have it, with the label people read.
type Name struct{ Name, Label string }

func (n Name) Text() string { return n.Label }
func (n Name) Value() any   { return n.Name }
func (Name) Unit() string   { return "" }
func (Name) kind() Kind     { return words }

// Assumption is the name of a parameter.
func Assumption(p *model.Parameter) Name { return Name{p.Name, p.Label} }

// Outcome is the name of an outcome.
func Outcome(o *model.Outcome) Name { return Name{o.Name, o.Label} }

// Documented is the documented range of a parameter.
func Documented(p *model.Parameter) Range {
	return Range{Low: p.Low, High: p.High, U: p.Unit, Exact: true}
}

// Path is the name of a policy path. People see its label, marked where the path
// starts before the others.
func Path(s *scenarios.Scenario) Name { return Name{s.Name, PathLabel(s)} }

// World is the name of a world.
func World(w *scenarios.World) Name { return Name{w.Name, w.Label} }

// Prose is a sentence that says what other cells of the row hold. Machines do not
// get it.
type Prose string

func (p Prose) Text() string { return string(p) }
func (p Prose) Value() any   { return nil }
func (Prose) Unit() string   { return "" }
func (Prose) kind() Kind     { return prose }

// Link is a text that leads to an address.
type Link struct{ Words, Address string }

// LinkTo is an address under the name of its host.
func LinkTo(address string) Link {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return Link{Words: address}
	}
	return Link{strings.TrimPrefix(u.Host, "www."), address}
}

func (l Link) Text() string { return l.Words }
func (l Link) Value() any {
	if l.Address == "" {
		return l.Words
	}
	return l.Address
}
func (Link) Unit() string { return "" }
func (Link) kind() Kind   { return words }

// Count is a whole number without a unit.
type Count int

func (c Count) Text() string { return plots.Count(int(c)) }
func (c Count) Value() any   { return int(c) }
func (Count) Unit() string   { return "" }
func (Count) kind() Kind     { return counts }

// Year is a calendar year, written without a separator.
type Year int

func (y Year) Text() string { return fmt.Sprint(int(y)) }
func (y Year) Value() any   { return int(y) }
func (Year) Unit() string   { return "" }
func (Year) kind() Kind     { return counts }

// Seed is the seed of random draws.
type Seed uint64

func (s Seed) Text() string { return fmt.Sprint(uint64(s)) }
func (s Seed) Value() any   { return uint64(s) }
func (Seed) Unit() string   { return "" }
func (Seed) kind() Kind     { return counts }

// YesNo is a statement that holds or does not.
type YesNo bool

func (y YesNo) Text() string {
	if y {
		return "yes"
	}
	return "no"
}
func (y YesNo) Value() any { return bool(y) }
func (YesNo) Unit() string { return "" }
func (YesNo) kind() Kind   { return yesNo }

// Number is a result of the model, written with two significant figures. NaN
// stands for no value.
type Number struct {
	V float64
	U string
}

func (n Number) Text() string { return Amount(n.V, n.U) }
func (n Number) Value() any   { return finite(n.V) }
func (n Number) Unit() string { return n.U }
func (Number) kind() Kind     { return numbers }

// Input is a number somebody wrote down, shown as it was written.
type Input struct {
	V float64
	U string
}

func (n Input) Text() string { return written(n.V, n.U) }
func (n Input) Value() any   { return finite(n.V) }
func (n Input) Unit() string { return n.U }
func (Input) kind() Kind     { return numbers }

// wholeUnits are units of which there is no part.
var wholeUnits = []string{"attack", "death", "fighter", "person", "major operation"}

// written is a number somebody wrote down. Counts of 10 and more that follow from
// one, as a rate does over a period, are whole.
func written(v float64, unit string) string {
	if math.Abs(v) >= 10 && slices.Contains(wholeUnits, unit) {
		v = math.Round(v)
	}
	return plots.Exact(v)
}

// Percent is a share from 0 to 1 that does not count draws, shown in percent.
type Percent float64

func (p Percent) Text() string {
	if finite(float64(p)) == nil {
		return Nothing{}.Text()
	}
	text := strconv.FormatFloat(100*math.Abs(float64(p)), 'f', 0, 64) + "%"
	if p < 0 && text != "0%" {
		return canvas.Minus + text
	}
	return text
}
func (p Percent) Value() any { return finite(float64(p)) }
func (Percent) Unit() string { return "1" }
func (Percent) kind() Kind   { return numbers }

// Relative is a change as a share of what changes, such as 0.2 for a fifth more,
// shown in percent.
type Relative float64

func (r Relative) Text() string {
	if finite(float64(r)) == nil {
		return Nothing{}.Text()
	}
	return plots.Plus(plots.Number(100*float64(r))) + "%"
}
func (r Relative) Value() any { return finite(float64(r)) }
func (Relative) Unit() string { return "1" }
func (Relative) kind() Kind   { return numbers }

// Setting is the value of an assumption, written with two significant figures
// whatever its unit.
type Setting struct {
	V float64
	U string
}

func (n Setting) Text() string { return plots.Number(n.V) }
func (n Setting) Value() any   { return finite(n.V) }
func (n Setting) Unit() string { return n.U }
func (Setting) kind() Kind     { return numbers }

// Difference is one result minus another.
type Difference struct {
	V float64
	U string
}

func (d Difference) Text() string { return plots.Plus(Amount(d.V, d.U)) }
func (d Difference) Value() any   { return finite(d.V) }
func (d Difference) Unit() string { return d.U }
func (Difference) kind() Kind     { return numbers }

// Compared is a result with its difference from the reference path.
type Compared struct {
	V, Difference float64
	U             string
	Reference     bool // whether this is the reference itself
}

func (c Compared) Text() string {
	if c.Reference {
		return Amount(c.V, c.U) + strings.Repeat(" ", 8)
	}
	return fmt.Sprintf("%s %7s", Amount(c.V, c.U), plots.Plus(Amount(c.Difference, c.U)))
}
func (c Compared) Value() any   { return finite(c.V) }
func (c Compared) Unit() string { return c.U }
func (Compared) kind() Kind     { return comparison }

// Range is what lies between two numbers, such as the 10th and 90th percentile.
type Range struct {
	Low, High float64
	U         string
	Signed    bool // whether the numbers are differences
	Exact     bool // whether somebody wrote the numbers down
	Fine      bool // two significant figures even without a unit, as for values of assumptions
}

func (r Range) Text() string {
	if r.Low != r.Low || r.High != r.High {
		return Nothing{}.Text()
	}
	low, high := Amount(r.Low, r.U), Amount(r.High, r.U)
	switch {
	case r.Exact:
		if low, high = written(r.Low, r.U), written(r.High, r.U); low == high {
			return low
		}
	case r.Fine:
		low, high = plots.Number(r.Low), plots.Number(r.High)
	case r.Signed:
		low, high = plots.Plus(low), plots.Plus(high)
	}
	return low + " to " + high
}
func (r Range) Value() any   { return finite(r.Low) }
func (r Range) Unit() string { return r.U }
func (Range) kind() Kind     { return ranges }

// Share is a share of draws. With no draws it stands for no value.
type Share ensemble.Share

func (s Share) Text() string {
	if s.Of == 0 {
		return Nothing{}.Text()
	}
	return ensemble.Share(s).Short()
}
func (s Share) Value() any {
	if s.Of == 0 {
		return nil
	}
	return ensemble.Share(s).Fraction()
}
func (Share) Unit() string { return "1" }
func (Share) kind() Kind   { return shares }

// DrawsHeading says of how many draws the shares below it are: of 100, or of all
// where there are fewer.
func DrawsHeading(draws int) string { return fmt.Sprintf("of %d", min(draws, 100)) }

// Draws is a number of draws in words.
func Draws(n int) string {
	if n == 1 {
		return "1 draw"
	}
	return plots.Count(n) + " draws"
}

// DrawsNote says what shares of so many draws are.
func DrawsNote(draws int) string {
	note := fmt.Sprintf("Shares count the %s tried; they are not probabilities.", Draws(draws))
	switch {
	case draws < ensemble.FewestForError:
		note += fmt.Sprintf(" There is no standard error with fewer than %d draws.", ensemble.FewestForError)
	case draws < 100:
		note += " The standard error follows ±; at none and at all it has one side only."
	}
	return note
}

// DrawsNotes say how draws differ from the usual: a small posterior, what a world
// draws otherwise.
func DrawsNotes(d ensemble.Draws, worlds []*scenarios.World) []string {
	var list []string
	if warning := d.Warning(); warning != "" {
		list = append(list, "Warning: "+warning+".")
	}
	for _, w := range worlds {
		if marked := w.Marked(); len(w.Outside) > 0 {
			list = append(list, "World "+marked+".")
		}
		for i := range w.Uncertain {
			list = append(list, fmt.Sprintf("World %s draws %s.", w.Label, &w.Uncertain[i]))
		}
		for _, c := range w.Correlations {
			list = append(list, fmt.Sprintf("World %s draws %s and %s with rank correlation %v.", w.Label, c.Between[0].Name, c.Between[1].Name, c.Rank))
		}
	}
	return list
}

// Amount is a number of a unit with two significant figures; an index has two
// decimals, since a third would claim more than the model can tell.
func Amount(v float64, unit string) string {
	switch {
	case unit == "1":
		return plots.Index(v)
	case unit == "death" && math.Abs(v) < 1e-6:
		return "0" // what rounding leaves of people where equal numbers are subtracted
	}
	return plots.Number(v)
}

// finite is a number for machines, nil if it is none.
func finite(v float64) any {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return v
}

// part is one field of a cell of a column with several.
func part(c Cell, field int) any {
	switch c := c.(type) {
	case Share:
		if c.Of == 0 {
			return nil
		}
		return []any{ensemble.Share(c).Fraction(), finite(ensemble.Share(c).Error()), c.Of}[field]
	case Range:
		return []any{finite(c.Low), finite(c.High)}[field]
	case Compared:
		return []any{finite(c.V), finite(c.Difference)}[field]
	}
	return c.Value()
}
