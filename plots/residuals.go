// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/calibrate"
	"crossroads/scenarios/runs/counts"
)

// residual is one figure beside the fit: cited over modelled.
type residual struct {
	id, source     string
	at             float64 // year, moved aside so that sources stand side by side
	low, mid, high float64 // logarithms, over the members that carry 90% of the weight

	wideLow, wideHigh float64 // of a wider interval, if there is one
}

// residuals are the figures of one thing counted.
type residuals struct {
	thing  string
	head   string // over the panel, if not the thing alone
	rows   []residual
	allows float64 // logarithm: 90% of what the spreads of a row allow
}

// words are those over the panel.
func (g *residuals) words() string {
	if g.head != "" {
		return g.head
	}
	return thingHeads[g.thing]
}

// ratios are rows that divide one count by another.
const ratios = "ratios"

// Residuals is figure F9: every figure that a history was fitted to, over what
// the fit has for it, by year, a panel per thing counted.
func Residuals(fit *calibrate.Fit) *Figure {
	met := fit.TargetFits()
	groups, sources := groupResiduals(met)
	f := &Figure{
		ID: "F9", Name: "residuals",
		Title:       titleResiduals,
		Subtitle:    fmt.Sprintf(subtitleResiduals, len(met), setName(fit)),
		Description: residualDescription(groups),
	}
	foot := strings.Join([]string{f.ID + " " + f.Name, "crossroads " + model.Version, "model " + scenarios.ModelHash(), "world central",
		fmt.Sprintf("%d members, seed %d, effective size %.0f", fit.Question.Members, fit.Question.Seed, fit.Size), wordsCite}, " · ")
	if fit.Size < calibrate.SmallestSize {
		foot = fmt.Sprintf(wordsFewDraws, calibrate.SmallestSize) + foot
	}
	f.draw = func(s *canvas.Sheet) { drawResiduals(s, f, groups, sources, residualWords, foot) }
	return f
}

// setName is what was fitted to.
func setName(fit *calibrate.Fit) string {
	switch fit.Question.Set {
	case "":
		return wordsLedgerFile
	case "essay":
		return wordsTheEssay
	case "recommended":
		return wordsReadingOfAll
	}
	return "the " + fit.Question.Set + " set"
}

// groupResiduals sorts the figures by thing and lists their sources.
func groupResiduals(met []calibrate.TargetFit) (groups []residuals, sources []string) {
	for i := range met {
		if s := sourceInShort(met[i].Evidence); !slices.Contains(sources, s) {
			sources = append(sources, s)
		}
	}
	for i := range met {
		m := &met[i]
		thing := counts.Thing(m.Evidence)
		if thingHeads[thing] == "" {
			thing = ratios
		}
		at := slices.IndexFunc(groups, func(g residuals) bool { return g.thing == thing })
		if at < 0 {
			at = len(groups)
			groups = append(groups, residuals{thing: thing})
		}
		g := &groups[at]
		source := sourceInShort(m.Evidence)
		year := aside(g.rows, float64(m.From.Year()+m.To.Year())/2, source, sources)
		value := math.Log(*m.Value)
		g.rows = append(g.rows, residual{id: m.ID, source: source, at: year,
			low: value - math.Log(m.After.High), mid: value - math.Log(m.After.Mid), high: value - math.Log(m.After.Low)})
		g.allows += 1.645 * m.Deviation
	}
	for i := range groups {
		groups[i].allows /= float64(len(groups[i].rows))
	}
	return groups, sources
}

// aside moves a year, so that sources stand side by side and no two figures on
// each other.
func aside(rows []residual, year float64, source string, sources []string) float64 {
	if n := float64(len(sources) - 1); n > 0 {
		year += min(0.7, 0.18*n) * (float64(slices.Index(sources, source))/n - 0.5)
	}
	for slices.ContainsFunc(rows, func(r residual) bool { return r.at == year }) {
		year += 0.08 // civilians and security forces, say, of one source
	}
	return year
}

// sourceInShort is a source in few words.
func sourceInShort(e *model.Evidence) string {
	source := counts.SourceOf(e)
	switch {
	case e.Set == "recommended":
		return wordsReading
	case strings.HasPrefix(source, "Army press office"):
		return "Army (ISPR)"
	}
	return source
}

// residualDescription is the figure in words: the mean miss by thing and year.
func residualDescription(groups []residuals) string {
	var b strings.Builder
	for _, g := range groups {
		sums, rows := map[int]float64{}, map[int]float64{}
		for _, r := range g.rows {
			year := int(math.Floor(r.at + 0.5))
			sums[year] += r.mid
			rows[year]++
		}
		var parts []string
		for _, year := range calibrate.Years() {
			if rows[year] > 0 {
				parts = append(parts, fmt.Sprintf("%d %s", year, Index(math.Exp(sums[year]/rows[year]))))
			}
		}
		fmt.Fprintf(&b, "%s, cited over modelled: %s. ", thingHeads[g.thing], strings.Join(parts, ", "))
	}
	return strings.TrimSpace(b.String())
}

