// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"strings"
)

// laneCount is how many members a block holds.
const laneCount = 8

// laneSlots lays out a block of lanes.
func laneSlots(s *System, g *Program, c *constants) *slots {
	l := &slots{from: map[string]int{}}
	l.add("y", len(g.Stocks), "stocks")
	l.add("integral", len(g.Bases), "since the last gathering, in sixths of a step")
	l.add("total", len(g.Totals), "running totals")
	l.add("l", len(s.Levers), "levers")
	l.add("x", len(c.slots[month]), "what the levers alone decide")
	l.add("m", len(c.slots[member|month]), "what parameters and levers decide")
	l.add("stage", len(g.Stocks), "stocks within the step")
	l.add("other", len(g.Stocks), "the same, by turns")
	l.add("sum", len(g.Stocks), "weighted sum of the rates within the step")
	l.add("c", len(c.slots[member]), "what the parameters alone decide")
	l.add("literal", len(literals), "the numbers in the equations")
	l.add("half", 1, "half a step, in years")
	l.add("whole", 1, "a step")
	l.add("sixth", 1, "a sixth of a step")
	l.add("steps", 1, "steps since the last gathering")
	l.add("aside", 24, "what found no register")
	l.add("p", len(s.Parameters), "parameters")
	return l
}

// moving is how many arrays change on the way.
const moving = 6

// lanes builds the routines of the vector kernel.
type lanes struct {
	s     *System
	g     *Program
	c     *constants
	slots *slots
	index map[string]int // of stocks, totals, levers and parameters, each in its array
}

func newLanes(s *System) *lanes {
	g := NewProgram(s)
	c := newConstants(g)
	l := &lanes{s, g, c, laneSlots(s, g, c), map[string]int{}}
	for i, f := range g.Stocks {
		l.index[f] = i
	}
	for i, t := range g.Totals {
		l.index[t.Field] = i
	}
	for _, list := range [][]*Field{s.Levers, s.Parameters} {
		for i, f := range list {
			l.index[f.Name] = i
		}
	}
	return l
}

// graph turns values of the program into nodes. Stocks are read from an array;
// slots of the phases that may be read are read, others computed.
type graph struct {
	*routine
	*lanes
	stocks string
	read   map[phase]bool
	made   map[*value]*node
}

func (l *lanes) graph(stocks string, read ...phase) *graph {
	g := &graph{newRoutine(l.slots), l, stocks, map[phase]bool{}, map[*value]*node{}}
	for _, p := range read {
		g.read[p] = true
	}
	return g
}

// constantArrays are the arrays of the constants, by phase.
var constantArrays = [4]string{"", "c", "x", "m"}

// of is the node of a value.
func (g *graph) of(v *value) *node {
	if n := g.made[v]; n != nil {
		return n
	}
	var n *node
	slot, isSlot := g.c.slot[v]
	switch {
	case isSlot && g.read[v.phase]:
		array := constantArrays[v.phase]
		n = g.load(array, slot, fmt.Sprintf("%s[%d]", array, slot))
	case v.operator != 0:
		n = g.operate(v.operator, g.of(v.left), g.of(v.right))
	case v.reference == nil:
		n = g.literal(int(v.literal))
	default:
		n = g.leaf(v.reference)
	}
	g.made[v] = n
	return n
}

// leaf is the node of a stock, lever or parameter.
func (g *graph) leaf(r *Reference) *node {
	array := map[byte]string{'s': g.stocks, 'l': "l", 'p': "p"}[r.Of]
	return g.load(array, g.index[r.Field], Key(r.Field))
}

