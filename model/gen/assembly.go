// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
)

// node is a value that assembly computes for all lanes at once: a slot of memory
// or an operation on two nodes. Equal operations on equal nodes are one node.
type node struct {
	operator    byte // + − * /, or 0 for what lies in memory
	left, right *node
	slot        int    // where it lies, if it lies in memory
	name        string // for the reader of the assembly

	emitted  bool
	uses     []int // the places at which it is read, in order
	register int   // that holds it, or -1
	spill    int   // the slot it was put aside in, or -1
}

// routine is a function in assembly: nodes to compute and slots to store them in.
type routine struct {
	slots *slots
	known map[string]*node
	steps []step
}

// step computes one node or stores one.
type step struct {
	node  *node
	store bool
	slot  int  // to store in
	apart bool // in the columns of the samples, not in the block
	name  string
}

// slots is where everything lies in a block of lanes, in slots of one number per
// lane.
type slots struct {
	from   map[string]int // by array of the block
	arrays []array
	size   int
	spills int // slots put aside in, at most
}

// array is a part of a block.
type array struct {
	name  string
	count int
	doc   string
}

// add appends an array of so many slots.
func (s *slots) add(name string, count int, doc string) {
	s.from[name] = s.size
	s.arrays = append(s.arrays, array{name, count, doc})
	s.size += count
}

func newRoutine(s *slots) *routine { return &routine{slots: s, known: map[string]*node{}} }

// load is the node of a slot.
func (r *routine) load(array string, i int, name string) *node {
	slot := r.slots.from[array] + i
	return r.node(fmt.Sprint("slot ", slot), node{slot: slot, name: name})
}

// literal is the node of a number.
func (r *routine) literal(n int) *node {
	i := slices.Index(literals, n)
	if i < 0 {
		panic(fmt.Sprint("no slot for the literal ", n))
	}
	return r.load("literal", i, fmt.Sprint(n))
}

// literals are the numbers that have slots.
var literals = []int{0, 1, 2, 3, 6}

// operate is the node of an operation; twice a value is the value added to
// itself, which is the same to the bit and faster.
func (r *routine) operate(operator byte, left, right *node) *node {
	if operator == '*' {
		two := r.literal(2)
		if left == two {
			return r.operate('+', right, right)
		} else if right == two {
			return r.operate('+', left, left)
		}
	}
	return r.node(fmt.Sprintf("%p %c %p", left, operator, right), node{operator: operator, left: left, right: right})
}

func (r *routine) node(key string, n node) *node {
	if known := r.known[key]; known != nil {
		return known
	}
	n.register, n.spill = -1, -1
	r.known[key] = &n
	return &n
}

// compute adds the steps that compute n and what it needs.
func (r *routine) compute(n *node) {
	if n.operator == 0 || n.emitted {
		return
	}
	n.emitted = true
	r.compute(n.left)
	r.compute(n.right)
	r.steps = append(r.steps, step{node: n})
}

// store computes n and stores it in a slot of the block.
func (r *routine) store(n *node, array string, i int, name string) {
	r.compute(n)
	r.steps = append(r.steps, step{node: n, store: true, slot: r.slots.from[array] + i, name: name})
}

// storeApart computes n and stores it among the columns of the samples.
func (r *routine) storeApart(n *node, slot int, name string) {
	r.compute(n)
	r.steps = append(r.steps, step{node: n, store: true, slot: slot, apart: true, name: name})
}

// instructionSet is one way to write a routine.
type instructionSet struct {
	name      string
	register  string
	registers int
	width     int // bytes of a register
}

var instructionSets = []instructionSet{{"AVX512", "Z", 32, 64}, {"AVX2", "Y", 16, 32}}

// middle is the slot to which the pointer to a block points, so that as many as
// possible are reached by a short offset.
const middle = 128

// assembler writes one routine for one instruction set.
type assembler struct {
	*routine
	set    instructionSet
	b      *bytes.Buffer
	place  int     // the number of the step
	holds  []*node // by register
	asides []*node // by slot put aside in
}

// write writes the body of the routine once, with registers and all.
func (r *routine) write(b *bytes.Buffer, set instructionSet) {
	a := &assembler{routine: r, set: set, b: b, holds: make([]*node, set.registers)}
	for _, n := range r.known {
		n.uses, n.register, n.spill = nil, -1, -1
	}
	steps := r.scheduled(2 * set.registers / 3) // the other registers hold what is read from memory
	for i, s := range steps {
		if s.store {
			s.node.uses = append(s.node.uses, i)
		} else {
			s.node.left.uses = append(s.node.left.uses, i)
			s.node.right.uses = append(s.node.right.uses, i)
		}
	}
	for i, s := range steps {
		a.place = i
		if s.store {
			a.inRegister(s.node, nil)
			base := "DI"
			offset := (s.slot - middle) * 64
			if s.apart {
				base, offset = "SI", s.slot*64
			}
			if !s.apart {
				a.checkOverwrites(s.slot)
			}
			a.line(s.name, "VMOVUPD %s, %d(%s)", a.name(s.node.register), offset, base)
			a.used(s.node)
			continue
		}
		a.operation(s.node)
	}
}

// checkOverwrites makes sure that nothing is read any more from a slot that is
// stored to.
func (a *assembler) checkOverwrites(slot int) {
	for _, n := range a.known {
		if n.operator == 0 && n.slot == slot && a.next(n, a.place) != notAgain {
			panic(n.name + ": is overwritten before it is read for the last time")
		}
	}
}

