// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"crossroads/model"
)

// Schedule is one lever of s over the whole horizon: what s builds on until its
// own first point, then its own. A ramp of the former that the latter cuts
// short ends where it had got to.
func (s *Scenario) Schedule(row *model.Lever) Schedule {
	var own, below Schedule
	for _, path := range s.Levers {
		if path.Lever == row {
			own = path.Schedule
		}
	}
	if s.From != nil {
		below = s.From.Schedule(row)
	}
	if len(own) == 0 {
		return below
	}
	return append(below.before(own[0].At), own...)
}

// Leaves is the month in which s leaves the common history.
func (s *Scenario) Leaves() model.Month { return s.Starts }

// LaidOut is one lever of s from the month in which s leaves the history on,
// with a first point in that month.
func (s *Scenario) LaidOut(row *model.Lever) Schedule { return s.laidOutFrom(row, s.Leaves()) }

// laidOutFrom is one lever of s from a month on, with a first point in it.
func (s *Scenario) laidOutFrom(row *model.Lever, m model.Month) Schedule {
	return s.Schedule(row).from(m)
}

// AllShocks lists the shocks of the paths s builds on, then its own.
func (s *Scenario) AllShocks() []Shock {
	if s.From == nil {
		return s.Shocks
	}
	return append(s.From.AllShocks(), s.Shocks...)
}

// AllRules lists the rules of the paths s builds on, then its own.
func (s *Scenario) AllRules() []Rule {
	if s.From == nil {
		return s.Rules
	}
	return append(s.From.AllRules(), s.Rules...)
}

// line is a line of a file to be written and the place its value comes from.
type line struct {
	text  string
	place Place
}

// File writes s as a scenario file that stands on its own, every lever laid
// out. Equal paths give equal files to the byte, and the file runs like s.
func (s *Scenario) File() string { return joined(s.fileLines(false), false) }

// Explained is File with the place of every value behind it.
func (s *Scenario) Explained() string { return joined(s.fileLines(true), true) }

