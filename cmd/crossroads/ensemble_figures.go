package main

import (
	"crossroads/plots"
	"crossroads/scenarios/runs/ensemble"
)

// ensembleFigures are the figures of an ensemble in the forms chosen.
func ensembleFigures(r *ensemble.Result, forms drawing) []piece {
	return forms.pieces(plots.Ensemble(r, 0)...)
}
