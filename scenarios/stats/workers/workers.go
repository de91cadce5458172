// SPDX-License-Identifier: Apache-2.0

// Package workers does independent pieces of work on all processors. No other
// package has a pool of workers.
package workers

import (
	"cmp"
	"context"
	"runtime"
	"sync"
)

// Processors is how many calls are carried out at a time.
func Processors() int { return runtime.GOMAXPROCS(0) }

// Each calls do for 0 to n-1 in this order, as many calls at a time as there are
// processors. Once a call fails or the context is done it begins no further one.
// It returns the error of the first number whose call failed, whatever the number
// of processors, and else that of the context.
func Each(ctx context.Context, n int, do func(i int) error) error {
	return EachWith(ctx, n, func() struct{} { return struct{}{} }, func(_ struct{}, i int) error { return do(i) })
}

// EachWith is Each with something that every worker makes once and keeps from call
// to call, such as a kernel.
func EachWith[W any](ctx context.Context, n int, newWorker func() W, do func(w W, i int) error) error {
	outer := ctx
	ctx, stop := context.WithCancel(outer)
	defer stop()
	var mutex sync.Mutex
	var failed error
	first := n
	numbers := make(chan int)
	go func() {
		defer close(numbers)
		for i := range n {
			select {
			case numbers <- i:
			case <-ctx.Done():
				return
			}
		}
	}()
	Take(min(n, Processors()), numbers, newWorker, func(w W, i int) {
		if err := do(w, i); err != nil {
			mutex.Lock()
			defer mutex.Unlock()
			if i < first {
				first, failed = i, err
			}
			stop()
		}
	})
	return cmp.Or(failed, outer.Err())
}

// Calls is Each for calls that cannot fail.
func Calls(n int, do func(i int)) {
	Each(context.Background(), n, func(i int) error { do(i); return nil })
}

// All calls do for 0 to n-1, all at once however many processors there are.
func All(n int, do func(i int)) {
	numbers := make(chan int, n)
	for i := range n {
		numbers <- i
	}
	close(numbers)
	Take(n, numbers, func() struct{} { return struct{}{} }, func(_ struct{}, i int) { do(i) })
}

// Take calls do for every task until the channel is closed, so many at a time,
// and returns when all calls have.
func Take[W, T any](atATime int, tasks <-chan T, newWorker func() W, do func(w W, task T)) {
	var all sync.WaitGroup
	for range atATime {
		all.Go(func() {
			w := newWorker()
			for task := range tasks {
				do(w, task)
			}
		})
	}
	all.Wait()
}
