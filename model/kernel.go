package model

import (
	"fmt"

	"crossroads/model/ode"
)

// Kernel runs many members, each with its own parameters, under one plan. It
// keeps its room from call to call, so that calls of one size allocate nothing.
// It is not safe for concurrent use; give each worker its own.
type Kernel struct{}

// NewKernel returns a kernel.
func NewKernel() *Kernel { return &Kernel{} }

// MemberError says which member of a call to Kernel.Run failed.
type MemberError struct {
	Member int // index among the parameters of the call
	Err    error
}

func (e *MemberError) Error() string { return fmt.Sprintf("member %d: %v", e.Member, e.Err) }

// Unwrap returns the failure itself.
func (e *MemberError) Unwrap() error { return e.Err }

// Run follows every member through the horizon with RK4 and fills years[i] with
// the samples of member i at New Year, first at Start, last at End; their room
// is used again where it suffices. What a member's numbers are depends on its
// parameters, the plan and the horizon, not on the other members. It returns a
// MemberError around a DivergedError if a number ceases to be finite.
func (k *Kernel) Run(p []Parameters, plan *Plan, h Horizon, years []Years) error {
	for i := range p {
		t, err := Run(&p[i], plan, h, ode.RK4)
		if err != nil {
			return &MemberError{i, err}
		}
		years[i] = append(years[i][:0], t.Years()...)
	}
	return nil
}
