// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
)

// Journal is the encoded form of a result to which blocks are appended as they are
// done. It begins with a line of JSON and its checksum. Each Append writes a record
// for every new block, then one for the counts over all of them. A record is its
// kind, its length, its content and the SHA-256 of these and of the checksum before
// it, so that a record that is missing, changed or out of its place is found.
type Journal struct {
	Size int64 // up to the last counts; what follows is not part of it
	Cut  bool  // more followed when it was read, and could not be used

	r      *Result
	shard  Shard // as the first line has it
	saved  []bool
	counts [][]uint32 // as last written, by tally that counts; nil for 0
	sum    [sha256.Size]byte
	spent  int64 // bytes of counts
	room   encoder
}

// The kinds of records.
const (
	blockRecord  = 'B'
	countsRecord = 'C'
)

// recordHead is the length of kind and length of a record.
const recordHead = 5

// NewJournal is the empty journal of a result.
func (r *Result) NewJournal() *Journal {
	return &Journal{r: r, saved: make([]bool, len(r.done)), counts: make([][]uint32, len(r.counting()))}
}

// mostSpent is how many bytes of counts a journal may always hold.
const mostSpent = 64 << 20

// Wasteful reports whether the journal is better written again: most of it is counts
// that later ones replace, or its first line names another part.
func (j *Journal) Wasteful() bool {
	return j.Size == 0 || j.shard != j.r.shard || j.spent > mostSpent+3*(j.Size-j.spent)
}

// Encode writes the blocks that are done, so that Decode returns the same result
// on any machine.
func (r *Result) Encode(w io.Writer) error { return r.NewJournal().Append(w) }

// Append writes the blocks that are done and not yet in the journal. Where it
// fails the journal is what it was, and what was written is not part of it.
func (j *Journal) Append(w io.Writer) error {
	r, next := j.r, *j
	if j.Size > 0 && slices.Equal(j.saved, r.done) {
		return nil
	}
	out := bufio.NewWriterSize(w, 1<<16)
	if j.Size == 0 {
		line, err := json.Marshal(r.header())
		if err != nil {
			return err
		}
		line = append(line, '\n')
		next.sum, next.shard = sha256.Sum256(line), r.shard
		out.Write(line)
		out.Write(next.sum[:])
		next.Size = int64(len(line) + sha256.Size)
	}
	e, tallies, counting := &j.room, r.tallies(), r.counting()
	for b, done := range r.done {
		if !done || j.saved[b] {
			continue
		}
		e.text = binary.LittleEndian.AppendUint32(e.text[:0], uint32(b))
		for _, t := range tallies {
			e.float(t.sums[b])
			if t.values != nil {
				from, to := r.span(b)
				for _, v := range t.values[from:to] {
					e.float(v)
				}
			}
		}
		if _, err := next.record(out, blockRecord, e.text); err != nil {
			return err
		}
	}
	e.text = e.text[:0]
	for i, t := range counting {
		for _, v := range []float64{t.low, t.high, t.least, t.most} {
			e.float(v)
		}
		e.more(t.counts, j.counts[i])
	}
	r.eachCount(func(count *uint32) { e.count(*count) })
	n, err := next.record(out, countsRecord, e.text)
	if err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	next.spent, next.room = next.spent+n, *e
	*j = next
	copy(j.saved, r.done)
	for i, t := range counting {
		j.counts[i] = append(j.counts[i][:0], t.counts...)
	}
	return nil
}

// record writes one record and returns its length.
func (j *Journal) record(out io.Writer, kind byte, content []byte) (int64, error) {
	head := binary.LittleEndian.AppendUint32([]byte{kind}, uint32(len(content)))
	j.sum = j.following(head, content)
	for _, part := range [][]byte{head, content, j.sum[:]} {
		if _, err := out.Write(part); err != nil {
			return 0, err
		}
	}
	n := int64(len(head) + len(content) + len(j.sum))
	j.Size += n
	return n, nil
}

// following is the checksum of a record that follows.
func (j *Journal) following(head, content []byte) (sum [sha256.Size]byte) {
	h := sha256.New()
	h.Write(j.sum[:])
	h.Write(head)
	h.Write(content)
	return [sha256.Size]byte(h.Sum(nil))
}

// tallies are all that is counted, in a fixed order.
func (r *Result) tallies() []*tally {
	var list []*tally
	for i := range r.levels {
		list = append(list, &r.levels[i])
	}
	for i := range r.gaps {
		if r.gaps[i].sums != nil {
			list = append(list, &r.gaps[i])
		}
	}
	return list
}

// counting are those of tallies that keep no values.
func (r *Result) counting() []*tally {
	return slices.DeleteFunc(r.tallies(), func(t *tally) bool { return t.values != nil })
}

