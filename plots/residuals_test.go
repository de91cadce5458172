// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios/runs/calibrate"
)

func TestResidualsShowEverySourceAndSayWhatTheyAre(t *testing.T) {
	for _, set := range []string{"essay", "think-tank", "official", "recommended"} {
		fit, err := calibrate.Question{Ledger: model.EvidenceTable, Set: set, Members: 640, Seed: 1}.Answer(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		f := Residuals(fit)
		for _, size := range canvas.Sizes {
			text := strings.Join(textOf(t, f, size), " ")
			want := []string{model.Label, "F9 residuals", model.Version, "640 members, seed 1", strings.Fields(wordsCite)[0], wordsHasFewer, wordsHasMore}
			if _, sources := groupResiduals(fit.TargetFits()); len(sources) > 1 { // a single one stands in the subtitle
				want = append(want, sources...)
			}
			for _, w := range want {
				if !strings.Contains(text, w) {
					t.Errorf("%s at %s does not say %q", set, size.Name, w)
				}
			}
			s := f.on(&canvas.SvgPen{}, size)
			for i, a := range s.Labels {
				if a.Left < 0 || a.Right > size.Width || a.Bottom > size.Height {
					t.Errorf("%s at %s: %q leaves the sheet", set, size.Name, a.Words)
				}
				for _, b := range s.Labels[:i] {
					if a.Touches(b) {
						t.Errorf("%s at %s: %q lies on %q", set, size.Name, a.Words, b.Words)
					}
				}
			}
		}
		if !strings.Contains(f.Description, "cited over modelled") || strings.Contains(f.Description, "NaN") {
			t.Errorf("%s: description %q", set, f.Description)
		}
		var a, b bytes.Buffer
		if err := f.Write(&a, "svg", canvas.Sizes[0]); err != nil {
			t.Fatal(err)
		}
		if err := Residuals(fit).Write(&b, "svg", canvas.Sizes[0]); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Errorf("%s differs from one writing to the next", set)
		}
	}
}
