package main

import (
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/plots"
	"crossroads/scenarios/runs/ensemble"
)

// ensembleFigures are the figures of an ensemble in the forms chosen.
func ensembleFigures(r *ensemble.Result, forms output.Drawing) []output.File {
	return forms.Files(plots.Ensemble(r, 0)...)
}
