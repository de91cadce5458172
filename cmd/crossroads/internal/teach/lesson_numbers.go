// SPDX-License-Identifier: Apache-2.0

package teach

import (
	"fmt"
	"strings"

	"crossroads/cmd/crossroads/internal/describe"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios/runs/ensemble"
)

// Free names the levers that look too good.
func (k *lessonData) Free() []string {
	var names []string
	for i := range k.Raised {
		if k.Raised[i].Free() {
			names = append(names, k.Raised[i].Lever.Plain)
		}
	}
	return names
}

// RaisedRows say what raising one lever alone does.
func (k *lessonData) RaisedRows() []raisedRow {
	var rows []raisedRow
	for i := range k.Raised {
		r := &k.Raised[i]
		rows = append(rows, raisedRow{r.Lever, plots.Exact(r.From), plots.Exact(r.To), plots.Signed(r.NarrowAtCentre), ensemble.OfHundred(r.NarrowRises.Fraction()), plots.Signed(r.AllAtCentre), ensemble.OfHundred(r.AllRise.Fraction())})
	}
	return rows
}

type raisedRow struct {
	Lever                     *model.Lever
	From, To                  string
	CivilianSecurity, CSRises string
	All, AllRises             string
}

// Counted are the rows of evidence that count attacks, or those killed, in the last
// recorded year.
func (k *lessonData) Counted() []*model.Evidence {
	var rows []*model.Evidence
	for i := range model.EvidenceTable {
		e := &model.EvidenceTable[i]
		if e.Value == nil || e.Observes == nil || e.From.Year() != k.First() || e.To.Year() != k.First() || e.To.Sub(e.From).Hours() < 360*24 {
			continue
		}
		if e.Set == "recommended" || e.Unit == "1" {
			continue
		}
		rows = append(rows, e)
	}
	return rows
}

// Essay are the rows of evidence of the essay.
func (k *lessonData) Essay() []*model.Evidence {
	var rows []*model.Evidence
	for i := range model.EvidenceTable {
		if e := &model.EvidenceTable[i]; e.Set == "essay" {
			rows = append(rows, e)
		}
	}
	return rows
}

// Cited is a row of evidence by its id.
func (k *lessonData) Cited(id string) (*model.Evidence, error) {
	if e := model.FindEvidence(id); e != nil {
		return e, nil
	}
	return nil, fmt.Errorf("evidence %s: is not in the evidence table", id)
}

// Figure is the number of a row of evidence with its unit and range.
func (k *lessonData) Figure(e *model.Evidence) string { return describe.FigureWords(e) }

// Grades counts the parameters by what they rest on, firm first.
func (k *lessonData) Grades() []gradeCount {
	var list []gradeCount
	for _, c := range []model.Confidence{model.Cited, model.SeveralStudies, model.FewStudies, model.Judgement} {
		n := 0
		for i := range model.ParameterTable {
			if model.ParameterTable[i].Confidence == c {
				n++
			}
		}
		list = append(list, gradeCount{c, n})
	}
	return list
}

type gradeCount struct {
	Grade model.Confidence
	Count int
}

// Words go on from the number of the assumptions of a grade.
func (g gradeCount) Words() string {
	verb := "come from "
	if g.Count == 1 {
		verb = "comes from "
	}
	switch g.Grade {
	case model.Cited:
		if g.Count == 1 {
			return "is cited"
		}
		return "are cited"
	case model.Judgement:
		return verb + "our judgement"
	}
	return verb + string(g.Grade)
}

// Parameters is how many rows the table of parameters has.
func (k *lessonData) Parameters() int { return len(model.ParameterTable) }

// OneYear is the outcome of the lesson as words for one year.
func (k *lessonData) OneYear() string { return strings.TrimSuffix(k.Outcome.Label, " in a year") }
