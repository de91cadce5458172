package main

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
)

// constants is where the program keeps what does not move: a slot for each
// value that the moving part, or a total, reads.
type constants struct {
	slots [4][]*value // by phase
	slot  map[*value]int
}

// newConstants finds the constants a program reads.
func newConstants(g *Program) *constants {
	c := &constants{slot: map[*value]int{}}
	for _, s := range g.Stocks {
		c.gather(g.Rates[s])
	}
	for _, b := range g.Bases {
		c.gather(b)
	}
	for _, t := range g.Totals {
		for _, term := range t.Terms {
			c.gather(term.Factor)
		}
	}
	for i := 0; i < len(c.slots[member|month]); i++ { // those of both need their parts
		v := c.slots[member|month][i]
		c.parts(v)
	}
	for p := range c.slots {
		sort.Slice(c.slots[p], func(i, j int) bool { return c.slots[p][i].id < c.slots[p][j].id })
		for i, v := range c.slots[p] {
			c.slot[v] = i
		}
	}
	return c
}

// gather finds the constants under v.
func (c *constants) gather(v *value) {
	switch {
	case v == nil || v.phase == once:
	case v.phase&dynamic == 0:
		if _, known := c.slot[v]; !known {
			c.slot[v] = 0
			c.slots[v.phase] = append(c.slots[v.phase], v)
		}
	case v.operator != 0:
		c.gather(v.left)
		c.gather(v.right)
	}
}

// parts finds the constants of one phase under a value of both.
func (c *constants) parts(v *value) {
	for _, part := range []*value{v.left, v.right} {
		if part.phase == member|month {
			c.parts(part)
		} else {
			c.gather(part)
		}
	}
}

// language says how a program writes what the kernel computes.
type language struct {
	slot     [4]string // where constants lie, by phase: a format of the slot
	stock    string    // a format of the stock
	leaf     func(r *Reference) string
	declare  string // a format of name and value
	rounded  string // a format of a product about to be added
	literals func(l Literal) string
}

// emitter writes values as statements of a language. Values used more than once
// get a name.
type emitter struct {
	*language
	g     *Program
	c     *constants
	b     *bytes.Buffer
	names map[*value]string
	uses  map[*value]int
	read  map[phase]bool // which slots it may read
}

// count notes how often each value is used under v.
func (e *emitter) count(v *value) {
	if v == nil || e.isRead(v) {
		return
	}
	e.uses[v]++
	if e.uses[v] == 1 && v.operator != 0 {
		e.count(v.left)
		e.count(v.right)
	}
}

// isRead tells whether v is read from a slot.
func (e *emitter) isRead(v *value) bool {
	_, ok := e.c.slot[v]
	return ok && e.read[v.phase]
}

// define declares names for all values under v that are used more than once.
func (e *emitter) define(v *value) {
	if v == nil || v.operator == 0 && (v.reference == nil || v.phase != dynamic) || e.isRead(v) || e.names[v] != "" {
		return
	}
	if v.operator != 0 {
		e.define(v.left)
		e.define(v.right)
	}
	if e.uses[v] > 1 {
		name := fmt.Sprintf("t%d", len(e.names))
		if v.reference != nil {
			name = strings.ToLower(v.reference.Field[:1]) + v.reference.Field[1:]
		}
		text := e.addend(v, 0)
		e.names[v] = name
		fmt.Fprintf(e.b, e.declare, name, text)
	}
}

// text writes v; outer is the binding of the operation around it.
func (e *emitter) text(v *value, outer int) string {
	if name := e.names[v]; name != "" {
		return name
	}
	if e.isRead(v) {
		return fmt.Sprintf(e.slot[v.phase], e.c.slot[v])
	}
	switch {
	case v.operator == 0 && v.reference == nil:
		return e.literals(v.literal)
	case v.operator == 0 && v.phase == dynamic:
		for i, s := range e.g.Stocks {
			if s == v.reference.Field {
				return fmt.Sprintf(e.stock, i)
			}
		}
		panic("no such stock: " + v.reference.Field)
	case v.operator == 0:
		return e.leaf(v.reference)
	}
	var text string
	switch v.operator {
	case '*', '/':
		text = e.text(v.left, 2) + string(v.operator) + e.text(v.right, 3)
		if outer > 2 {
			text = "(" + text + ")"
		}
	default:
		text = e.addend(v.left, 1) + " " + string(v.operator) + " " + e.addend(v.right, 2)
		if outer > 1 {
			text = "(" + text + ")"
		}
	}
	return text
}

// addend writes a part of a sum: a product is rounded first, so that no
// platform fuses the two.
func (e *emitter) addend(v *value, outer int) string {
	if v.operator == '*' && e.names[v] == "" && !e.isRead(v) {
		return fmt.Sprintf(e.rounded, e.text(v, 0))
	}
	return e.text(v, outer)
}

// goLanguage writes the kernel of package model.
var goLanguage = &language{
	slot:     [4]string{"", "w.c[%d]", "x.c[%d]", "w.m[%d]"},
	stock:    "y[%d]",
	leaf:     func(r *Reference) string { return string(r.Of) + "." + r.Field },
	declare:  "%s := %s\n",
	rounded:  "float64(%s)",
	literals: func(l Literal) string { return fmt.Sprint(int(l)) },
}

// emit returns an emitter to b that may read the slots of some phases.
func emit(l *language, g *Program, c *constants, b *bytes.Buffer, read ...phase) *emitter {
	e := &emitter{l, g, c, b, map[*value]string{}, map[*value]int{}, map[phase]bool{}}
	for _, p := range read {
		e.read[p] = true
	}
	return e
}

