// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"math"
	"slices"
	"sync"
)

// cells is the number of cells in which values are counted where there are too
// many to be kept: two open ones at the ends and equal ones between.
const cells = 1024

// tally is what is kept of one number over the members. Whatever order its
// blocks arrive in, it ends the same to the bit.
type tally struct {
	values      []float64 // by member; nil where they are counted in cells
	least, most float64
	low, high   float64 // where the equal cells begin and end
	width       float64 // of an equal cell
	perWidth    float64 // 1/width; 0 if there is but one value
	counts      []uint32
	sums        []float64 // by block, each in order of members
}

// newTally returns an empty tally of so many blocks, for so many members if
// their values are kept.
func newTally(blocks, members int, keep bool) tally {
	t := tally{least: math.Inf(1), most: math.Inf(-1), low: math.NaN(), sums: make([]float64, blocks)}
	if keep {
		t.values = make([]float64, members)
	} else {
		t.counts = make([]uint32, cells)
	}
	return t
}

// open sets the cells from the values of the first block, and reports whether they
// are the same as those set before, if there were any.
func (t *tally) open(first []float64) bool {
	low, high := slices.Min(first), slices.Max(first)
	if !math.IsNaN(t.low) {
		return t.low == low && t.high == high
	}
	t.low, t.high = low, high
	t.cut()
	return true
}

// cut makes equal cells between low and high.
func (t *tally) cut() {
	t.width, t.perWidth = (t.high-t.low)/(cells-2), 0
	if t.width > 0 {
		t.perWidth = 1 / t.width
	}
}

// fits reports whether two tallies can be merged: neither counts in other cells
// than the other.
func (t *tally) fits(other *tally) bool {
	return t.values != nil || math.IsNaN(t.low) || math.IsNaN(other.low) || t.low == other.low && t.high == other.high
}

// merge takes in the blocks that are done in another result.
func (t *tally) merge(other *tally, in *Result) {
	for b, done := range in.done {
		if !done {
			continue
		}
		t.sums[b] = other.sums[b]
		if t.values != nil {
			from, to := in.span(b)
			copy(t.values[from:to], other.values[from:to])
		}
	}
	if t.values != nil || math.IsNaN(other.low) {
		return
	}
	t.low, t.high, t.width, t.perWidth = other.low, other.high, other.width, other.perWidth
	t.least, t.most = min(t.least, other.least), max(t.most, other.most)
	for i, count := range other.counts {
		t.counts[i] += count
	}
}

// add takes in the values of a block, which lie in place already where they are
// kept.
func (t *tally) add(block int, values []float64) {
	var sum float64
	if t.values != nil {
		for _, v := range values {
			sum += v
		}
		t.sums[block] = sum
		return
	}
	low, high, perWidth := t.low, t.high, t.perWidth
	least, most := t.least, t.most
	counts := (*[cells]uint32)(t.counts)
	for _, v := range values { // the sum is slow to add up, which hides all else
		sum += v
		cell := min(1+int((v-low)*perWidth), cells-2)
		if v < low {
			cell = 0
		} else if v > high {
			cell = cells - 1
		}
		counts[cell&(cells-1)]++
		if v < least {
			least = v
		}
		if v > most {
			most = v
		}
	}
	t.sums[block], t.least, t.most = sum, least, most
}

// addZeros is add for values that are all 0, as all before them were.
func (t *tally) addZeros(block, n int) {
	t.counts[1] += uint32(n)
	t.sums[block], t.least, t.most = 0, min(t.least, 0), max(t.most, 0)
}

// span is where a cell begins and ends.
func (t *tally) span(cell int) (from, to float64) {
	edge := func(i int) float64 { return t.low + float64(float64(i)*t.width) }
	switch cell {
	case 0:
		return t.least, t.low
	case cells - 1:
		return t.high, t.most
	default:
		return max(edge(cell-1), t.least), min(edge(cell), t.most)
	}
}

// Distribution is how one number is spread over the members that are done.
type Distribution struct {
	values, less []float64 // what is spread is values, or values less less
	drawers      []drawer  // those opened so far
	tally        *tally
	mean         float64
	n            int
}

// drawer is some values that follow one another in order.
type drawer struct {
	first  int // rank
	values []float64
}

// NewDistribution is the distribution of values.
func NewDistribution(values []float64) *Distribution {
	var sum float64
	for _, v := range values {
		sum += v
	}
	return &Distribution{values: values, n: len(values), mean: sum / float64(len(values))}
}

// N is the number of members.
func (d *Distribution) N() int { return d.n }

// Mean is the sum, taken in blocks in order of the members, divided by N.
func (d *Distribution) Mean() float64 { return d.mean }

// Exact reports whether quantiles are those of the values themselves. Otherwise
// they are read from cells.
func (d *Distribution) Exact() bool { return d.tally == nil }

