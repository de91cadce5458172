// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
	"crossroads/scenarios/runs/ensemble"
)

// decline is by how much attacks fall a year on an example path of 2014 to 2019.
func decline(t *testing.T, path string) string {
	t.Helper()
	years := answerOf(t, "run", "../../docs/examples/2014/"+path+".yaml", "--world", "../../docs/examples/2014/start-2014.yaml")[0].Rows
	attacks := func(year int) float64 { return years[year]["attacks"].(float64) }
	return fmt.Sprintf("%.0f%%", 100*(1-math.Pow(attacks(5)/attacks(0), 0.2)))
}

// TestREADMETellsTheModelsRecord compares what the README says of the results, of
// the record and of the fit with what the program finds now; UPDATE_README=1
// writes them again.
func TestREADMETellsTheModelsRecord(t *testing.T) {
	if !long {
		t.Skip("SKIPPED: takes seconds (CROSSROADS_LONG=1 runs it)")
	}
	const name = "../../README.md"
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	current := string(text)
	for _, part := range []struct {
		name  string
		write func(*testing.T) string
	}{{"results", resultsPart}, {"record", recordPart}, {"fit", fitPart}} {
		open, shut := "<!-- "+part.name+" -->\n", "<!-- end "+part.name+" -->"
		from, to := strings.Index(current, open), strings.Index(current, shut)
		if from < 0 || to < from {
			t.Fatalf("README.md has no part %s", open)
		}
		if part.name == "record" && 3*from > len(current) {
			t.Error("the record does not stand in the first third of the README")
		}
		current = current[:from+len(open)] + part.write(t) + current[to:]
	}
	if len(current) > 12<<10 {
		t.Errorf("README.md has %d bytes; at most 12 KB are wanted", len(current))
	}
	keepDocument(t, name, string(text), current)
}

// readmeNumber is a number of an answer as the README has it.
func readmeNumber(v any) string {
	if f, ok := v.(float64); ok {
		return plots.Number(f)
	}
	return "–"
}

// resultsPart is what the main paths come to, in the central world, and in how many
// draws fewer are killed on each than on the current course.
func resultsPart(t *testing.T) string {
	var b strings.Builder
	b.WriteString("| path | civilians and security forces killed | everyone killed, including militants | fewer of the first than on the current course: prior draws | fitted draws |\n| --- | ---: | ---: | ---: | ---: |\n")
	paths := []string{"current-course", "kinetic", "kinetic-precise", "intervention", "investment", "three-pillar", "nobody-acts"}
	prior, fitted := fewerIn(t, paths, "prior"), fewerIn(t, paths, "fitted")
	for i, name := range paths {
		path, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		run, err := path.Run(scenarios.Central(), model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "| %s", path.Label)
		for _, outcome := range []string{"deaths_civilian_security", "deaths_all"} {
			fmt.Fprintf(&b, " | %s", plots.Number(model.FindOutcome(outcome).Of(run.Years)))
		}
		if i == 0 {
			b.WriteString(" | | |\n")
			continue
		}
		fmt.Fprintf(&b, " | %.0f%% | %.0f%% |\n", prior[i], fitted[i])
	}
	return b.String()
}

// fewerIn is the share of 2,000 draws of a kind, in percent, in which fewer
// civilians and security forces are killed on each path than on the first.
func fewerIn(t *testing.T, names []string, kind string) []float64 {
	draws := ensemble.Draws{Seed: 1, Documented: true}
	if kind == "fitted" {
		past, err := counts.NewPast(counts.SharedBias)
		if err != nil {
			t.Fatal(err)
		}
		draws.Fitted = past
	}
	d := &ensemble.Design{Worlds: []*scenarios.World{scenarios.Central()}, Horizon: model.DefaultHorizon, Members: 2000, Draws: draws, Series: ensemble.StandardSeries()}
	for _, name := range names {
		path, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		d.Paths = append(d.Paths, path)
	}
	r, err := ensemble.Run(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	killed := model.FindOutcome("deaths_civilian_security")
	first, shares := r.Values(0, 0, killed), make([]float64, len(names))
	for i := range names {
		for k, v := range r.Values(0, i, killed) {
			if v < first[k] {
				shares[i] += 100.0 / float64(len(first))
			}
		}
	}
	return shares
}

// recordPart is the test against 2026 and against the years before the history.
func recordPart(t *testing.T) string {
	command := strings.Fields("calibrate backtest --against 2026")
	answer := answerOf(t, command...)
	words, _ := say(t, append(command, "--format", "md")...)
	answered, _, _ := strings.Cut(words, "\n####")
	sentence := strings.Join(strings.Fields(strings.Join(strings.Split(answered, "\n\n")[2:], " ")), " ") // after label and title
	scored := answer[0].Rows
	ranges := map[any]map[string]any{}
	for _, row := range answer[2].Rows {
		ranges[row["id"]] = row
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n| figure, per year | counted | as it happened (80%% range) | current course (80%% range) | last value | trend |\n| --- | ---: | ---: | ---: | ---: | ---: |\n", strings.TrimSpace(sentence))
	for _, row := range scored {
		fmt.Fprintf(&b, "| %s | %s |", row["quantity"], readmeNumber(row["per_year"]))
		for _, path := range []string{"as-it-happened-2026", "current-course"} {
			r, column := ranges[row["id"]], strings.ReplaceAll(path, "-", "_")
			between, _ := r[column+"_range"].(map[string]any)
			fmt.Fprintf(&b, " %s (%s to %s) |", readmeNumber(row[column]), readmeNumber(between["low"]), readmeNumber(between["high"]))
		}
		fmt.Fprintf(&b, " %s | %s |\n", readmeNumber(row["last"]), readmeNumber(row["trend"]))
	}
	fmt.Fprintf(&b, "\nFrom 2014 to 2019 reported attacks fell by about 37%% a year (17%% to 56%%, by source). In the model they fall by %s a year with operations held at the tempo of 2014, and by %s with operations that fade.\n",
		decline(t, "held"), decline(t, "fading"))
	return b.String()
}

// earlierFit is the model over the reported figure in version 0.1.0.
var earlierFit = []float64{1.08, 1.26, 1.06, 0.85, 0.82, 1.25, 1.15, 1.06, 1.19, 1.38, 0.93, 0.95, 0.99, 1.01}

// fitPart is the model over the reported figures, in this version and the one
// before.
func fitPart(t *testing.T) string {
	rows := answerOf(t, "calibrate", "--centre")[1].Rows
	if len(rows) != len(earlierFit) {
		t.Fatalf("%d figures are fitted, want %d", len(rows), len(earlierFit))
	}
	var b strings.Builder
	b.WriteString("| model divided by reported figure | 2021 | 2022 | 2023 | 2024 | 2025 |\n| --- | ---: | ---: | ---: | ---: | ---: |\n")
	line := func(words string, first, years int) {
		for version := range 2 {
			fmt.Fprintf(&b, "| %s, %s |%s", words, []string{"version 0.1.0", "now"}[version], strings.Repeat(" |", 5-years))
			for i := first; i < first+years; i++ {
				v := earlierFit[i]
				if version == 1 {
					v = rows[i]["rounded"].(float64)
				}
				fmt.Fprintf(&b, " %.2f |", v)
			}
			b.WriteString("\n")
		}
	}
	line("attacks", 0, 5)
	line("civilians and security forces killed", 5, 5)
	line("militants killed", 10, 3)
	return b.String()
}
