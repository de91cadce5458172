package main

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"strings"
	"testing"

	"crossroads/plots"
)

// recordPart is the part of the README on the test against a later year.
var recordPart = regexp.MustCompile(`(?s)<!-- record -->\n(.*?)<!-- end record -->`)

// decline is by how much attacks fall a year on an example path of 2014 to 2019.
func decline(t *testing.T, path string) string {
	t.Helper()
	years := answerOf(t, "run", "../../examples/2014/"+path+".yaml", "--world", "../../examples/2014/start-2014.yaml")[0].Rows
	attacks := func(year int) float64 { return years[year]["attacks"].(float64) }
	return fmt.Sprintf("%.0f%%", 100*(1-math.Pow(attacks(5)/attacks(0), 0.2)))
}

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
	command := strings.Fields("backtest --against 2026")
	answer := answerOf(t, command...)
	words, _ := say(t, append(command, "--format", "md")...)
	sentence := strings.Split(words, "\n\n")[2] // after label and title
	scored := answer[0].Rows
	ranges := map[any]map[string]any{}
	for _, row := range answer[2].Rows {
		ranges[row["id"]] = row
	}
	number := func(v any) string {
		if f, ok := v.(float64); ok {
			return plots.Number(f)
		}
		return "–"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n| figure, per year | counted | as it happened (80%% range) | current course (80%% range) | last value | trend |\n| --- | ---: | ---: | ---: | ---: | ---: |\n", strings.TrimSpace(sentence))
	for _, row := range scored {
		fmt.Fprintf(&b, "| %s | %s |", row["quantity"], number(row["per_year"]))
		for _, path := range []string{"as-it-happened-2026", "current-course"} {
			r, column := ranges[row["id"]], plainName(path)
			fmt.Fprintf(&b, " %s (%s to %s) |", number(row[column]), number(r[column+"_low80"]), number(r[column+"_high80"]))
		}
		fmt.Fprintf(&b, " %s | %s |\n", number(row["last"]), number(row["trend"]))
	}
	fmt.Fprintf(&b, "\nFrom 2014 to 2019 reported attacks fell by about 37%% a year (17%% to 56%%, by source). In the model they fall by %s a year with operations held at the tempo of 2014, and by %s with operations that fade.\n",
		decline(t, "held"), decline(t, "fading"))
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
