// SPDX-License-Identifier: Apache-2.0

package report

import (
	"context"
	"fmt"

	"crossroads/cmd/crossroads/internal/audits"
	"crossroads/cmd/crossroads/internal/describe"
	"crossroads/cmd/crossroads/internal/document"
	"crossroads/cmd/crossroads/internal/figures"
	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
)

// decidesSection is which assumptions decide between two paths.
func decidesSection(a *Data) (section, error) {
	x, y := a.Pair()
	if x == nil {
		return section{}, nil
	}
	s := section{ID: "decides", Title: fmt.Sprintf("What decides between %s and %s", x.Label, y.Label), Words: []string{
		"Here one assumption at a time moves through its documented range. The others keep the values of the world, or of each draw. Two assumptions that change together can do more than each alone.",
	}}
	for _, drawing := range []func(context.Context, *figures.Plotted) (*plots.Figure, error){figures.DrawTornado, figures.DrawConditions} {
		figure, err := drawing(a.ctx, a.plotted(x, y))
		if err != nil {
			return s, err
		}
		f, err := document.ShowFigure(figure)
		if err != nil {
			return s, err
		}
		s.Figures = append(s.Figures, f)
	}
	// The section on draws shows the other ways of drawing.
	r, err := a.Breakeven(a.ctx, x, y, a.Draws.Draws, min(a.Draws.Members, flags.UsualMembers), min(a.Draws.Members, 200))
	if err != nil {
		return s, err
	}
	s.Sentences = audits.BreakevenSentences(r, audits.PlainTerm)
	s.Folded = []folded{{Title: "Break-even values, assumption by assumption", Tables: []*table.Table{audits.BreakevenTable(r)}}}
	return s, nil
}

// debateSection is each path at its strongest and at its weakest.
func debateSection(a *Data) (section, error) {
	held, err := a.Debate(a.ctx, a.Draws.Draws, min(a.Draws.Members, flags.UsualMembers))
	if held == nil || err != nil {
		return section{}, err
	}
	s := section{ID: "debate", Title: "The strongest case for and against each path", Words: []string{
		"Every path gets the same tables in the same order: where fewer people are killed on it and where more, which assumptions decide between it and its closest rival, " +
			"which evidence would decide, and the strongest criticism. Nothing is claimed where the 80% range of the draws includes no difference, or where two paths tie within 5%.",
	}}
	tables := audits.DebateTables(held)
	for _, path := range held.Paths {
		var shown []*table.Table
		for _, t := range tables {
			shown = append(shown, t.Only("path", table.PathLabel(path)))
		}
		s.Folded = append(s.Folded, folded{Title: path.Label, Tables: shown})
	}
	return s, nil
}

// drawsSection is the same paths under many sets of assumptions.
func drawsSection(a *Data) (section, error) {
	s := section{ID: "draws", Title: fmt.Sprintf("Under %s draws of the assumptions", plots.Count(a.Draws.Members)), Words: []string{
		"Every uncertain assumption is drawn from its documented range, and every path is run under each draw, so that two paths are always compared under the same assumptions. " +
			"The 80% range runs from the 10th to the 90th percentile of the draws. Shares count the draws we tried. They are not probabilities.",
	}}
	if a.Draws.From != "" {
		s.Words = append(s.Words, "Taken from the ensemble in the folder "+a.Draws.From+". "+a.Draws.Missing)
	}
	s.Figures = a.Draws.Figures
	more := folded{Title: "More tables of the draws: year by year, who was killed, money"}
	for _, t := range a.Draws.Tables {
		if t.Detail {
			more.Tables = append(more.Tables, t)
		} else {
			s.Tables = append(s.Tables, t)
		}
	}
	s.Sentences = a.Draws.Sentences
	if len(more.Tables) > 0 {
		s.Folded = append(s.Folded, more)
	}
	return s, nil
}

// claimsSection is what is claimed, and what this model shows.
func claimsSection(*Data) (section, error) {
	r, err := describe.Claims()
	if err != nil {
		return section{}, err
	}
	raised, err := describe.RaisedLevers()
	if err != nil {
		return section{}, err
	}
	return section{ID: "claims", Title: "What is claimed, and what this model shows", Words: []string{
		"A test is what the model must do to be useful. A finding is printed as it comes out, whomever it suits.",
	}, Tables: append(r.Tables, raised), Sentences: r.Answer}, nil
}

// evidenceSection is the model beside what is cited.
func evidenceSection(a *Data) (section, error) {
	r, err := describe.Evidence(a.World)
	if err != nil {
		return section{}, err
	}
	missed, compared, others, all := r.Tables[0], r.Tables[1], r.Tables[2], r.Tables[3]
	for i := range all.Columns {
		switch c := &all.Columns[i]; c.Name {
		case "words":
			c.Width = 40 // the note has the room of a page
		case "address":
			c.Heading = "read at"
		}
	}
	return section{ID: "evidence", Title: "The model beside reported figures", Words: []string{
		"The essay's figures come first, then our reading of all counts. Misses are shown. Sources that read the same newspapers are not independent, however many there are.",
	}, Tables: []*table.Table{missed, compared}, Sentences: append(r.Answer, r.Notes...), Folded: []folded{
		{Title: "Source by source: think tanks, the state, others", Tables: []*table.Table{others}},
		{Title: "The evidence table: every figure and claim, with its qualifier, primary source, status and link", Tables: []*table.Table{all}},
	}}, nil
}

// assumptionsSection is every parameter with its range and source.
func assumptionsSection(*Data) (section, error) {
	tilt, err := describe.Tilt()
	if err != nil {
		return section{}, err
	}
	counts := map[model.Confidence]int{}
	for i := range model.ParameterTable {
		counts[model.ParameterTable[i].Confidence]++
	}
	return section{ID: "assumptions", Title: "Every assumption, with its source", Words: []string{
		fmt.Sprintf("Of %d assumptions, %d are cited, %d rest on several studies, %d on few and %d on judgement. Nobody chooses them. Each has a range, and either a source or the word assumption.",
			len(model.ParameterTable), counts[model.Cited], counts[model.SeveralStudies], counts[model.FewStudies], counts[model.Judgement]),
	}, Folded: []folded{
		{Title: "All assumptions with unit, range, grade and source", Tables: describe.Parameters().Tables},
		{Title: "Tilt: where a central value differs from the literature, and which path that favours", Tables: tilt.Tables},
	}}, nil
}
