// SPDX-License-Identifier: Apache-2.0

package workers

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

func TestEveryNumberIsCalledOnce(t *testing.T) {
	calls := make([]atomic.Int32, 1000)
	if err := Each(context.Background(), len(calls), func(i int) error { calls[i].Add(1); return nil }); err != nil {
		t.Fatal(err)
	}
	for i := range calls {
		if n := calls[i].Load(); n != 1 {
			t.Errorf("%d is called %d times", i, n)
		}
	}
	if err := Each(context.Background(), 0, func(int) error { return errors.New("called") }); err != nil {
		t.Error(err)
	}
}

func TestTheFirstNumberThatFailsIsReportedAndTheRestIsLeft(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	var calls atomic.Int32
	err := Each(context.Background(), 100_000, func(i int) error {
		calls.Add(1)
		if i >= 7 {
			return fmt.Errorf("number %d", i)
		}
		return nil
	})
	if err == nil || err.Error() != "number 7" {
		t.Errorf("%v, want number 7", err)
	}
	if n := calls.Load(); n > 1000 {
		t.Errorf("%d calls after a failure", n)
	}
}

func TestNothingBeginsOnceTheContextIsDone(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	var calls atomic.Int32
	err := Each(ctx, 100_000, func(i int) error {
		calls.Add(1)
		stop()
		return nil
	})
	if !errors.Is(err, context.Canceled) || calls.Load() > 1000 {
		t.Errorf("%v after %d calls", err, calls.Load())
	}
}

func TestAWorkerKeepsWhatItMade(t *testing.T) {
	var made atomic.Int32
	err := EachWith(context.Background(), 100, func() *int { made.Add(1); return new(int) }, func(w *int, i int) error { *w++; return nil })
	if n := int(made.Load()); err != nil || n > runtime.GOMAXPROCS(0) {
		t.Errorf("%d workers made, %v", n, err)
	}
}

func TestCallsThatCannotFailAreMadeOnceEach(t *testing.T) {
	calls := make([]atomic.Int32, 100)
	Calls(len(calls), func(i int) { calls[i].Add(1) })
	for i := range calls {
		if n := calls[i].Load(); n != 1 {
			t.Errorf("%d is called %d times", i, n)
		}
	}
}

func TestAllCallsAreUnderWayAtOnceWhateverTheProcessors(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	// Every call waits for all the others, so that none could end if one waited to begin.
	const n = 16
	var begun sync.WaitGroup
	begun.Add(n)
	var sum atomic.Int32
	All(n, func(i int) {
		begun.Done()
		begun.Wait()
		sum.Add(int32(i))
	})
	if got, want := sum.Load(), int32(n*(n-1)/2); got != want {
		t.Errorf("the numbers called add up to %d, want %d", got, want)
	}
	All(0, func(int) { t.Error("called without a number") })
}

func TestNoMoreWorkersAreMadeThanCanWork(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	if Processors() != 3 {
		t.Errorf("%d processors, want 3", Processors())
	}
	for _, c := range []struct{ calls, want int }{{0, 0}, {1, 1}, {2, 2}, {50, 3}} {
		var made atomic.Int32
		err := EachWith(context.Background(), c.calls, func() int32 { return made.Add(1) }, func(int32, int) error { return nil })
		if err != nil || int(made.Load()) != c.want {
			t.Errorf("%d calls: %d workers are made (%v), want %d", c.calls, made.Load(), err, c.want)
		}
	}
}

func TestAFailureIsReportedBeforeTheContextsError(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	failure := errors.New("failed")
	err := Each(ctx, 3, func(int) error { stop(); return failure })
	if err != failure {
		t.Errorf("%v, want the failure", err)
	}
	if err := Each(ctx, 0, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want the context's error even without any call", err)
	}
}