// writeSlots computes the slots of one phase.
func (e *emitter) writeSlots(p phase) {
	for _, v := range e.c.slots[p] {
		e.count(v)
	}
	for i, v := range e.c.slots[p] {
		e.define(v)
		fmt.Fprintf(e.b, e.slot[p]+" = %s\n", i, e.addend(v, 0))
	}
}

// writeKernel writes the lane kernel.
func writeKernel(b *bytes.Buffer, s *System) {
	g := NewProgram(s)
	c := newConstants(g)
	fmt.Fprintf(b, `// lane is one member on its way through the horizon.
type lane struct {
	y, stage, sum [%d]float64 // stocks; within the step; weighted sum of their rates
	integral      [%d]float64 // since the last gathering, in sixths of a step
	c             [%d]float64 // what the parameters alone decide
	m             [%d]float64 // what parameters and levers decide
	total         [%d]float64 // running totals
}

// common is what the levers alone decide, the same for every lane.
type common struct{ c [%d]float64 }

`, len(g.Stocks), len(g.Bases), len(c.slots[member]), len(c.slots[member|month]), len(g.Totals), len(c.slots[month]))

	b.WriteString("// prepare computes what the parameters alone decide.\nfunc (w *lane) prepare(p *Parameters) {\n")
	emit(goLanguage, g, c, b).writeSlots(member)
	b.WriteString("}\n\n// turn computes what the levers alone decide.\nfunc (x *common) turn(l *Levers) {\n")
	emit(goLanguage, g, c, b).writeSlots(month)
	b.WriteString("}\n\n// turn computes what parameters and levers decide.\nfunc (w *lane) turn(x *common) {\n")
	emit(goLanguage, g, c, b, member, month).writeSlots(member | month)
	b.WriteString("}\n\n")

	stage := func(name, doc, from string, weight int, advance string) {
		fmt.Fprintf(b, "// %s\nfunc %s(lanes []lane, x *common, h float64) {\nfor i := range lanes {\nw := &lanes[i]\ny := &w.%s\n", doc, name, from)
		e := emit(goLanguage, g, c, b, member, month, member|month)
		for _, stock := range g.Stocks {
			e.count(g.Rates[stock])
		}
		for _, base := range g.Bases {
			e.count(base)
		}
		for i, base := range g.Bases {
			if base == nil {
				continue
			}
			e.define(base)
			if weight == 1 {
				fmt.Fprintf(b, "w.integral[%d] += %s\n", i, e.addend(base, 0))
			} else {
				fmt.Fprintf(b, "w.integral[%d] += float64(2*%s)\n", i, e.addend(base, 3))
			}
		}
		for i, stock := range g.Stocks {
			e.define(g.Rates[stock])
			fmt.Fprintf(b, "k%d := %s\n", i, e.addend(g.Rates[stock], 0))
		}
		for i := range g.Stocks {
			b.WriteString(strings.ReplaceAll(advance, "#", fmt.Sprint(i)))
		}
		b.WriteString("}\n}\n\n")
	}
	stage("firstStage", "firstStage is the first of the four stages of a step.", "y", 1, "w.sum[#] = k#\nw.stage[#] = w.y[#] + float64(h*k#)\n")
	stage("middleStage", "middleStage is the second or third stage of a step.", "stage", 2, "w.sum[#] += float64(2*k#)\nw.stage[#] = w.y[#] + float64(h*k#)\n")
	stage("lastStage", "lastStage completes the step.", "stage", 1, "w.y[#] += float64(h*(w.sum[#]+k#))\n")

	b.WriteString("// gather adds to the totals what the integrals have become in a number of steps\n// under the same levers, and begins them anew; h is a sixth of a step.\nfunc (w *lane) gather(x *common, h, steps float64) {\n")
	e := emit(goLanguage, g, c, b, member, month, member|month)
	for i, t := range g.Totals {
		if sum := t.sum(e, "w.integral[%d]", "6*steps"); sum != "" {
			fmt.Fprintf(b, "w.total[%d] += float64(h*(%s))\n", i, sum)
		}
	}
	fmt.Fprintf(b, "w.integral = [%d]float64{}\n}\n\n", len(g.Bases))

	b.WriteString("// load sets the lane's stocks and totals from s.\nfunc (w *lane) load(s *State) {\n")
	for i, f := range g.Stocks {
		fmt.Fprintf(b, "w.y[%d] = s.%s\n", i, f)
	}
	for i, t := range g.Totals {
		fmt.Fprintf(b, "w.total[%d] = s.%s\n", i, t.Field)
	}
	b.WriteString("}\n\n// store sets s from the lane's stocks and totals.\nfunc (w *lane) store(s *State) {\n")
	for i, f := range g.Stocks {
		fmt.Fprintf(b, "s.%s = w.y[%d]\n", f, i)
	}
	for i, t := range g.Totals {
		fmt.Fprintf(b, "s.%s = w.total[%d]\n", t.Field, i)
	}
	b.WriteString("}\n")
}

// sum writes a total as factors times integrals; time stands for the integral
// of 1.
func (t *Total) sum(e *emitter, integral, time string) string {
	var text strings.Builder
	for i, term := range t.Terms {
		switch {
		case term.Negative:
			text.WriteString(" - ")
		case i > 0:
			text.WriteString(" + ")
		}
		part := time
		if e.g.Bases[term.Base] != nil {
			part = fmt.Sprintf(integral, term.Base)
		}
		if term.Factor != nil {
			part = fmt.Sprintf(e.rounded, e.text(term.Factor, 2)+"*"+part)
		}
		text.WriteString(part)
	}
	return text.String()
}
