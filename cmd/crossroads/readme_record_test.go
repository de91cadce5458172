package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"crossroads/plots"
)

// recordPart is the part of the README on the test against a later year.
var recordPart = regexp.MustCompile(`(?s)<!-- record -->\n(.*?)<!-- end record -->`)

// TestREADMETellsTheModelsRecord compares the part with what backtest prints
// now; UPDATE_README=1 writes it anew.
func TestREADMETellsTheModelsRecord(t *testing.T) {
	const name = "../../README.md"
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	part := recordPart.FindSubmatchIndex(text)
	if part == nil || 3*part[0] > len(text) {
		t.Fatal("the first third of the README has no part <!-- record -->")
	}
	var stdout, stderr bytes.Buffer
	if code := run(strings.Fields("backtest --against 2026 --format json"), &stdout, &stderr); code != exitDone {
		t.Fatalf("backtest: exit %d: %s", code, stderr.String())
	}
	var answer struct {
		Tables    []struct{ Rows []map[string]any }
		Sentences []string
	}
	if err := json.Unmarshal(stdout.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	scored := answer.Tables[0].Rows
	ranges := map[any]map[string]any{}
	for _, row := range answer.Tables[2].Rows {
		ranges[row["id"]] = row
	}
	number := func(v any) string {
		if f, ok := v.(float64); ok {
			return plots.Number(f)
		}
		return "–"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n| figure, per year | counted | as it happened (80%% range) | current course (80%% range) | last value | trend |\n| --- | ---: | ---: | ---: | ---: | ---: |\n", answer.Sentences[0])
	for _, row := range scored {
		fmt.Fprintf(&b, "| %s | %s |", row["quantity"], number(row["per_year"]))
		for _, path := range []string{"as-it-happened-2026", "current-course"} {
			r := ranges[row["id"]]
			fmt.Fprintf(&b, " %s (%s to %s) |", number(row[path]), number(r[path+"_low80"]), number(r[path+"_high80"]))
		}
		fmt.Fprintf(&b, " %s | %s |\n", number(row["last"]), number(row["trend"]))
	}
	current := string(text[:part[2]]) + b.String() + string(text[part[3]:])
	switch {
	case current == string(text):
	case os.Getenv("UPDATE_README") != "":
		if err := os.WriteFile(name, []byte(current), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Error("the record in README.md is stale (UPDATE_README=1 go test ./cmd/crossroads)")
	}
}
