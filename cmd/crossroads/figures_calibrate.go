package main

import "crossroads/scenarios/calibrate"

// residualFigures are the figures of a fit in the forms chosen.
func residualFigures(*calibrate.Fit, drawing) []piece { return nil }
