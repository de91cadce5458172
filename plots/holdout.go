// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"

	"crossroads/scenarios/audits/holdout"
)

// Holdout is figure F12: what was counted in a year after the policy start,
// beside what the paths and two naive forecasts have for it. A panel per figure
// that is scored.
func Holdout(t *holdout.Test) *Figure {
	q := &t.Question
	f := &Figure{ID: "F12", Name: "record", Title: fmt.Sprintf(titleHoldout, q.Year), Subtitle: subtitleHoldout}
	var panels []Dots
	for i := range t.Rows {
		r := &t.Rows[i]
		if r.Within != nil {
			continue
		}
		at := func(label string, v float64) Dot { return Dot{Label: label, At: v, Low: v, High: v} }
		d := Dots{Head: r.Evidence.Quantity, Unit: r.Evidence.Unit, Mark: &r.Counted, Rows: []Dot{at(wordsCounted, r.Counted)}}
		for k, p := range r.Paths {
			label := q.Paths[k].Label
			if q.Paths[k].IsRecord() {
				label = wordsHappened
			}
			d.Rows = append(d.Rows, Dot{Label: label, At: p.Centre, Low: p.Low, High: p.High})
		}
		panels = append(panels, Dots{Head: d.Head, Unit: d.Unit, Mark: d.Mark,
			Rows: append(d.Rows, at(wordsLastValue, r.Last), at(wordsTrend, r.Trend))})
	}
	f.dots(panels, true, holdoutWords, figureSource{id: f.ID, name: f.Name, paths: q.Paths, world: q.World.Marked(), draws: drawsWords(q.Draws, q.Members)})
	return f
}
