// SPDX-License-Identifier: Apache-2.0

// Package difference says in what two paths, or two worlds, differ, and how far
// each difference alone moves what is counted.
package difference

import (
	"crossroads/model"
	"crossroads/scenarios"
)

// Change is one thing that the second of two files says otherwise than the first.
type Change struct {
	Name, Unit    string    // Unit is "" for what is no number
	First, Second string    // as files have it; "" for nothing
	Low, High     float64   // by how much the second is more, at least and at most over time
	Alone         []float64 // what it does to each outcome of the first, all else as there
}

// Difference is what sets two files apart, in the order in which files say it.
type Difference struct {
	Outcomes      []*model.Outcome
	Changes       []Change
	First, Second []float64 // each outcome of either
}

// Total is by how much an outcome of the second exceeds that of the first.
func (d *Difference) Total(outcome int) float64 { return d.Second[outcome] - d.First[outcome] }

// Sum is what all changes, each alone, do to an outcome.
func (d *Difference) Sum(outcome int) float64 {
	var sum float64
	for i := range d.Changes {
		sum += d.Changes[i].Alone[outcome]
	}
	return sum
}

// Remainder is what the changes do together beyond what each does alone.
func (d *Difference) Remainder(outcome int) float64 { return d.Total(outcome) - d.Sum(outcome) }

// measure runs both files and the first with each change.
func (d *Difference) measure(first, second func() (*scenarios.Run, error), changed []func() (*scenarios.Run, error)) error {
	var err error
	if d.First, err = d.read(first); err != nil {
		return err
	}
	if d.Second, err = d.read(second); err != nil {
		return err
	}
	for i := range d.Changes {
		alone, err := d.read(changed[i])
		if err != nil {
			return err
		}
		for k := range alone {
			alone[k] -= d.First[k]
		}
		d.Changes[i].Alone = alone
	}
	return nil
}

// read is the outcomes of a run.
func (d *Difference) read(run func() (*scenarios.Run, error)) ([]float64, error) {
	r, err := run()
	if err != nil {
		return nil, err
	}
	values := make([]float64, len(d.Outcomes))
	for i, o := range d.Outcomes {
		values[i] = o.Of(r.Years)
	}
	return values, nil
}

// match pairs what two lists hold: equal things first, then like ones in order.
// An index of -1 stands for nothing.
func match[T any](a, b []T, equal, like func(x, y *T) bool) (pairs [][2]int) {
	taken, met := make([]bool, len(b)), make([]int, len(a))
	for i := range a {
		met[i] = -1
	}
	for _, fits := range []func(x, y *T) bool{equal, like} {
		for i := range a {
			for j := range b {
				if met[i] < 0 && !taken[j] && fits(&a[i], &b[j]) {
					met[i], taken[j] = j, true
				}
			}
		}
	}
	for i, j := range met {
		if j < 0 || !equal(&a[i], &b[j]) {
			pairs = append(pairs, [2]int{i, j})
		}
	}
	for j := range b {
		if !taken[j] {
			pairs = append(pairs, [2]int{-1, j})
		}
	}
	return pairs
}

// swap is list a with the thing of a pair put in place of its own, added or left
// out.
func swap[T any](a, b []T, pair [2]int) []T {
	var list []T
	for i := range a {
		switch {
		case i != pair[0]:
			list = append(list, a[i])
		case pair[1] >= 0:
			list = append(list, b[pair[1]])
		}
	}
	if pair[0] < 0 {
		list = append(list, b[pair[1]])
	}
	return list
}

// at is the words of one of a list, "" for none.
func at[T any](list []T, i int, words func(*T) string) string {
	if i < 0 {
		return ""
	}
	return words(&list[i])
}
