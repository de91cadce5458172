// SPDX-License-Identifier: Apache-2.0

package start

import (
	"fmt"
	"os"
	"slices"
	"sync"
	"time"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"

	"github.com/spf13/cobra"
)

const (
	// lookEvery is how often watched files are looked at. A save is taken up when
	// two looks in a row find the same, so that no half-written file is read.
	lookEvery = 25 * time.Millisecond

	// goneAfter is how long a file may be away before that counts as a change:
	// editors that save by renaming take it away for a moment.
	goneAfter = 500 * time.Millisecond

	// retryAfter is how soon files with mistakes are tried again unasked: what is
	// wrong may be a file they extend, which nobody knows of until they are right.
	retryAfter = 500 * time.Millisecond
)

// watcher tells when files change by looking at them again and again, which sees
// every way of saving on every file system.
type watcher struct {
	files   []string
	last    []os.FileInfo // nil for a file that is away
	changed bool          // since the last save taken up
	away    time.Time     // since when a file has been away
}

// newWatcher begins to watch files as they are now.
func newWatcher(files []string) *watcher {
	w := &watcher{files: files}
	w.last = w.states()
	return w
}

// follow watches more files, read at the given time. A file saved since then counts
// as changed.
func (w *watcher) follow(files []string, read time.Time) {
	for _, name := range files {
		if slices.Contains(w.files, name) {
			continue
		}
		further := newWatcher([]string{name})
		w.files, w.last = append(w.files, name), append(w.last, further.last...)
		w.changed = w.changed || further.last[0] == nil || further.last[0].ModTime().After(read)
	}
}

// states is how each file stands now.
func (w *watcher) states() []os.FileInfo {
	list := make([]os.FileInfo, len(w.files))
	for i, name := range w.files {
		if info, err := os.Stat(name); err == nil {
			list[i] = info
		}
	}
	return list
}

// saved looks at the files at a time and reports whether a change to any of them is
// complete.
func (w *watcher) saved(now time.Time) bool {
	states := w.states()
	moving := !slices.EqualFunc(states, w.last, sameState)
	w.last = states
	w.changed = w.changed || moving
	if !slices.Contains(states, nil) {
		w.away = now
	}
	if !w.changed || moving || slices.Contains(states, nil) && now.Sub(w.away) < goneAfter {
		return false
	}
	w.changed = false
	return true
}

// sameState reports whether a file has not been touched between two looks.
func sameState(a, b os.FileInfo) bool {
	if a == nil || b == nil {
		return a == b
	}
	return os.SameFile(a, b) && a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size()
}

// watchedFiles are the files a comparison is read from; one at least, and each
// there to begin with.
func (o *compareOptions) watchedFiles(names []string) ([]string, error) {
	var files []string
	for _, name := range append(slices.Clone(names), o.World, o.Against) {
		if !output.IsYAML(name) || slices.Contains(files, name) {
			continue
		}
		if _, err := os.Stat(name); err != nil {
			return nil, err
		}
		files = append(files, name)
	}
	if len(files) == 0 {
		return nil, flags.Usagef("compare --watch: no file named (one or more scenario or world files)")
	}
	return files, nil
}

// watchComparison compares again whenever one of the files is saved, until it is
// stopped. Tables come at once, figures and files when they are drawn; mistakes
// are named and waited out.
func watchComparison(c *cobra.Command, o *compareOptions, names []string) error {
	files, err := o.watchedFiles(names)
	if err != nil {
		return err
	}
	request, err := o.Request(c)
	if err != nil {
		return err
	}
	w := &comparisonWatch{command: c, options: o, names: names, request: request, queue: make(chan *output.Answer, 1), drawn: make(chan string, 1)}
	var drawing sync.WaitGroup
	drawing.Go(w.draw)
	defer drawing.Wait()
	defer close(w.queue)

	looks := time.NewTicker(lookEvery)
	defer looks.Stop()
	saves := newWatcher(files)
	w.say("watching %s; Ctrl-C ends it", table.Sentence(files))
	if err := w.show(true); flags.Misused(err) {
		return err
	}
	for {
		saves.follow(w.files, w.tried)
		select {
		case <-c.Context().Done():
			return nil
		case words := <-w.drawn:
			w.say("%s", words)
		case now := <-looks.C:
			if saved := saves.saved(now); saved || w.wrong != "" && now.Sub(w.tried) > retryAfter {
				w.show(saved)
			}
		}
	}
}

// comparisonWatch is a comparison that is made again and again.
type comparisonWatch struct {
	command *cobra.Command
	options *compareOptions
	names   []string
	request *output.Request
	files   []string            // those the last table was made from, by way of extends too
	wrong   string              // what is wrong since the last table; "" for nothing
	tried   time.Time           // when a table was last tried
	table   time.Time           // when the last table was printed; zero before
	queue   chan *output.Answer // the newest one to draw
	drawn   chan string         // what became of each
}

// clock is a time of day in words.
func clock(t time.Time) string { return t.Format("15:04:05") }

// say writes a line to stderr.
func (w *comparisonWatch) say(format string, args ...any) {
	fmt.Fprintf(w.command.ErrOrStderr(), format+"\n", args...)
}

// show prints the table as the files stand now and hands it on to be drawn, or
// says what is wrong and of when the last table is. Unless a file was saved it is
// silent about what it has said before.
func (w *comparisonWatch) show(saved bool) error {
	began := time.Now()
	w.tried = began
	var answer *output.Answer
	made, err := w.options.find(w.names)
	if err == nil {
		answer, err = made.Run(w.command.Context(), func(int) {})
	}
	if err == nil {
		err = w.request.Show(answer)
	}
	switch {
	case w.command.Context().Err() != nil:
		return nil
	case err != nil && !saved && err.Error() == w.wrong:
		return err
	case err != nil:
		w.wrong = err.Error()
		w.say("%v", err)
		if w.table.IsZero() {
			w.say("%s no table yet; waiting for the next save", clock(began))
		} else {
			w.say("%s no new table; the last one is of %s", clock(began), clock(w.table))
		}
		return err
	}
	w.table, w.files, w.wrong = began, made.files(), ""
	w.say("%s table made in %d ms", clock(began), time.Since(began).Milliseconds())
	select {
	case <-w.queue: // what was not begun is out of date
	default:
	}
	w.queue <- answer
	return nil
}

// draw writes the files of each comparison handed to it.
func (w *comparisonWatch) draw() {
	for answer := range w.queue {
		began := time.Now()
		wrote, err := w.request.Write(answer)
		words := fmt.Sprintf("%s wrote to %s in %.1f s: %s", clock(began), w.options.Out, time.Since(began).Seconds(), wrote)
		if err != nil {
			words = err.Error()
		}
		select {
		case <-w.command.Context().Done():
			return
		case w.drawn <- words:
		}
	}
}