// operation writes the instruction that computes n.
func (a *assembler) operation(n *node) {
	left, right := n.left, n.right
	// The right operand may be read from memory, the left one may not.
	if (n.operator == '+' || n.operator == '*') && left.register < 0 && (right.register >= 0 || a.next(left, a.place) > a.next(right, a.place)) {
		left, right = right, left
	}
	a.inRegister(left, right)
	if right.register < 0 && a.next(right, a.place) < a.place+nearby && slices.Contains(a.holds, nil) {
		a.inRegister(right, left)
	}
	operand, what := "", ""
	switch {
	case right.register >= 0:
		operand = a.name(right.register)
	default:
		operand, what = a.memory(right), right.name
	}
	from := a.name(left.register)
	for _, n := range []*node{left, right} {
		if n.register >= 0 && a.last(n) {
			a.holds[n.register], n.register = nil, -1
		}
	}
	register := a.free(nil, nil) // before what lies aside is given up: this may put more aside
	for _, n := range []*node{left, right} {
		a.used(n)
	}
	a.holds[register], n.register = n, register
	instruction := map[byte]string{'+': "VADDPD", '-': "VSUBPD", '*': "VMULPD", '/': "VDIVPD"}[n.operator]
	if n.name != "" {
		what = strings.TrimPrefix(what+"; ", "; ") + n.name + " ="
	}
	a.line(what, "%s %s, %s, %s", instruction, operand, from, a.name(register))
}

// nearby is how many steps ahead a next use lets what is read from memory stay
// in a free register.
const nearby = 120

// inRegister loads n unless a register holds it; keep is not to be evicted.
func (a *assembler) inRegister(n, keep *node) {
	if n.register >= 0 {
		return
	}
	register := a.free(keep, n)
	a.holds[register], n.register = n, register
	a.line(n.name, "VMOVUPD %s, %s", a.memory(n), a.name(register))
}

// free finds a register that holds nothing, or evicts what is needed last.
func (a *assembler) free(keep, also *node) int {
	if i := slices.Index(a.holds, nil); i >= 0 {
		return i
	}
	worst, furthest := -1, -1
	for i, n := range a.holds {
		if n == keep || n == also {
			continue
		}
		next := 2 * a.next(n, a.place-1)
		if n.operator == 0 || n.spill >= 0 {
			next++ // costs no store
		}
		if next > furthest {
			worst, furthest = i, next
		}
	}
	n := a.holds[worst]
	if n.operator != 0 && n.spill < 0 {
		aside := slices.Index(a.asides, nil)
		if aside < 0 {
			aside = len(a.asides)
			a.asides = append(a.asides, nil)
		}
		a.asides[aside], n.spill = n, aside
		a.slots.spills = max(a.slots.spills, len(a.asides))
		a.line("put aside", "VMOVUPD %s, %s", a.name(worst), a.memory(n))
	}
	n.register, a.holds[worst] = -1, nil
	return worst
}

// notAgain stands for no further use.
const notAgain = math.MaxInt / 4

// next is the first use of n after a place.
func (a *assembler) next(n *node, place int) int {
	for _, use := range n.uses {
		if use > place {
			return use
		}
	}
	return notAgain
}

// last reports whether n is not needed any more after this step.
func (a *assembler) last(n *node) bool { return a.next(n, a.place) == notAgain }

// used gives up where n is held if it is not needed any more.
func (a *assembler) used(n *node) {
	if !a.last(n) {
		return
	}
	if n.register >= 0 {
		a.holds[n.register], n.register = nil, -1
	}
	if n.spill >= 0 {
		a.asides[n.spill], n.spill = nil, -1
	}
}

// memory is the operand of what lies in memory.
func (a *assembler) memory(n *node) string {
	slot := n.slot
	if n.operator != 0 {
		slot = a.slots.from["aside"] + n.spill
	}
	return fmt.Sprintf("%d(DI)", (slot-middle)*64)
}

func (a *assembler) name(register int) string { return fmt.Sprint(a.set.register, register) }

// line writes an instruction and what it is about.
func (a *assembler) line(what, format string, arguments ...any) {
	text := fmt.Sprintf(format, arguments...)
	if what != "" {
		text = fmt.Sprintf("%-40s // %s", text, what)
	}
	fmt.Fprintf(a.b, "\t%s\n", text)
}

// function writes a routine as a function of a number of blocks that lie one
// after the other, and of the columns of their samples if apart is above 0, the
// size of those of one block.
func (r *routine) function(b *bytes.Buffer, set instructionSet, name string, apart int) {
	size := 24
	if apart > 0 {
		size = 32
	}
	fmt.Fprintf(b, "// %s%s\nTEXT ·%s%s(SB), NOSPLIT, $0-%d\n\tMOVQ blocks_base+0(FP), DI\n\tMOVQ blocks_len+8(FP), CX\n", name, set.name, name, set.name, size)
	if apart > 0 {
		b.WriteString("\tMOVQ columns+24(FP), SI\n")
	}
	fmt.Fprintf(b, "\tADDQ $%d, DI\n\tTESTQ CX, CX\n\tJZ done\nloop:\n", middle*64)
	r.write(b, set)
	if set.width == 32 { // the other half of the block
		b.WriteString("\tADDQ $32, DI\n")
		if apart > 0 {
			b.WriteString("\tADDQ $32, SI\n")
		}
		b.WriteString("\tTESTQ $32, DI\n\tJNZ loop\n")
	}
	rest := 64
	if set.width == 64 {
		rest = 0
	}
	fmt.Fprintf(b, "\tADDQ $%d, DI\n", (r.slots.size+1)*64-rest) // and the number of members
	if apart > 0 {
		fmt.Fprintf(b, "\tADDQ $%d, SI\n", apart-rest)
	}
	b.WriteString("\tDECQ CX\n\tJNZ loop\ndone:\n\tVZEROUPPER\n\tRET\n\n")
}
