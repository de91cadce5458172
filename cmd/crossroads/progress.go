package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/sink"
)

// bindDryRun adds the flag of commands that take long.
func (o *options) bindDryRun(c *cobra.Command) {
	c.Flags().BoolVar(&o.dryRun, "dry-run", false, "say how many runs it takes, and run nothing")
}

// progress tells on a terminal how far long work is; elsewhere it says nothing.
// It is safe for use by several goroutines.
type progress struct {
	mutex       sync.Mutex
	w           io.Writer // nil where nobody looks
	done, total int
	began, told time.Time
}

// newProgress begins to follow work of so many runs.
func newProgress(c *cobra.Command, total int) *progress {
	p := &progress{total: total, began: time.Now()}
	if f := sink.Device(c.ErrOrStderr()); f != nil {
		p.w = f
	}
	return p
}

// add counts more runs as done and rewrites the line, a few times a second.
func (p *progress) add(runs int) {
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
	share := min(float64(p.done)/float64(p.total), 1)
	left := time.Duration(float64(time.Since(p.began)) * (1/share - 1)).Round(time.Second)
	fmt.Fprintf(p.w, "\r%3.0f%% of %d runs, %s left; Ctrl-C stops \x1b[K", 100*share, p.total, left)
}

// end clears the line.
func (p *progress) end() {
	if p.w != nil {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
