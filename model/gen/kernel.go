// SPDX-License-Identifier: Apache-2.0

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

// isRead reports whether v is read from a slot.
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
func goLanguage(l *lanes) *language {
	return &language{
		slot:     [4]string{"", "w.c[%d][0]", "w.x[%d][0]", "w.m[%d][0]"},
		stock:    "y[%d][0]",
		leaf:     func(r *Reference) string { return fmt.Sprintf("w.%c[%d][0]", r.Of, l.index[r.Field]) },
		declare:  "%s := %s\n",
		rounded:  "float64(%s)",
		literals: func(l Literal) string { return fmt.Sprintf("%d.0", l) }, // 1/2 would divide integers
	}
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
	l := newLanes(s)
	g, c, golang := l.g, l.c, goLanguage(l)
	fmt.Fprintf(b, "// laneCount members advance side by side.\nconst laneCount = %d\n\n", laneCount)
	b.WriteString("// course is the part of lanes that changes on the way.\ntype course struct {\n")
	for i, a := range l.slots.arrays {
		if i == moving {
			b.WriteString("}\n\n// lanes is some members on their way through the horizon, each in its lane.\ntype lanes struct {\ncourse\n")
		}
		fmt.Fprintf(b, "%s [%d][laneCount]float64 // %s\n", a.name, a.count, a.doc)
	}
	b.WriteString("members int // in how many lanes there is one\n_ [7]int\n}\n\n")
	fmt.Fprintf(b, "// literals are the numbers in the equations.\nvar literals = [...]float64{%s}\n\n", strings.Trim(strings.ReplaceAll(fmt.Sprint(literals), " ", ", "), "[]"))

	function := func(name, doc, arguments string, body func()) {
		fmt.Fprintf(b, "// %s %s.\nfunc %s(blocks []lanes%s) {\nfor b := range blocks {\nfor i := range blocks[b].members {\nw := blocks[b].lane(i)\n", name, doc, name, arguments)
		body()
		b.WriteString("}\n}\n}\n\n")
	}
	function("prepare", "computes what the parameters alone decide", "", func() {
		emit(golang, g, c, b).writeSlots(member)
	})
	function("turn", "computes what the levers alone decide, and what they decide with the parameters", "", func() {
		b.WriteString("{\n")
		emit(golang, g, c, b).writeSlots(month)
		b.WriteString("}\n")
		emit(golang, g, c, b, member, month).writeSlots(member | month)
	})
	stage := func(name, doc, from, arguments string, weight int, advance string) {
		function(name, doc, arguments, func() {
			fmt.Fprintf(b, "y := &w.%s\n", from)
			e := emit(golang, g, c, b, member, month, member|month)
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
					fmt.Fprintf(b, "w.integral[%d][0] += %s\n", i, e.addend(base, 0))
				} else {
					fmt.Fprintf(b, "w.integral[%d][0] += float64(2*%s)\n", i, e.addend(base, 3))
				}
			}
			for i, stock := range g.Stocks {
				e.define(g.Rates[stock])
				fmt.Fprintf(b, "k%d := %s\n", i, e.addend(g.Rates[stock], 0))
			}
			for i := range g.Stocks {
				b.WriteString(strings.ReplaceAll(advance, "#", fmt.Sprint(i)))
			}
		})
	}
	stage("firstStage", "is the first of the four stages of a step", "y", "", 1, "w.sum[#][0] = k#\nw.stage[#][0] = w.y[#][0] + float64(w.half[0][0]*k#)\n")
	stage("middleStage", "is the second or third stage of a step; h is half of it or the whole", "stage", ", h float64", 2, "w.sum[#][0] += float64(2*k#)\nw.stage[#][0] = w.y[#][0] + float64(h*k#)\n")
	stage("lastStage", "completes the step", "stage", "", 1, "w.y[#][0] += float64(w.sixth[0][0]*(w.sum[#][0]+k#))\n")

	function("gather", "adds to the totals what the integrals have become in a number of steps\n// under the same levers, and begins them anew", "", func() {
		b.WriteString("h, steps := w.sixth[0][0], w.steps[0][0]\n")
		e := emit(golang, g, c, b, member, month, member|month)
		for i, t := range g.Totals {
			if sum := t.sum(e, "w.integral[%d][0]", "6*steps"); sum != "" {
				fmt.Fprintf(b, "w.total[%d][0] += float64(h*(%s))\n", i, sum)
			}
		}
		for i := range g.Bases {
			fmt.Fprintf(b, "w.integral[%d][0] = 0\n", i)
		}
	})

	b.WriteString("// load sets the stocks and totals of lane i from s.\nfunc (w *lanes) load(i int, s *State) {\n")
	for i, f := range g.Stocks {
		fmt.Fprintf(b, "w.y[%d][i] = s.%s\n", i, f)
	}
	for i, t := range g.Totals {
		fmt.Fprintf(b, "w.total[%d][i] = s.%s\n", i, t.Field)
	}
	b.WriteString("}\n\n// store sets s from the stocks and totals of lane i.\nfunc (w *lanes) store(i int, s *State) {\n")
	for i, f := range g.Stocks {
		fmt.Fprintf(b, "s.%s = w.y[%d][i]\n", f, i)
	}
	for i, t := range g.Totals {
		fmt.Fprintf(b, "s.%s = w.total[%d][i]\n", t.Field, i)
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
