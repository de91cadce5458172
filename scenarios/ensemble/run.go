package ensemble

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"crossroads/model"
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
}

// Shard is part Index, from 0, of Count parts.
type Shard struct{ Index, Count int }

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

// buffers is how many blocks may be in the making at once, whatever the number
// of workers, so that memory does not grow with them.
const buffers = 3

// block is the numbers of some members: by level, then by member.
type block struct {
	number int
	size   int
	values []float64
	left   atomic.Int32 // batches yet to be run
}

// level is one variable of one path in one world by member.
func (b *block) level(i int) []float64 { return b.values[i*b.size : (i+1)*b.size] }

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
		b := r.newBlock()
		if err := r.fill(ctx, o, []int{0}, []*block{b}, func(*block) error { return nil }); err != nil {
			return err
		}
		if err := r.open(b); err != nil {
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
	for range min(buffers, len(missing)) {
		room = append(room, r.newBlock())
	}
	return r.fill(ctx, o, missing, room, func(b *block) error {
		r.absorb(b)
		first, end := r.span(b.number)
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

func (r *Result) newBlock() *block {
	size := min(r.design.cut.block, r.design.Members)
	return &block{size: size, values: make([]float64, len(r.levels)*size)}
}

// fill runs the blocks named, in the room given, and passes each to finish, one
// at a time, as it gets done.
func (r *Result) fill(ctx context.Context, o Options, numbers []int, room []*block, finish func(*block) error) error {
	outer := ctx
	ctx, stop := context.WithCancelCause(outer)
	defer stop(nil)
	workers := o.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	free := make(chan *block, len(room))
	for _, b := range room {
		free <- b
	}
	tasks, finished := make(chan task), make(chan *block, len(room))
	var busy sync.WaitGroup
	for range workers {
		busy.Go(func() {
			w := r.newWorker()
			for t := range tasks {
				if ctx.Err() != nil {
					continue
				}
				if err := w.run(ctx, t); err != nil {
					stop(err)
				} else if t.block.left.Add(-1) == 0 {
					finished <- t.block
				}
			}
		})
	}
	go func() {
		defer close(finished)
		defer busy.Wait()
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
			b.number = number
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
	var failed error
	for b := range finished {
		if failed == nil {
			if failed = finish(b); failed != nil {
				stop(failed)
			}
		}
		left--
		free <- b
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
	years  []model.Years
}

func (r *Result) newWorker() *worker {
	return &worker{r, model.NewKernel(), make([]model.Parameters, batch), make([]model.Years, batch)}
}

// run runs the members of a task and writes their numbers into its block.
func (w *worker) run(ctx context.Context, t task) error {
	r, d := w.result, w.result.design
	first, _ := r.span(t.block.number)
	n := t.to - t.from
	for i := range d.Worlds {
		for k := range n {
			w.drawn[k] = r.assumptions[i].Member(first + t.from + k)
		}
		for j, plan := range r.plans[i] {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := w.kernel.Run(w.drawn[:n], plan, d.Horizon, w.years[:n]); err != nil {
				return r.place(err, first+t.from, i, j)
			}
			for v, variable := range r.variables {
				values := t.block.level(r.level(i, j, v))[t.from:t.to]
				for k := range values {
					values[k] = variable.of(w.years[k])
				}
			}
		}
	}
	return nil
}

// place names the member, path and world of a failed run.
func (r *Result) place(err error, first, world, path int) error {
	var member *model.MemberError
	if errors.As(err, &member) {
		return fmt.Errorf("member %d of seed %d: scenario %s in world %s: %w",
			first+member.Member+1, r.design.Draws.Seed, r.Path(path).Name, r.World(world).Name, member.Err)
	}
	return fmt.Errorf("scenario %s in world %s: %w", r.Path(path).Name, r.World(world).Name, err)
}
