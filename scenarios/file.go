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
	var joined Schedule
	for _, p := range below {
		if p.At < own[0].At {
			joined = append(joined, p)
			continue
		}
		if last := own[0].At - 1; p.Ramp && joined[len(joined)-1].At < last {
			v, _ := below.Value(last)
			joined = append(joined, Point{last, v, true})
		}
		break
	}
	return append(joined, own...)
}

// Leaves is the month in which s, or the first of the paths it builds on,
// leaves the common history.
func (s *Scenario) Leaves() model.Month {
	leaves := s.Starts
	for from := s.From; from != nil && from.From != nil; from = from.From {
		leaves = min(leaves, from.Starts)
	}
	return leaves
}

// LaidOut is one lever of s from the month in which s leaves the history on,
// with a first point in that month.
func (s *Scenario) LaidOut(row *model.Lever) Schedule {
	all, leaves := s.Schedule(row), s.Leaves()
	var laid Schedule
	for _, p := range all {
		if p.At >= leaves {
			laid = append(laid, p)
		}
	}
	if len(laid) == 0 || laid[0].At > leaves {
		v, _ := all.Value(leaves)
		laid = append(Schedule{{leaves, v, false}}, laid...)
	}
	return laid
}

// AllShocks lists the shocks of the paths s builds on, then its own.
func (s *Scenario) AllShocks() []Shock {
	if s.From == nil {
		return s.Shocks
	}
	return append(s.From.AllShocks(), s.Shocks...)
}

// AllRules lists the rules of the paths s builds on, then its own.
func (s *Scenario) AllRules() []model.Rule {
	if s.From == nil {
		return s.Rules
	}
	return append(s.From.AllRules(), s.Rules...)
}

// File writes s as a scenario file that stands on its own, every lever laid
// out. Equal paths give equal files to the byte, and the file runs like s.
func (s *Scenario) File() string {
	var b strings.Builder
	fmt.Fprintf(&b, "label: %s\ndoc: %s\n", quoted(s.Label), quoted(s.Doc))
	if leaves := s.Leaves(); leaves != model.Fork {
		fmt.Fprintf(&b, "starts: %s\n", date(leaves))
	}
	if len(s.Shown) > 0 {
		names := make([]string, len(s.Shown))
		for i, row := range s.Shown {
			names[i] = row.Name
		}
		fmt.Fprintf(&b, "levers_shown: [%s]\n", strings.Join(names, ", "))
	}
	if s.Budget != nil {
		fmt.Fprintf(&b, "budget: {%s: %s, counts: %s}\n", s.Budget.Words(), plain(s.Budget.Limit), s.Budget.Counts)
	}
	b.WriteString("levers:\n")
	for i := range model.LeverTable {
		row := &model.LeverTable[i]
		fmt.Fprintf(&b, "  %s: %s\n", row.Name, s.LaidOut(row))
	}
	if shocks := s.AllShocks(); len(shocks) > 0 {
		b.WriteString("shocks:\n")
		for _, shock := range shocks {
			fmt.Fprintf(&b, "  - %s: {at: %s", shock.Kind.Name, date(shock.At))
			for i, f := range shock.Kind.Fields {
				fmt.Fprintf(&b, ", %s: %s", f.Name, plain(shock.Values[i]))
			}
			b.WriteString("}\n")
		}
	}
	if rules := s.AllRules(); len(rules) > 0 {
		b.WriteString("rules:\n")
		for _, r := range rules {
			set := make([]string, len(r.Set))
			for i, one := range r.Set {
				set[i] = one.Lever.Name + ": " + plain(one.Value)
			}
			fmt.Fprintf(&b, "  - {when: %s, until: %s, from: %s, set: {%s}}\n",
				words(r.When), words(r.Until), date(r.From), strings.Join(set, ", "))
		}
	}
	return b.String()
}

// File writes w as a world file, with the assumptions that differ from central
// in table order.
func (w *World) File() string {
	var b strings.Builder
	fmt.Fprintf(&b, "label: %s\ndoc: %s\n", quoted(w.Label), quoted(w.Doc))
	if slices.ContainsFunc(w.Set, w.Holds) {
		b.WriteString("parameters:\n")
	}
	for i := range model.ParameterTable {
		if row := &model.ParameterTable[i]; w.Holds(row) {
			fmt.Fprintf(&b, "  %s: %s\n", row.Name, plain(*row.Of(&w.Parameters)))
		}
	}
	b.WriteString(w.uncertainText())
	return b.String()
}

// String writes a schedule as a file has it, a constant one as a plain number.
func (s Schedule) String() string {
	if len(s) == 1 {
		return plain(s[0].Value)
	}
	parts := make([]string, len(s))
	for i, p := range s {
		to := ""
		if p.Ramp {
			to = "to "
		}
		parts[i] = date(p.At) + ": " + to + plain(p.Value)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// plain writes a number so that reading it gives the same bits.
func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// date writes a month as files have it: 2026 for January, 2026-07 else.
func date(m model.Month) string { return strings.TrimSuffix(m.String(), "-01") }

// words writes a condition as files have it.
func words(c model.Condition) string {
	sign := "<"
	if c.Above {
		sign = ">"
	}
	return fmt.Sprintf("%s %s %s", c.Series.Name, sign, plain(c.Value))
}

// quoted writes a text that reads back unchanged, whatever it holds.
func quoted(text string) string {
	out, err := yaml.Dump(&yaml.Node{Kind: yaml.ScalarNode, Style: yaml.DoubleQuotedStyle, Value: text}, yaml.WithLineWidth(-1))
	if err != nil {
		return strconv.Quote(text)
	}
	return strings.TrimSuffix(string(out), "\n")
}
