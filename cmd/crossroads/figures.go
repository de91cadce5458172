package main

import "crossroads/scenarios"

// comparisonFigures are the figures of a comparison in the forms chosen.
func comparisonFigures(runs []*scenarios.Run, against *scenarios.Run, forms []string) []piece {
	return nil
}
