// SPDX-License-Identifier: Apache-2.0

package output

import (
	"fmt"
	"io"
	"sync"
	"time"

	"crossroads/cmd/crossroads/internal/sink"
	"crossroads/plots"
)

// Progress tells on a terminal how far long work is; elsewhere it says nothing.
// It is safe for use by several goroutines.
type Progress struct {
	mutex       sync.Mutex
	w           io.Writer // nil where nobody looks
	done, total int
	began, told time.Time
}

// NewProgress begins to follow work of so many runs.
func NewProgress(stderr io.Writer, total int) *Progress {
	p := &Progress{total: max(total, 1), began: time.Now()}
	if f := sink.Device(stderr); f != nil {
		p.w = f
	}
	return p
}

// Add counts more runs as done and rewrites the line, a few times a second.
func (p *Progress) Add(runs int) {
	if p.w == nil {
		return
	}
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.done += runs
	if time.Since(p.told) < 200*time.Millisecond {
		return
	}
	p.told = time.Now()
	fmt.Fprintf(p.w, "\r%s \x1b[K", p.words(time.Since(p.began)))
}

// words say how far the work is. The time left is said only after two seconds
// and a twentieth of the runs: before, it would be a guess.
func (p *Progress) words(spent time.Duration) string {
	share := min(float64(p.done)/float64(p.total), 1)
	left := ""
	if spent >= 2*time.Second && share >= 0.05 {
		left = fmt.Sprintf(", %s left", time.Duration(float64(spent)*(1/share-1)).Round(time.Second))
	}
	return fmt.Sprintf("%.0f%% of %s runs%s; Ctrl-C stops", 100*share, plots.Count(p.total), left)
}

// End clears the line.
func (p *Progress) End() {
	if p.w != nil {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}

// SetTotal sets the number of runs of the work again.
func (p *Progress) SetTotal(runs int) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.total = max(runs, 1)
}
