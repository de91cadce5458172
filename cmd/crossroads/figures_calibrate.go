package main

import "crossroads/scenarios/calibrate"

// residualFigures are the figures of a fit in the forms chosen.
func residualFigures(*calibrate.Fit, []string) []piece { return nil }
