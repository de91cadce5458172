package main

import (
	"io"
	"strconv"

	"crossroads/cmd/crossroads/internal/sink"
	"crossroads/model"
	"crossroads/scenarios"
)

// writeRuns writes runs as tidy CSV, one number a line in full precision: every
// lever and stock at New Year, every outcome within each year, and, in a last
// line each without a year, the outcomes of the whole run.
func writeRuns(w io.Writer, runs []*scenarios.Run) error {
	out := sink.NewCSV(w)
	out.Write([]string{"scenario", "world", "year", "variable", "unit", "value", "label"})
	for _, run := range runs {
		line := func(year, variable, unit string, value float64) {
			out.Write([]string{run.Scenario.Name, run.World.Name, year, variable, unit, exact(value), model.Label})
		}
		for year := run.Years.First(); year <= run.Years.Last(); year++ {
			sample, y := run.Trajectory.At(model.NewYear(year)), strconv.Itoa(year)
			for i := range model.LeverTable {
				row := &model.LeverTable[i]
				line(y, "lever_"+row.Name, row.Unit, *row.Of(&sample.Levers))
			}
			for i := range model.SeriesTable {
				if row := &model.SeriesTable[i]; row.Kind == model.Stock {
					line(y, "stock_"+row.Name, row.Unit, row.Of(sample))
				}
			}
			for i := range model.OutcomeTable {
				row := &model.OutcomeTable[i]
				line(y, row.Name, row.Unit, row.In(run.Years, year))
			}
		}
		for i := range model.OutcomeTable {
			row := &model.OutcomeTable[i]
			line("", row.Name, row.Unit, row.Of(run.Years))
		}
	}
	out.Flush()
	return out.Error()
}
