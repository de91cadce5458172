// SPDX-License-Identifier: Apache-2.0

package draws

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/sink"
	"crossroads/scenarios/files"
	"crossroads/scenarios/runs/ensemble"
)

// stateName is the file in which an unfinished run, or a part, is kept.
const stateName = "ensemble.state"

// state keeps what is done of an ensemble in a folder.
type state struct {
	folder string
	resume bool
	every  time.Duration
	stderr io.Writer

	journal *ensemble.Journal // of the file; nil where there is none to go on with
}

// name is the file of the state.
func (s *state) name() string { return filepath.Join(s.folder, stateName) }

// say tells something while a run is under way, on a line of its own.
func (s *state) say(format string, args ...any) {
	if sink.Device(s.stderr) != nil {
		fmt.Fprint(s.stderr, "\r\x1b[K") // over the line that tells how far the run is
	}
	fmt.Fprintf(s.stderr, format+"\n", args...)
}

// load is an empty result, or the one kept in the folder.
func (s *state) load(d *ensemble.Design) (*ensemble.Result, error) {
	if !s.resume {
		return ensemble.New(d)
	}
	f, err := files.Open(s.name(), math.MaxInt64)
	if errors.Is(err, os.ErrNotExist) {
		s.say("%s: nothing is kept here; all members are run", s.folder)
		return ensemble.New(d)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, journal, err := ensemble.ReadJournal(d, f)
	var damaged *ensemble.DamagedError
	switch {
	case errors.As(err, &damaged):
		s.say("%s: is %v; all members are run again", s.name(), err)
		return ensemble.New(d)
	case err != nil:
		return nil, fmt.Errorf("%s: %w; give the same command as then, or another --out", s.name(), err)
	}
	if journal.Cut {
		s.say("%s: the last blocks are cut short and left out", s.name())
	}
	s.journal = journal
	s.say("%s: %d of %d members are done", s.name(), r.Done(), d.Members)
	return r, nil
}

// begin loads what is kept and runs the members that are missing. Visit, which may
// be nil, is shown every member.
func (s *state) begin(ctx context.Context, d *ensemble.Design, visitor func(*ensemble.Result) (func(*ensemble.Member) error, error), done func(runs int)) (*ensemble.Result, error) {
	r, err := s.load(d)
	if err != nil {
		return nil, err
	}
	visit, err := visitor(r)
	if err != nil {
		return nil, err
	}
	return r, s.fill(ctx, r, ensemble.Options{Visit: visit}, done, nil)
}

// fill runs the members that are missing. When it is stopped it keeps what is done
// in the folder.
func (s *state) fill(ctx context.Context, r *ensemble.Result, options ensemble.Options, done, total func(runs int)) error {
	paths := len(r.Design().Paths)
	last, unsaved := 0, false
	options.Progress = func(members, all int) {
		if total != nil {
			total(all * paths)
		}
		done((members - last) * paths)
		last = members
	}
	options.Every = s.every
	options.Save = func(r *ensemble.Result) error {
		err := s.save(r)
		if err != nil && !unsaved {
			s.say("%v; the run goes on", err)
		}
		unsaved = err != nil
		return nil
	}
	err := r.Run(ctx, options)
	if err == nil || !errors.Is(err, context.Canceled) || r.Done() == 0 {
		return err
	}
	if err := s.save(r); err != nil {
		return err
	}
	return fmt.Errorf("stopped: %d of %d members are kept in %s (--resume goes on)", r.Done(), r.Design().Members, s.name())
}

// runPart runs a part of an ensemble and keeps it in the folder.
func (s *state) runPart(ctx context.Context, d *ensemble.Design, part ensemble.Shard) error {
	r, err := s.load(d)
	if err != nil {
		return err
	}
	if r.Members(part) == 0 {
		s.say("part %d of %d holds no member: %d members are too few for so many parts", part.Index, part.Count, d.Members)
	}
	p := output.NewProgress(s.stderr, r.Members(part)*len(d.Paths))
	err = s.fill(ctx, r, ensemble.Options{Shard: part}, p.Add, p.SetTotal)
	p.End()
	if err != nil {
		return err
	}
	if err := s.save(r); err != nil {
		return err
	}
	s.say("Wrote to %s: part %d of %d, %d of %d members (crossroads ensemble merge joins the parts)", s.folder, part.Index, part.Count, r.Done(), d.Members)
	return nil
}

// save keeps the blocks that are done. It appends those that are new, or writes all
// where there is nothing to append to. What was kept before stays whole if it fails.
func (s *state) save(r *ensemble.Result) error {
	err := s.append()
	if s.journal == nil || errors.Is(err, os.ErrNotExist) {
		err = s.rewrite(r)
	}
	if err != nil {
		return fmt.Errorf("%s: cannot be written: %w", s.name(), err)
	}
	return nil
}

// append adds the new blocks to the file, where that is better than to write it
// again.
func (s *state) append() (err error) {
	if s.journal == nil || s.journal.Wasteful() {
		s.journal = nil
		return nil
	}
	f, err := os.OpenFile(s.name(), os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	size := s.journal.Size
	defer func() {
		if err != nil {
			f.Truncate(size) // what was written of it is no part of the journal
		}
		err = errors.Join(err, f.Close())
	}()
	if info, err := f.Stat(); err != nil || info.Size() < size { // somebody else wrote here
		s.journal = nil
		return err
	}
	if err := f.Truncate(size); err != nil {
		return err
	}
	if _, err := f.Seek(size, io.SeekStart); err != nil {
		return err
	}
	return s.journal.Append(f)
}

// rewrite writes all blocks in a new file first, so that the one before stays whole
// if this one cannot be written.
func (s *state) rewrite(r *ensemble.Result) (err error) {
	if err := os.MkdirAll(s.folder, 0o755); err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(s.folder, "."+stateName+".draft"))
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	defer f.Close()
	journal := r.NewJournal()
	if err := journal.Append(f); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), s.name()); err != nil {
		return err
	}
	s.journal = journal
	return nil
}

// remove removes what was kept of a run that is now complete.
func (s *state) remove() error {
	if err := os.Remove(s.name()); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// tuneGC keeps memory close to what is in use, and if it can be below 256 MiB: most
// of it is large and stays, so that looking for what is left over costs little.
func tuneGC() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(25)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(232 << 20)
	}
}