// ReadJournal reads the result of a design up to the last counts that are as they
// were written. It fails with a DamagedError if there are none, and with another
// error if the result belongs to another design.
func ReadJournal(d *Design, in io.ReadSeeker) (*Result, *Journal, error) {
	head, body, err := open(in)
	if err != nil {
		return nil, nil, err
	}
	r, err := New(d)
	if err != nil {
		return nil, nil, err
	}
	if different := head.differs(r.header()); different != "" {
		return nil, nil, fmt.Errorf("made with other settings: %s", different)
	}
	fmt.Sscanf(head.Shard, "%d/%d", &r.shard.Index, &r.shard.Count)
	j := r.NewJournal()
	j.shard, j.sum = r.shard, head.sum
	end, at, sum := head.size, head.size, head.sum // of what was read, and of what is kept
	var pending []int
	var content bytes.Buffer
	for {
		kind, err := j.next(body, &content)
		if err == io.EOF {
			break
		}
		if err == nil {
			end += int64(recordHead + content.Len() + sha256.Size)
			pending, err = j.take(kind, content.Bytes(), pending)
		}
		if err != nil {
			j.Cut = true
			break
		}
		if kind == countsRecord {
			j.spent += int64(recordHead + content.Len() + sha256.Size)
			j.Size, at, sum = end, end, j.sum
		}
	}
	if at == head.size {
		return nil, nil, &DamagedError{"its checksum does not fit"}
	}
	j.Cut, j.sum = j.Cut || end != at, sum
	return r, j, nil
}

// next reads the next record whole; the error is io.EOF where none begins.
func (j *Journal) next(body *bufio.Reader, content *bytes.Buffer) (kind byte, err error) {
	var head [recordHead]byte
	if _, err := io.ReadFull(body, head[:]); err != nil {
		return 0, err
	}
	n := int64(binary.LittleEndian.Uint32(head[1:]))
	content.Reset()
	if read, err := io.CopyN(content, body, n); read < n {
		return 0, fmt.Errorf("the record ends too early: %w", err)
	}
	var written [sha256.Size]byte
	if _, err := io.ReadFull(body, written[:]); err != nil {
		return 0, fmt.Errorf("the record has no checksum: %w", err)
	}
	if written != j.following(head[:], content.Bytes()) {
		return 0, fmt.Errorf("the checksum does not fit")
	}
	j.sum = written
	return head[0], nil
}

// take reads a record into the result. Blocks are pending until their counts come.
func (j *Journal) take(kind byte, content []byte, pending []int) ([]int, error) {
	r, d := j.r, decoder{text: content}
	switch kind {
	case blockRecord:
		b := int(d.uint32())
		if b >= len(r.done) {
			return nil, fmt.Errorf("there is no block %d", b)
		}
		for _, t := range r.tallies() {
			t.sums[b] = d.float()
			if t.values != nil {
				from, to := r.span(b)
				for k := from; k < to; k++ {
					t.values[k] = d.float()
				}
			}
		}
		pending = append(pending, b)
	case countsRecord:
		for i, t := range r.counting() {
			for _, v := range []*float64{&t.low, &t.high, &t.least, &t.most} {
				*v = d.float()
			}
			t.cut()
			d.more(t.counts)
			j.counts[i] = append(j.counts[i][:0], t.counts...)
		}
		r.eachCount(func(count *uint32) { *count = d.count() })
		for _, b := range pending {
			r.done[b], j.saved[b] = true, true
		}
		pending = nil
	}
	if d.short || len(d.text) > 0 {
		return nil, fmt.Errorf("the record has another length")
	}
	return pending, nil
}

// encoder writes numbers.
type encoder struct{ text []byte }

func (e *encoder) float(v float64) {
	e.text = binary.LittleEndian.AppendUint64(e.text, math.Float64bits(v))
}

func (e *encoder) count(n uint32) { e.text = binary.AppendUvarint(e.text, uint64(n)) }

// more writes by how much counts are above those before, where they are.
func (e *encoder) more(counts, before []uint32) {
	skipped := uint32(0)
	for i, n := range counts {
		if before != nil {
			n -= before[i]
		}
		if n == 0 {
			skipped++
			continue
		}
		e.count(skipped)
		e.count(n)
		skipped = 0
	}
	e.count(uint32(len(counts))) // more than can be skipped: the end
}

// decoder reads numbers and notes where there are too few.
type decoder struct {
	text  []byte
	short bool
}

func (d *decoder) take(n int) []byte {
	if len(d.text) < n {
		d.short, d.text = true, nil
		return make([]byte, n)
	}
	taken := d.text[:n]
	d.text = d.text[n:]
	return taken
}

func (d *decoder) uint32() uint32 { return binary.LittleEndian.Uint32(d.take(4)) }

func (d *decoder) float() float64 { return math.Float64frombits(binary.LittleEndian.Uint64(d.take(8))) }

func (d *decoder) count() uint32 {
	v, n := binary.Uvarint(d.text)
	if n <= 0 || v > math.MaxUint32 {
		d.short, d.text = true, nil
		return 0
	}
	d.text = d.text[n:]
	return uint32(v)
}

// more adds what encoder.more wrote.
func (d *decoder) more(counts []uint32) {
	for i := 0; ; i++ {
		skipped := d.count()
		if d.short || skipped >= uint32(len(counts)) {
			return
		}
		if i += int(skipped); i >= len(counts) {
			d.short, d.text = true, nil
			return
		}
		counts[i] += d.count()
	}
}
