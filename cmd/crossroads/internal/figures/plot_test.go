// SPDX-License-Identifier: Apache-2.0

package figures

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"crossroads/model"
)

// plotted carries out plot and returns what it says.
func plotted(args ...string) (words string, err error) {
	c := NewPlot()
	var b bytes.Buffer
	c.SetArgs(args)
	c.SetOut(&b)
	c.SetErr(&b)
	c.SilenceUsage, c.SilenceErrors = true, true
	err = c.ExecuteContext(context.Background())
	return b.String(), err
}

func TestEveryFigureIsDrawnLabelledAndDescribed(t *testing.T) {
	more := map[string][]string{
		"cross": {"--world", "backlash"}, "futures-events": {"--until", "2027"}, "counted": {"--until", "2027"},
		"fork": {"--until", "2028"}, "difference": {"--until", "2028"}, "frontier": {"--until", "2028"},
	}
	for _, f := range FigureTable {
		for _, members := range []string{"0", "8"} {
			if members == "0" && (f.Name == "record" || f.Name == "futures" || f.Name == "futures-events" || f.Name == "counted" || f.Name == "cross") {
				continue // always drawn from several members, many of them by default
			}
			out := filepath.Join(t.TempDir(), "out")
			words, err := plotted(append([]string{f.Name, "--members", members, "--figures", "svg", "--out", out}, more[f.Name]...)...)
			if err != nil {
				t.Errorf("%s with %s members: %v", f.Name, members, err)
				continue
			}
			svg, err := os.ReadFile(filepath.Join(out, f.Name+".svg"))
			if err != nil {
				t.Error(err)
				continue
			}
			// The first line labels the answer, the second begins with the title.
			lines := strings.SplitN(words, "\n", 3)
			if lines[0] != model.Label || len(lines) < 3 || len(lines[2]) < 50 {
				t.Errorf("%s: is not labelled and described: %q", f.Name, words)
			}
			if !bytes.Contains(svg, []byte("ILLUSTRATIVE")) {
				t.Errorf("%s.svg does not say that it is illustrative", f.Name)
			}
		}
	}
}

func TestPlotRefusesWhatItCannotDraw(t *testing.T) {
	for args, want := range map[string]string{
		"":                        "plot: no figure is named",
		"frok":                    `unknown figure "frok"; did you mean fork?`,
		"tornado kinetic":         "plot needs two paths for this figure (1 given)",
		"tornado kinetic kinetic": "path kinetic: cannot be compared with itself",
		"cross":                   "plot cross: the central world cannot be set against itself",
		"fork --members -1":       "--members -1: must be 0 or more",
		"fork --world nowhere":    `unknown world "nowhere"`,
	} {
		_, err := plotted(append(strings.Fields(args), "--out", filepath.Join(t.TempDir(), "out"))...)
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("plot %s: error %v, want %q", args, err, want)
		}
	}
}