// stage is one of the four stages of a step: it reads the stocks from one array
// and leaves those of the next stage in another.
func (l *lanes) stage(from, to, length string) *routine {
	g := l.graph(from, member, month, member|month)
	middle := from != "y" && to != "y"
	for i, base := range l.g.Bases {
		if base == nil {
			continue
		}
		n := g.of(base)
		if middle {
			n = g.operate('+', n, n)
		}
		g.store(g.operate('+', g.load("integral", i, fmt.Sprintf("integral[%d]", i)), n), "integral", i, fmt.Sprintf("integral[%d]", i))
	}
	for i, stock := range l.g.Stocks {
		k, name := g.of(l.g.Rates[stock]), Key(stock)
		step := g.load(length, 0, length)
		y, sum := g.load("y", i, name), g.load("sum", i, "sum of "+name)
		if to == "y" {
			g.store(g.operate('+', y, g.operate('*', step, g.operate('+', sum, k))), "y", i, name)
			continue
		}
		if from == "y" {
			g.store(k, "sum", i, "sum of "+name)
		} else {
			g.store(g.operate('+', sum, g.operate('+', k, k)), "sum", i, "sum of "+name)
		}
		g.store(g.operate('+', y, g.operate('*', step, k)), to, i, name)
	}
	return g.routine
}

// prepare computes what the parameters alone decide.
func (l *lanes) prepare() *routine {
	g := l.graph("y")
	for i, v := range l.c.slots[member] {
		g.store(g.of(v), "c", i, fmt.Sprintf("c[%d]", i))
	}
	return g.routine
}

// turn computes what the levers decide.
func (l *lanes) turn() *routine {
	g := l.graph("y", member)
	for _, p := range []phase{month, member | month} {
		for i, v := range l.c.slots[p] {
			array := constantArrays[p]
			g.store(g.of(v), array, i, fmt.Sprintf("%s[%d]", array, i))
		}
	}
	return g.routine
}

// gather adds to the totals what the integrals have become.
func (l *lanes) gather() *routine {
	g := l.graph("y", member, month, member|month)
	zero := g.literal(0)
	for i, t := range l.g.Totals {
		var sum *node
		for _, term := range t.Terms {
			var part *node
			if l.g.Bases[term.Base] != nil {
				part = g.load("integral", term.Base, fmt.Sprintf("integral[%d]", term.Base))
				if term.Factor != nil {
					part = g.operate('*', g.of(term.Factor), part)
				}
			} else {
				part = g.literal(6)
				if term.Factor != nil {
					part = g.operate('*', g.of(term.Factor), part)
				}
				part = g.operate('*', part, g.load("steps", 0, "steps"))
			}
			switch {
			case sum == nil && term.Negative:
				sum = g.operate('-', zero, part)
			case sum == nil:
				sum = part
			case term.Negative:
				sum = g.operate('-', sum, part)
			default:
				sum = g.operate('+', sum, part)
			}
		}
		if sum != nil {
			total := g.load("total", i, Key(t.Field))
			g.store(g.operate('+', total, g.operate('*', g.load("sixth", 0, "sixth"), sum)), "total", i, Key(t.Field))
		}
	}
	for i := range l.g.Bases {
		g.store(zero, "integral", i, fmt.Sprintf("integral[%d]", i))
	}
	return g.routine
}

// written computes the equations of some functions as they are written, and
// returns the nodes of what they set.
func (g *graph) written(functions ...string) map[string]*node {
	set := map[string]*node{}
	var of func(e Expression) *node
	of = func(e Expression) *node {
		switch e := e.(type) {
		case Literal:
			return g.literal(int(e))
		case *Reference:
			if e.Of == 'a' || e.Of == 'f' {
				return set[e.Field]
			}
			return g.leaf(e)
		}
		o := e.(*Operation)
		return g.operate(o.Operator, of(o.Left), of(o.Right))
	}
	for _, f := range functions {
		for _, e := range g.s.Functions[f] {
			set[e.Field] = of(e.Value)
		}
	}
	return set
}

// initial sets the stocks that the equations set at the start.
func (l *lanes) initial() *routine {
	g := l.graph("y")
	set := g.written("initial")
	for i, f := range l.g.Stocks {
		if set[f] != nil {
			g.store(set[f], "y", i, Key(f))
		}
	}
	return g.routine
}

