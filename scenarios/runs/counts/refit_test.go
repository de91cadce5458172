// SPDX-License-Identifier: Apache-2.0

package counts

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
)

// fitsFile holds the values that the built-in worlds are fitted with.
const fitsFile = "../../worlds/fitted.json"

func TestTheBuiltInWorldsShipTheValuesOfTheirFit(t *testing.T) {
	all := map[string]map[string]float64{}
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			t.Fatal(err)
		}
		if !w.Fit {
			continue
		}
		values, err := fitWorld(w)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = map[string]float64{}
		for row, v := range values {
			all[name][row.Name] = v
		}
		shipped := map[string]float64{}
		for _, row := range w.Fitted {
			shipped[row.Name] = *row.Of(&w.Parameters)
		}
		if !*update && !maps.Equal(shipped, all[name]) {
			t.Errorf("world %s ships %v, its fit gives %v (go test ./scenarios/runs/counts -update)", name, shipped, all[name])
		}
	}
	if *update {
		text, err := json.MarshalIndent(all, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(fitsFile, append(text, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAWorldFileIsFittedByOneLine(t *testing.T) {
	const text = "doc: Attacks kill more.\nparameters: {deaths_per_attack: 1.4}\n"
	plain, err := scenarios.ParseWorld("mine.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	fitted, err := scenarios.ParseWorld("mine.yaml", []byte(text+"fit: counts\n"))
	if err != nil {
		t.Fatal(err)
	}
	past, err := NewPast(SharedBias)
	if err != nil {
		t.Fatal(err)
	}
	logs := make([]float64, 2)
	if err := past.Fits(NewRoom(), []model.Parameters{plain.Parameters, fitted.Parameters}, logs); err != nil {
		t.Fatal(err)
	}
	if len(fitted.Fitted) == 0 || logs[1] < logs[0] {
		t.Errorf("the fit moves %d parameters, log likelihood %v before and %v after", len(fitted.Fitted), logs[0], logs[1])
	}
	for _, row := range fitted.Fitted {
		if slices.Contains(fitted.Set, row) || fitted.Holds(row) {
			t.Errorf("%s is moved by the fit although the world sets it, or held in draws", row.Name)
		}
	}
	if !strings.Contains(fitted.File(), "fit: counts") {
		t.Error("the file of a fitted world does not ask for the fit")
	}
}