// drawResiduals lays out a panel per thing counted under a legend of sources.
func drawResiduals(s *canvas.Sheet, f *Figure, groups []residuals, sources []string, explained, foot string) {
	looks := make([]canvas.Look, len(sources))
	for i := range looks {
		looks[i] = canvas.Look{Color: canvas.Ink, Width: 2, Marker: canvas.Marker(i % 6), Hollow: (i+i/6)%2 == 1}
	}
	top := writeBadgedHeading(s, f) + 8
	if len(sources) > 1 {
		top = s.Legend(top+s.Label*1.4, looks, sources, false)
	}
	bottom := s.FooterLines(explained, foot) - 12
	small := s.Axis
	reach := math.Log(1.6)
	for _, g := range groups {
		reach = max(reach, g.allows)
		for _, r := range g.rows {
			reach = max(reach, math.Abs(r.low), math.Abs(r.high), math.Abs(r.wideLow), math.Abs(r.wideHigh))
		}
	}
	ticks, words := factorTicks(reach)
	room := canvas.Face{Size: small, Bold: false, Italic: false}.Width("1.25") + 12
	const between = 36
	head := canvas.Face{Size: s.Note, Bold: true, Italic: false}
	n := float64(len(groups))
	cell := min((s.Width-2*canvas.Margin-room-between*(n-1))/n, 560)
	years := calibrate.Years()
	lines := 1
	for _, g := range groups {
		lines = max(lines, len(head.Wrapped(g.words(), cell)))
	}
	for k, g := range groups {
		left := canvas.Margin + room + float64(k)*(cell+between)
		y := top + s.Note*1.5
		for _, line := range head.Wrapped(g.words(), cell) {
			s.Write(left, y, head, canvas.Ink, canvas.FromLeft, line)
			y += s.Note * 1.2
		}
		p := &canvas.Panel{Sheet: s, Left: left, Right: left + cell, Top: top + s.Note*(1.1+1.2*float64(lines)), Bottom: bottom - small - 12,
			X0: float64(years[0]) - 0.5, X1: float64(years[len(years)-1]) + 0.5, Y0: -reach * 1.15, Y1: reach * 1.15}
		p.Rect(p.Left, p.Y(g.allows), p.Right, p.Y(-g.allows), canvas.Rgb(0xEFEFEF))
		p.Grid(ticks, small, func(v float64) string {
			if k > 0 {
				return ""
			}
			return words(v)
		})
		p.Segment(p.Left, p.Y(0), p.Right, p.Y(0), canvas.Stroke{Color: canvas.AxisGrey, Width: 2, Dash: nil})
		for _, r := range g.rows {
			l := looks[slices.Index(sources, r.source)]
			if r.wideLow < r.wideHigh {
				p.Segment(p.X(r.at), p.Y(r.wideLow), p.X(r.at), p.Y(r.wideHigh), canvas.Stroke{Color: canvas.Rgb(0xB5B5B5), Width: 6, Dash: nil})
			}
			p.Segment(p.X(r.at), p.Y(r.low), p.X(r.at), p.Y(r.high), canvas.Stroke{Color: l.Color, Width: 1.5, Dash: nil})
			p.Mark(p.X(r.at), p.Y(r.mid), 5.5, l)
		}
		if k == 0 {
			words := canvas.Face{Size: s.SmallType(), Bold: false, Italic: true}
			p.Write(p.Left+6, p.Top+words.Size+2, words, canvas.Secondary, canvas.FromLeft, wordsHasFewer)
			p.Write(p.Left+6, p.Bottom-6, words, canvas.Secondary, canvas.FromLeft, wordsHasMore)
		}
		p.Segment(p.Left, p.Bottom, p.Right, p.Bottom, canvas.Stroke{Color: canvas.AxisGrey, Width: 1.5, Dash: nil})
		p.Years(p.Bottom+5+small, small, years, true)
	}
}

// factorTicks are levels of a factor on the scale of logarithms, and its words.
func factorTicks(reach float64) ([]float64, func(float64) string) {
	steps := []float64{1.25, 1.5, 2, 3, 4, 6, 8}
	list := []float64{0}
	for _, f := range steps {
		if v := math.Log(f); v <= reach*1.05 && (reach < 1 || f != 1.25) && (reach < 1.5 || f != 1.5) {
			list = append(list, v, -v)
		}
	}
	slices.Sort(list)
	return list, func(v float64) string { return strings.TrimSuffix(strings.TrimSuffix(Index(math.Exp(v)), "0"), ".0") }
}