// settle moves the stocks one step towards the resting point of the start.
func (l *lanes) settle() *routine {
	g := l.graph("y")
	set := g.written("auxiliaries", "settle")
	for _, e := range l.s.Functions["settle"] { // all are computed before one is stored
		g.compute(set[e.Field])
	}
	for _, e := range l.s.Functions["settle"] {
		g.store(set[e.Field], "y", l.index[e.Field], Key(e.Field))
	}
	return g.routine
}

// derive writes all series as columns.
func (l *lanes) derive() *routine {
	g := l.graph("y")
	set := g.written("auxiliaries", "flows")
	column := 0
	for _, list := range [][]*Field{l.s.State, l.s.Auxiliaries, l.s.Flows} {
		for _, f := range list {
			n := set[f.Name]
			switch {
			case n != nil && n.name == "" && n.operator != 0:
				n.name = Key(f.Name)
			case f.isTotal():
				n = g.load("total", l.index[f.Name], Key(f.Name))
			case f.Of == 's':
				n = g.load("y", l.index[f.Name], Key(f.Name))
			}
			g.storeApart(n, column, Key(f.Name))
			column++
		}
	}
	return g.routine
}

// routines are the functions of the vector kernel, in the order in which a run
// calls them.
func (l *lanes) routines() []namedRoutine {
	return []namedRoutine{
		{"prepare", "computes what the parameters alone decide", l.prepare()},
		{"initial", "sets the stocks at the start", l.initial()},
		{"settle", "moves the start one step towards its resting point", l.settle()},
		{"turn", "computes what the levers decide", l.turn()},
		{"firstStage", "is the first of the four stages of a step", l.stage("y", "stage", "half")},
		{"secondStage", "is the second stage", l.stage("stage", "other", "half")},
		{"thirdStage", "is the third stage", l.stage("other", "stage", "whole")},
		{"lastStage", "completes the step", l.stage("stage", "y", "sixth")},
		{"gather", "adds to the totals what the integrals have become", l.gather()},
		{"derive", "writes all series as columns", l.derive()},
	}
}

type namedRoutine struct {
	name, doc string
	*routine
}

// writeAssembly writes the vector kernel for amd64.
func writeAssembly(b *bytes.Buffer, s *System) {
	l := newLanes(s)
	b.WriteString("// SPDX-License-Identifier: Apache-2.0\n\n// Code generated by model/gen from equations.go; DO NOT EDIT.\n\n" +
		"// These functions compute for all lanes of a block at once what kernel_gen.go\n" +
		"// computes for one lane after another, with the same digits:\n" +
		"// TestEveryKernelFindsTheSameToTheBit.\n\n#include \"textflag.h\"\n\n")
	columns := 64 * (len(s.State) + len(s.Auxiliaries) + len(s.Flows))
	for _, set := range instructionSets {
		for _, r := range l.routines() {
			apart := 0
			if r.name == "derive" {
				apart = columns
			}
			r.function(b, set, r.name, apart)
		}
	}
	if l.slots.spills > l.count("aside") {
		panic("too many values without a register")
	}
}

func (l *lanes) count(name string) int {
	for _, a := range l.slots.arrays {
		if a.name == name {
			return a.count
		}
	}
	return 0
}

// writeDeclarations declares the functions in assembly, and the instruction sets
// as kernels.
func writeDeclarations(b *bytes.Buffer, s *System) {
	l := newLanes(s)
	for _, set := range instructionSets {
		fmt.Fprintf(b, "var %s = &instructionSet{\nname: %q,\n", strings.ToLower(set.name), strings.ToLower(set.name))
		for _, r := range l.routines() {
			fmt.Fprintf(b, "%s: %s%s,\n", r.name, r.name, set.name)
		}
		b.WriteString("}\n\n")
	}
	for _, set := range instructionSets {
		for _, r := range l.routines() {
			arguments := "blocks []lanes"
			if r.name == "derive" {
				arguments += ", columns *columns"
			}
			fmt.Fprintf(b, "// %s%s %s.\n//\n//go:noescape\nfunc %s%s(%s)\n\n", r.name, set.name, r.doc, r.name, set.name, arguments)
		}
	}
}
