// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"crossroads/model"
	"crossroads/scenarios/stats/workers"
)

// Run runs the whole design on all processors.
func Run(ctx context.Context, d *Design) (*Result, error) {
	r, err := New(d)
	if err != nil {
		return nil, err
	}
	return r, r.Run(ctx, Options{})
}

// Options say how a result is filled. None of them changes a number.
type Options struct {
	Workers  int                   // as many as processors if 0
	Shard    Shard                 // which part of the members; all if zero
	Progress func(done, total int) // members of the part so far; called by one goroutine at a time
	Save     func(*Result) error   // called by the same goroutine when Every has passed since the last call
	Every    time.Duration         // a minute if 0
	Visit    func(*Member) error   // sees every member that is run, in order
}

func (o *Options) workers() int {
	if o.Workers > 0 {
		return o.Workers
	}
	return workers.Processors()
}

// Shard is part Index, from 0, of Count parts.
type Shard struct{ Index, Count int }

// Members is how many members of a result a shard holds.
func (r *Result) Members(s Shard) int {
	n := 0
	from, to := s.blocks(len(r.done))
	for b := from; b < to; b++ {
		first, end := r.span(b)
		n += end - first
	}
	return n
}

// blocks is the range of blocks of a shard.
func (s Shard) blocks(total int) (from, to int) {
	if s.Count == 0 {
		return 0, total
	}
	return s.Index * total / s.Count, (s.Index + 1) * total / s.Count
}

// batch is how many members a kernel runs in one call: enough to fill its lanes,
// few enough to stay close to the processor and to stop soon.
const batch = 32

// inTheMaking is how many blocks may be in the making at once: enough for every
// worker, and of no more than 2,048 members, so that memory does not grow with
// the number of workers.
func (r *Result) inTheMaking(workers int) int {
	block := r.design.cut.block
	return max(2, min(2+2*workers*batch/block, 2048/block))
}

// block is the numbers of some members. They lie by batch, then by level, then by
// member, so that a kernel writes and a reader reads in few places at a time.
type block struct {
	number, members, levels int
	room                    []float64
	left                    atomic.Int32 // batches yet to be run
}

// newBlock returns the room for a block.
func (r *Result) newBlock(members int) *block {
	levels := len(r.levels)
	return &block{members: members, levels: levels, room: make([]float64, (members+batch-1)/batch*batch*levels)}
}

// row is a level of the members of one batch.
func (b *block) row(number, level int) []float64 {
	from := (number*b.levels + level) * batch
	return b.room[from : from+min(batch, b.members-number*batch)]
}

// of writes a level of all members.
func (b *block) of(level int, to []float64) []float64 {
	for from := 0; from < b.members; from += batch {
		copy(to[from:], b.row(from/batch, level))
	}
	return to[:b.members]
}

// at is a level of one member.
func (b *block) at(level, member int) float64 { return b.row(member/batch, level)[member%batch] }

// task is some members of a block to be run.
type task struct {
	block    *block
	from, to int // within the block
}

// Run runs the blocks of the shard that are not done. When ctx ends it stops
// within the time of one batch, forgets the blocks in the making, keeps those
// that are done and returns its error.
func (r *Result) Run(ctx context.Context, o Options) error {
	if !r.opened() {
		n := min(openers, r.design.Members)
		first, w := r.newBlock(n), r.newWorker()
		for k := 0; k < n; k += batch {
			if err := w.run(ctx, task{first, k, min(k+batch, n)}); err != nil {
				return err
			}
		}
		if err := r.open(first); err != nil {
			return err
		}
	}
	r.shard = o.Shard
	from, to := o.Shard.blocks(len(r.done))
	var missing []int
	done, total := 0, 0
	for b := from; b < to; b++ {
		first, end := r.span(b)
		total += end - first
		if r.done[b] {
			done += end - first
		} else {
			missing = append(missing, b)
		}
	}
	every := o.Every
	if every == 0 {
		every = time.Minute
	}
	saved := time.Now()
	var room []*block
	for range min(r.inTheMaking(o.workers()), len(missing)) {
		room = append(room, r.newBlock(min(r.design.cut.block, r.design.Members)))
	}
	return r.fill(ctx, o, missing, room, func(b *block) error {
		r.absorb(b)
		first, end := r.span(b.number)
		if o.Visit != nil {
			if err := r.visit(ctx, first, end-first, o.Visit, b.at); err != nil {
				return err
			}
		}
		done += end - first
		if o.Progress != nil {
			o.Progress(done, total)
		}
		if o.Save != nil && done < total && time.Since(saved) >= every {
			if err := o.Save(r); err != nil {
				return err
			}
			saved = time.Now()
		}
		return nil
	})
}