// joined writes lines, with their places behind them if asked for.
func joined(lines []line, places bool) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.text)
		if places && l.place.Line > 0 {
			fmt.Fprintf(&b, "  # %s:%d", l.place.File, l.place.Line)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// fileLines are the lines of File; dates stand on lines of their own if open.
func (s *Scenario) fileLines(open bool) []line {
	lines := []line{{text: "label: " + quoteText(s.Label)}, {text: "doc: " + quoteText(s.Doc)}}
	add := func(place Place, format string, args ...any) {
		lines = append(lines, line{fmt.Sprintf(format, args...), place})
	}
	if words := s.horizonWords(); words != "" {
		add(Place{}, "horizon: {%s}", words)
	}
	if len(s.Shown) > 0 {
		names := make([]string, len(s.Shown))
		for i, row := range s.Shown {
			names[i] = row.Name
		}
		add(Place{}, "levers_shown: [%s]", strings.Join(names, ", "))
	}
	if s.Budget != nil {
		add(s.Budget.Place, "budget: %s", s.Budget.Line())
	}
	add(Place{}, "levers:")
	for i := range model.LeverTable {
		row := &model.LeverTable[i]
		laid := s.LaidOut(row)
		if reason := s.reasonBeyond(row); reason != "" {
			add(laid[0].Place, "  %s: {value: %s, outside_range: %s}", row.Name, laid, quoteText(reason))
			continue
		}
		if !open || len(laid) == 1 {
			add(laid[0].Place, "  %s: %s", row.Name, laid)
			continue
		}
		add(Place{}, "  %s:", row.Name)
		for _, p := range laid {
			add(p.Place, "    %s: %s", date(p.At), p)
		}
	}
	if shocks := s.AllShocks(); len(shocks) > 0 {
		add(Place{}, "shocks:")
		for i := range shocks {
			add(shocks[i].Place, "  - %s", shocks[i].Words())
		}
	}
	if rules := s.AllRules(); len(rules) > 0 {
		add(Place{}, "rules:")
		for i := range rules {
			add(rules[i].Place, "  - %s", rules[i].Words())
		}
	}
	if s.Assumes != nil {
		lines = append(lines, s.Assumes.assumptionLines()...)
	}
	return lines
}

// reasonBeyond is why a lever of s goes beyond its range, "" if it does not.
func (s *Scenario) reasonBeyond(row *model.Lever) string {
	if !slices.ContainsFunc(s.LaidOut(row), func(p Point) bool { return p.Value > row.High }) {
		return ""
	}
	for _, l := range s.Beyond() {
		if l.Lever == row {
			return l.Reason
		}
	}
	return ""
}

// horizonWords is what s says of its horizon, or "" if nothing.
func (s *Scenario) horizonWords() string {
	var parts []string
	if s.Start != 0 {
		parts = append(parts, "start: "+s.Start.String())
	} else if s.Starts != model.Fork {
		parts = append(parts, "fork: "+s.Starts.String())
	}
	if s.End != 0 {
		parts = append(parts, "end: "+(s.End-1).String())
	}
	return strings.Join(parts, ", ")
}

// File writes w as a world file that stands on its own, with the assumptions
// that differ from central in table order.
func (w *World) File() string { return joined(w.fileLines(), false) }

// Explained is File with the place of every value behind it.
func (w *World) Explained() string { return joined(w.fileLines(), true) }

// fileLines are the lines of File.
func (w *World) fileLines() []line {
	lines := []line{{text: "label: " + quoteText(w.Label)}, {text: "doc: " + quoteText(w.Doc)}}
	lines = append(lines, w.assumptionLines()...)
	if text := strings.TrimSuffix(w.uncertainText(), "\n"); text != "" {
		for _, written := range strings.Split(text, "\n") {
			lines = append(lines, line{text: written})
		}
	}
	if w.Fit {
		lines = append(lines, line{text: "fit: counts"})
	}
	if w.Counts != nil {
		lines = append(lines, line{text: "counts: " + w.Counts.String()})
	}
	return lines
}

// assumptionLines are the lines of parameters, values at the start and shocks.
func (w *World) assumptionLines() []line {
	var parameters, start, shocks []line
	for i := range model.ParameterTable {
		row := &model.ParameterTable[i]
		if !w.Holds(row) {
			continue
		}
		value := w.value(row)
		if short := findStartValue(row.Name); short != "" {
			start = append(start, line{"  " + short + ": " + value, w.Places[row]})
		} else {
			parameters = append(parameters, line{"  " + row.Name + ": " + value, w.Places[row]})
		}
	}
	if w.Start != 0 {
		start = append([]line{{text: "  " + startYear + ": " + date(w.Start)}}, start...)
	}
	for i := range w.Shocks {
		shocks = append(shocks, line{"  - " + w.Shocks[i].Words(), w.Shocks[i].Place})
	}
	var lines []line
	for _, part := range []struct {
		key   string
		lines []line
	}{{"parameters:", parameters}, {"start:", start}, {"shocks:", shocks}} {
		if len(part.lines) > 0 {
			lines = append(append(lines, line{text: part.key}), part.lines...)
		}
	}
	return lines
}

// value writes a parameter of w as files have it.
func (w *World) value(row *model.Parameter) string {
	v := Plain(*row.Of(&w.Parameters))
	for _, o := range w.Outside {
		if o.Parameter == row {
			return fmt.Sprintf("{value: %s, outside_range: %s}", v, quoteText(o.Reason))
		}
	}
	return v
}

// String writes a schedule as a file has it, a constant one as a plain number.
func (s Schedule) String() string {
	if len(s) == 1 {
		return Plain(s[0].Value)
	}
	parts := make([]string, len(s))
	for i, p := range s {
		parts[i] = date(p.At) + ": " + p.String()
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// String writes the value of a point as a file has it.
func (p Point) String() string {
	if p.Ramp {
		return "to " + Plain(p.Value)
	}
	return Plain(p.Value)
}

// Plain writes a number so that reading it gives the same bits.
func Plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// date writes a month as files have it: 2026 for January, 2026-07 else.
func date(m model.Month) string { return strings.TrimSuffix(m.String(), "-01") }

// words writes a condition as files have it.
func words(c model.Condition) string {
	sign := "<"
	if c.Above {
		sign = ">"
	}
	return fmt.Sprintf("%s %s %s", c.Series.Name, sign, Plain(c.Value))
}

// quoteText writes a text that reads back unchanged, whatever it holds.
func quoteText(text string) string {
	out, err := yaml.Dump(&yaml.Node{Kind: yaml.ScalarNode, Style: yaml.DoubleQuotedStyle, Value: text}, yaml.WithLineWidth(-1))
	if err != nil {
		return strconv.Quote(text)
	}
	return strings.TrimSuffix(string(out), "\n")
}
