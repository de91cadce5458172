// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/stats/draw"
)

// DamagedError says that an encoded result is not as it was written.
type DamagedError struct{ What string }

func (e *DamagedError) Error() string { return "damaged: " + e.What }

// Decode reads the result of a design. It fails with a DamagedError if a byte is
// not as it was written, and with another error if it belongs to another design.
func Decode(d *Design, in io.ReadSeeker) (*Result, error) {
	head, body, err := open(in)
	if err != nil {
		return nil, err
	}
	r, err := New(d)
	if err != nil {
		return nil, err
	}
	if different := head.differs(r.header()); different != "" {
		return nil, fmt.Errorf("made with other settings: %s", different)
	}
	fmt.Sscanf(head.Shard, "%d/%d", &r.shard.Index, &r.shard.Count)
	dec := &decoder{r: body}
	for b := range r.done {
		r.done[b] = dec.count() == 1
	}
	for i := range r.levels {
		r.decode(dec, &r.levels[i])
	}
	for i := range r.gaps {
		if r.gaps[i].sums != nil {
			r.decode(dec, &r.gaps[i])
		}
	}
	r.eachCount(func(count *uint32) { *count = dec.count() })
	if dec.err != nil {
		return nil, &DamagedError{"it is too short"}
	}
	return r, nil
}

// decode reads what encode wrote.
func (r *Result) decode(in *decoder, t *tally) {
	for b, done := range r.done {
		if !done {
			continue
		}
		t.sums[b] = in.float()
		if t.values != nil {
			from, to := r.span(b)
			for k := from; k < to; k++ {
				t.values[k] = in.float()
			}
		}
	}
	if t.values == nil {
		for _, v := range []*float64{&t.low, &t.high, &t.least, &t.most} {
			*v = in.float()
		}
		t.cut()
		for i := range t.counts {
			t.counts[i] = in.count()
		}
	}
}

// decoder reads numbers and keeps the first error.
type decoder struct {
	r    *bufio.Reader
	room [8]byte
	err  error
}

func (d *decoder) read(n int) []byte {
	if d.err == nil {
		_, d.err = io.ReadFull(d.r, d.room[:n])
	}
	return d.room[:n]
}

func (d *decoder) float() float64 {
	return math.Float64frombits(binary.LittleEndian.Uint64(d.read(8)))
}

func (d *decoder) count() uint32 { return binary.LittleEndian.Uint32(d.read(4)) }

// open checks the sum of an encoded result and reads its header.
func open(in io.ReadSeeker) (head header, body *bufio.Reader, err error) {
	size, err := in.Seek(0, io.SeekEnd)
	if err != nil {
		return head, nil, err
	}
	if size < sha256.Size {
		return head, nil, &DamagedError{"it is too short"}
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return head, nil, err
	}
	sum := sha256.New()
	if _, err := io.CopyN(sum, in, size-sha256.Size); err != nil {
		return head, nil, err
	}
	written := make([]byte, sha256.Size)
	if _, err := io.ReadFull(in, written); err != nil {
		return head, nil, err
	}
	if !bytes.Equal(written, sum.Sum(nil)) {
		return head, nil, &DamagedError{"its checksum does not fit"}
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return head, nil, err
	}
	body = bufio.NewReaderSize(in, 1<<16)
	line, err := body.ReadBytes('\n')
	if err != nil || json.Unmarshal(line, &head) != nil {
		return head, nil, &DamagedError{"its first line is not a header"}
	}
	return head, body, nil
}

// DesignOf returns the design of an encoded result. A posterior must be given
// again, where one was used.
func DesignOf(in io.ReadSeeker, posterior *Posterior) (*Design, error) {
	head, _, err := open(in)
	if err != nil {
		return nil, err
	}
	if head.Format != encodedFormat || head.Model != scenarios.ModelHash() {
		return nil, fmt.Errorf("made by another version: format %d of model %s, not format %d of model %s",
			head.Format, head.Model, encodedFormat, scenarios.ModelHash())
	}
	d := &Design{Members: head.Members, Pairs: head.Pairs, cut: cut{head.Cut[0], head.Cut[1], head.Cut[2]}}
	if err := head.horizon(&d.Horizon); err != nil {
		return nil, err
	}
	d.Draws = Draws{Seed: head.Seed, Sampling: draw.Method(head.Sampling), Shape: Shape(head.Shape), Width: head.Width, Posterior: posterior, Documented: head.Documented}
	if head.Fitted != "" {
		if d.Draws.Fitted, err = counts.NewPast(head.Bias); err != nil {
			return nil, err
		}
		if d.Draws.Fitted.Sum != head.Fitted {
			return nil, fmt.Errorf("made with draws fitted to other counts: %s, not %s (the version it was made by)", head.Fitted, d.Draws.Fitted.Sum)
		}
	}
	switch {
	case head.Posterior != "" && posterior == nil:
		return nil, fmt.Errorf("made with a posterior (--posterior FILE, the same as then, %s)", head.Posterior)
	case posterior != nil && posterior.Sum != head.Posterior:
		return nil, fmt.Errorf("made with posterior %q, not %q (the same file as then)", head.Posterior, posterior.Sum)
	}
	for _, w := range head.Worlds {
		read, err := scenarios.ParseWorld(w.Name+".yaml", []byte(w.YAML))
		if err != nil {
			return nil, err
		}
		d.Worlds = append(d.Worlds, read)
	}
	for i, s := range head.Scenarios {
		read, err := scenarios.ParseMixed(s.Name+".yaml", []byte(s.YAML))
		if err != nil {
			return nil, err
		}
		d.Paths = append(d.Paths, read)
		if s.Name == head.Against {
			d.Against = i
		}
	}
	for _, name := range head.Series {
		o := model.FindOutcome(name)
		if o == nil {
			return nil, errors.New(scenarios.Unknown("outcome", name, model.OutcomeNames()))
		}
		d.Series = append(d.Series, o)
	}
	return d, nil
}

// horizon reads the horizon of a header.
func (h *header) horizon(to *model.Horizon) (err error) {
	to.StepsPerYear = h.Steps
	if to.Start, err = scenarios.ParseMonth(h.From); err != nil {
		return err
	}
	to.End, err = scenarios.ParseMonth(h.Until)
	return err
}