// Resolution is how far a quantile between the ends of the first 1 024 members
// may lie from the exact one: the width of a cell, or 0.
func (d *Distribution) Resolution() float64 {
	if d.tally == nil {
		return 0
	}
	return d.tally.width
}

// Quantile returns the value below which a share q of the members lies, by
// straight interpolation between neighbours.
func (d *Distribution) Quantile(q float64) float64 {
	rank := float64(min(max(q, 0), 1) * float64(d.n-1))
	below := int(rank)
	at := d.at
	if d.tally != nil {
		at = d.tally.at
	}
	v := at(below)
	if rest := rank - float64(below); rest > 0 {
		v += float64(rest * (at(below+1) - v))
	}
	return v
}

// at is the value of a rank, from 0. Values are assigned to equal drawers between the
// least and the most, and only the drawers whose ranks are asked for are sorted: few
// ever are.
func (d *Distribution) at(rank int) float64 {
	if d.drawers == nil {
		var ranks []int
		half := d.errorOfShare(0.5)
		for _, q := range []float64{0.05, 0.1, 0.25, 0.5 - half, 0.5, 0.5 + half, 0.75, 0.9, 0.95} { // what is mostly asked for
			below := int(min(max(q, 0), 1) * float64(d.n-1))
			ranks = append(ranks, below, min(below+1, d.n-1))
		}
		d.open(ranks...)
	}
	for try := range 2 {
		for i := range d.drawers {
			if place := rank - d.drawers[i].first; place >= 0 && place < len(d.drawers[i].values) {
				return d.drawers[i].values[place]
			}
		}
		if try == 0 {
			d.open(rank)
		}
	}
	panic("a rank lies in no drawer")
}

// drawerCount is into how many drawers values are put at most.
const drawerCount = 2048

// cabinet is the room in which values are assigned to drawers.
type cabinet struct {
	values []float64
	places []uint16 // by value
	ends   [drawerCount]int
	opened [drawerCount]int // place among those opened and 1, or 0
}

var cabinets = sync.Pool{New: func() any { return new(cabinet) }}

// open sorts the drawers of some ranks, none of which is open.
func (d *Distribution) open(ranks ...int) {
	c := cabinets.Get().(*cabinet)
	defer cabinets.Put(c)
	values := d.values
	if d.less != nil {
		c.values = append(c.values[:0], values...)
		values = c.values
		for i, v := range d.less {
			values[i] -= v
		}
	}
	low, high := values[0], values[0]
	for _, v := range values {
		if v < low {
			low = v
		} else if v > high {
			high = v
		}
	}
	count := min(drawerCount, 1+len(values)/4)
	scale := 0.0
	if high > low {
		scale = float64(count-1) / (high - low)
	}
	c.places = slices.Grow(c.places[:0], len(values))[:len(values)]
	ends, opened := c.ends[:count], c.opened[:count]
	clear(ends)
	clear(opened)
	for i, v := range values {
		place := uint16((v-low)*scale) % drawerCount
		c.places[i] = place
		c.ends[place]++
	}
	total := 0
	for i, n := range ends {
		total += n
		ends[i] = total
	}
	for _, rank := range ranks {
		i, _ := slices.BinarySearch(ends, rank+1)
		if opened[i] > 0 {
			continue
		}
		first := 0
		if i > 0 {
			first = ends[i-1]
		}
		d.drawers = append(d.drawers, drawer{first, make([]float64, 0, ends[i]-first)})
		opened[i] = len(d.drawers)
	}
	for i, place := range c.places {
		if k := c.opened[place%drawerCount]; k > 0 {
			own := &d.drawers[k-1].values
			*own = append(*own, values[i])
		}
	}
	for _, k := range opened {
		if k > 0 {
			slices.Sort(d.drawers[k-1].values)
		}
	}
}

// at is the value of a rank, from 0, its cell being filled evenly.
func (t *tally) at(rank int) float64 {
	before := 0
	for i, count := range t.counts {
		c := int(count)
		if rank < before+c {
			from, to := t.span(i)
			return from + float64((to-from)*((float64(rank-before)+0.5)/float64(c)))
		}
		before += c
	}
	return t.most
}

// QuantileError is the standard error of a quantile: half the way between the
// quantiles one standard error of the share below and above. For Latin and
// Sobol samples it is, if anything, too large.
func (d *Distribution) QuantileError(q float64) float64 {
	e := d.errorOfShare(q)
	return (d.Quantile(q+e) - d.Quantile(q-e)) / 2
}

// errorOfShare is the standard error of the share of members below a quantile.
func (d *Distribution) errorOfShare(q float64) float64 { return math.Sqrt(q * (1 - q) / float64(d.n)) }

// Band is the middle of a distribution.
type Band struct {
	Low80, Low50, Median, High50, High80 float64
}

// Band is the median with the middle 50% and 80%.
func (d *Distribution) Band() Band {
	return Band{d.Quantile(0.1), d.Quantile(0.25), d.Quantile(0.5), d.Quantile(0.75), d.Quantile(0.9)}
}
