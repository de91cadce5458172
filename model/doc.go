// SPDX-License-Identifier: Apache-2.0

// Package model is a small model of violence and trade on the border of Pakistan
// and Afghanistan: what happens from month to month under given levers, in a
// world of given assumptions. Nothing it gives is a forecast.
//
// What actors choose is a Plan of Levers; what nobody chooses is Parameters. Run
// follows both through time and returns a Trajectory: a Sample at every step and
// the Years with the outcomes of each. Four tables describe every quantity with
// its unit, range and source: LeverTable, ParameterTable, SeriesTable (stocks,
// auxiliaries and flows) and OutcomeTable. Files, figures and commands
// are made from these tables, so that a new row appears everywhere.
//
// The equations are in equations.go. What their loops cost is in code that go
// generate makes from them, scalar and vectorised; all kernels give equal bits on
// every processor.
//
// The package imports the standard library only. To run scenario files, see
// package scenarios.
package model
