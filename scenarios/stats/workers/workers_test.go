// SPDX-License-Identifier: Apache-2.0

package workers

import (
	"context"
	"errors"
	"fmt"
	"runtime"
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
