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
	Visit    func(*Member) error   // sees every member that is run, in order
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

// inTheMaking is how many members, in blocks, may be in the making at once,
// whatever the number of workers, so that memory does not grow with them.
const inTheMaking = 2048

// block is the numbers of some members.
type block struct {
	number int
	levels [][]float64  // by level, that is by world, path and variable, then by member
	room   []float64    // for those levels whose values are not kept
	left   atomic.Int32 // batches yet to be run
}

// number makes b the block of that number: numbers that are kept lie where they
// will stay, others in the room of b.
func (r *Result) number(b *block, number int) {
	from, to := r.span(number)
	b.number = number
	room := b.room
	for i := range b.levels {
		if kept := r.levels[i].values; kept != nil {
			b.levels[i] = kept[from:to]
		} else {
			b.levels[i], room = room[:to-from:to-from], room[to-from:]
		}
	}
}

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
		first, w := &block{levels: make([][]float64, len(r.levels))}, r.newWorker()
		for i := range first.levels {
			first.levels[i] = make([]float64, n)
		}
		for k := 0; k < n; k += batch {
			if err := w.run(ctx, task{first, k, min(k+batch, n)}); err != nil {
				return err
			}
		}
		if err := r.open(first, n); err != nil {
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
	for range min(max(2, inTheMaking/r.design.cut.block), len(missing)) {
		room = append(room, r.newBlock())
	}
	return r.fill(ctx, o, missing, room, func(b *block) error {
		r.absorb(b)
		first, end := r.span(b.number)
		if o.Visit != nil {
			if err := r.visit(ctx, first, end-first, o.Visit, func(level, k int) float64 { return b.levels[level][k] }); err != nil {
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

func (r *Result) newBlock() *block {
	room := 0
	for i := range r.levels {
		if r.levels[i].values == nil {
			room += min(r.design.cut.block, r.design.Members)
		}
	}
	return &block{levels: make([][]float64, len(r.levels)), room: make([]float64, room)}
}

// fill runs the blocks named, in the room given, and passes each to finish, one
// at a time and in the order named.
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
			r.number(b, number)
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
	n := t.to - t.from
	for i := range d.Worlds {
		for k := range n {
			w.drawn[k] = r.assumptions[i].Member(first + t.from + k)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := w.kernel.RunAll(w.drawn[:n], r.bundles[i], func(e *model.Ends) {
			from := t.from + e.First
			for v := range r.variables {
				r.variables[v].write(e, t.block.levels[r.level(i, e.Plan, v)][from:from+e.Members])
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
		return fmt.Errorf("member %d of seed %d: scenario %s in world %s: %w",
			first+member.Member+1, r.design.Draws.Seed, r.Path(member.Plan).Name, r.World(world).Name, member.Err)
	}
	return fmt.Errorf("world %s: %w", r.World(world).Name, err)
}
