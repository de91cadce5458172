// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"context"
	"io"
	"testing"
)

// counter counts what is written.
type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// BenchmarkSave measures a save of a run of which many blocks are kept already: of
// those that are new, and of all of them.
func BenchmarkSave(b *testing.B) {
	d := design(b, 40_960, "current-course", "kinetic", "investment")
	d.cut = cut{1024, 100, 10}
	r, err := New(d)
	if err != nil {
		b.Fatal(err)
	}
	j := r.NewJournal()
	saved := false
	if err := r.Run(context.Background(), Options{Every: 1, Save: func(r *Result) error {
		if saved || r.Done() < 36*1024 {
			return nil
		}
		saved = true
		return j.Append(io.Discard)
	}}); err != nil {
		b.Fatal(err)
	}
	kept := *j
	for _, c := range []struct {
		name string
		save func(io.Writer) error
	}{{"new", func(w io.Writer) error {
		next := kept
		next.saved, next.counts = append([]bool(nil), kept.saved...), make([][]uint32, len(kept.counts))
		for i := range next.counts {
			next.counts[i] = append([]uint32(nil), kept.counts[i]...)
		}
		return next.Append(w)
	}}, {"all", r.Encode}} {
		b.Run(c.name, func(b *testing.B) {
			var n counter
			for b.Loop() {
				n = 0
				if err := c.save(&n); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n), "bytes")
		})
	}
}
