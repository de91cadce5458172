// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"

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
	r, j, err := ReadJournal(d, in)
	if err == nil && j.Cut {
		err = &DamagedError{"its last record is cut short"}
	}
	if err != nil {
		return nil, err
	}
	return r, nil
}

// open reads the first line of an encoded result and checks its sum.
func open(in io.ReadSeeker) (head header, body *bufio.Reader, err error) {
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return head, nil, err
	}
	body = bufio.NewReaderSize(in, 1<<16)
	line, err := body.ReadBytes('\n')
	if err != nil || json.Unmarshal(line, &head) != nil {
		return head, nil, &DamagedError{"its first line is not a header"}
	}
	if head.Format > 0 && head.Format < encodedFormat {
		return head, nil, fmt.Errorf("kept by an earlier version, in format %d; this version reads format %d", head.Format, encodedFormat)
	}
	if _, err := io.ReadFull(body, head.sum[:]); err != nil || head.sum != sha256.Sum256(line) {
		return head, nil, &DamagedError{"the checksum of its first line does not fit"}
	}
	head.size = int64(len(line) + sha256.Size)
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