// fill runs the blocks named, in the room given, and passes each to finish, one
// at a time and in the order named.
func (r *Result) fill(ctx context.Context, o Options, numbers []int, room []*block, finish func(*block) error) error {
	outer := ctx
	ctx, stop := context.WithCancelCause(outer)
	defer stop(nil)
	free := make(chan *block, len(room))
	for _, b := range room {
		free <- b
	}
	tasks, finished := make(chan task), make(chan *block, len(room))
	go func() {
		defer close(finished)
		workers.Take(o.workers(), tasks, r.newWorker, func(w *worker, t task) {
			if ctx.Err() != nil {
				return
			}
			if err := w.run(ctx, t); err != nil {
				stop(err)
			} else if t.block.left.Add(-1) == 0 {
				finished <- t.block
			}
		})
	}()
	go func() {
		defer close(tasks)
		for _, number := range numbers {
			var b *block
			select {
			case b = <-free:
			case <-ctx.Done():
				return
			}
			from, to := r.span(number)
			n := to - from
			b.number, b.members = number, n
			b.left.Store(int32((n + batch - 1) / batch))
			for k := 0; k < n; k += batch {
				select {
				case tasks <- task{b, k, min(k+batch, n)}:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	left := len(numbers)
	early := map[int]*block{}
	var failed error
	for b := range finished {
		early[b.number] = b
		for left > 0 {
			b, ready := early[numbers[len(numbers)-left]]
			if !ready {
				break
			}
			if failed == nil {
				if failed = finish(b); failed != nil {
					stop(failed)
				}
			}
			left--
			delete(early, b.number)
			free <- b
		}
	}
	switch {
	case failed != nil || left == 0:
		return failed
	case outer.Err() != nil:
		return outer.Err()
	default:
		return context.Cause(ctx)
	}
}

// worker is the room one goroutine needs.
type worker struct {
	result *Result
	kernel *model.Kernel
	drawn  []model.Parameters
}

func (r *Result) newWorker() *worker {
	return &worker{r, model.NewKernel(), make([]model.Parameters, batch)}
}

// run runs the members of a task and writes their numbers into its block.
func (w *worker) run(ctx context.Context, t task) error {
	r, d := w.result, w.result.design
	first, _ := r.span(t.block.number)
	n, number := t.to-t.from, t.from/batch
	for i := range d.Worlds {
		for k := range n {
			w.drawn[k] = r.assumptions[i].Member(first + t.from + k)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := w.kernel.RunAll(w.drawn[:n], r.bundles[i], func(e *model.Ends) {
			to := func(v int) []float64 {
				return t.block.row(number, r.level(i, e.Plan, v))[e.First : e.First+e.Members]
			}
			for o := range model.OutcomeTable {
				model.OutcomeTable[o].Whole(e, to(o))
			}
			from := d.Horizon.Start.Year()
			if e.Plan > 0 {
				from = max(from, r.common+1)
			}
			v := len(model.OutcomeTable) // the variables follow by outcome, then year
			for _, o := range d.Series {
				o.Yearly(e, from, func(year int) []float64 { return to(v + year - d.Horizon.Start.Year()) })
				v += d.Horizon.Months() / 12
			}
		}); err != nil {
			return r.place(err, first+t.from, i)
		}
	}
	return nil
}

// place names the member, path and world of a failed run.
func (r *Result) place(err error, first, world int) error {
	var member *model.MemberError
	if errors.As(err, &member) {
		return fmt.Errorf("member %d of seed %d: path %s in world %s: %w",
			first+member.Member+1, r.design.Draws.Seed, r.Path(member.Plan).Name, r.World(world).Name, member.Err)
	}
	return fmt.Errorf("world %s: %w", r.World(world).Name, err)
}
