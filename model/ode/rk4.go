// SPDX-License-Identifier: Apache-2.0

// Package ode advances a system of ordinary differential equations by fixed
// steps.
package ode

// Derivative writes to dydt the rate of change of the state y. It keeps
// neither slice.
type Derivative func(y, dydt []float64)

// Method advances y by one step of length h.
type Method func(f Derivative, h float64, y []float64, w *Work)

// Work is the room one step needs; one value serves any number of steps of one
// system, one at a time.
type Work struct{ k, sum, stage []float64 }

// NewWork returns room for a system of n equations.
func NewWork(n int) *Work {
	return &Work{make([]float64, n), make([]float64, n), make([]float64, n)}
}

// RK4 advances y by one step of length h with the classical Runge–Kutta method
// of fourth order. The system must not change within the step.
func RK4(f Derivative, h float64, y []float64, w *Work) {
	f(y, w.k)
	for i, k := range w.k {
		w.sum[i] = k
		w.stage[i] = y[i] + float64(h/2*k)
	}
	f(w.stage, w.k)
	for i, k := range w.k {
		w.sum[i] += float64(2 * k)
		w.stage[i] = y[i] + float64(h/2*k)
	}
	f(w.stage, w.k)
	for i, k := range w.k {
		w.sum[i] += float64(2 * k)
		w.stage[i] = y[i] + float64(h*k)
	}
	f(w.stage, w.k)
	for i, k := range w.k {
		y[i] += float64(h / 6 * (w.sum[i] + k))
	}
}

// Euler advances y by one step of length h with Euler's method, of first order.
// It serves to compare with programs that offer nothing else.
func Euler(f Derivative, h float64, y []float64, w *Work) {
	f(y, w.k)
	for i, k := range w.k {
		y[i] += float64(h * k)
	}
}
