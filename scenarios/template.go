package scenarios

import (
	"fmt"
	"strconv"
	"strings"

	"crossroads/model"
)

// Template writes a scenario file to begin from: every lever with the value
// that base has at the fork, its range and its words, each behind a comment
// sign, so that the file runs as it is and changes nothing.
func Template(base *Scenario) string {
	var b strings.Builder
	months := base.Plan(model.DefaultHorizon).Months
	now := months[model.Fork-model.HistoryStart]
	fmt.Fprintf(&b, "# A policy path. Run it with: crossroads compare %s this-file.yaml\n", base.Name)
	b.WriteString("# What it does not say stays as in the path it builds on.\n\n")
	b.WriteString("label: My path\ndoc: One or two sentences on what this path stands for.\n")
	fmt.Fprintf(&b, "extends: %s\n\n", base.Name)
	b.WriteString("# A lever is a number from 2026 on, dates with values, or a change of what is inherited (*1.5, +20%);\n")
	b.WriteString("# \"to\" is a straight line from the point before:\n")
	b.WriteString("#   openness: {2026: 0.3, 2028-07: 0.5, 2032: to 0.9}\n# Take the comment sign away from what you change.\nlevers:\n")
	for i := range model.LeverTable {
		l := &model.LeverTable[i]
		value := strconv.FormatFloat(*l.Of(&now), 'g', 6, 64)
		fmt.Fprintf(&b, "  # %s [%s] %s to %s, set by %s\n", l.Label, l.Unit, number(l.Low), number(l.High), l.Actor)
		fmt.Fprintf(&b, "  #   %s: %s; %s: %s; %s: %s\n", number(l.Low), l.AtLow, number(l.Today), l.AtToday, number(l.High), l.AtHigh)
		fmt.Fprintf(&b, "  # %s: %s\n", l.Name, value)
	}
	b.WriteString("\n# Events that actors choose (crossroads describe shocks):\n#shocks:\n")
	for i := range ShockTable {
		k := &ShockTable[i]
		if k.In != inPath {
			continue
		}
		fields := []string{"at: 2028-03"}
		for _, f := range k.Fields {
			v := f.Low + (f.High-f.Low)/100
			switch {
			case f.Default != nil:
				v = *f.Default
			case f.Unit == "month":
				v = 6
			}
			fields = append(fields, f.Name+": "+strconv.FormatFloat(v, 'g', 2, 64))
		}
		fmt.Fprintf(&b, "#  - %s: {%s}\n", k.Name, strings.Join(fields, ", "))
	}
	b.WriteString("\n# Levers that answer to what happens:\n#rules:\n#  - {when: attacks > 2000, then: {operations_tempo: 80}, until: attacks < 1500}\n")
	return b.String()
}

// number writes a number as a file would.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
