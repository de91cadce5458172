// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"

	"crossroads/model"
)

// Shock is a dated event that no lever sets.
type Shock struct {
	Kind   *ShockKind
	At     model.Month
	Values []float64 // in the order of Kind.Fields
	Place  Place
}

// ShockKind is one row of ShockTable: a kind of event and the numbers that
// describe it.
type ShockKind struct {
	Name, Doc string
	In        string // the kind of file it stands in: path where actors choose it, world where nobody does
	Fields    []ShockField
	impulse   func(at model.Month, v []float64) model.Impulse
	bend      func(months []model.Levers, v []float64) // from the month of the shock on
}

// ShockField is a number of a shock and its range; a Default stands in where a
// file leaves it out.
type ShockField struct {
	model.Quantity
	Low, High float64
	Default   *float64
}

func instead(v float64) *float64 { return &v }

// ShockTable holds one row per kind of shock.
var ShockTable = []ShockKind{
	{
		Name: "mass_casualty_attack",
		Doc:  "One attack with many dead: it adds to the dead and to what people perceive, and to the wounded if the file states them.",
		In:   inWorld,
		Fields: []ShockField{
			{model.Quantity{Name: "civilians", Label: "Civilians killed", Unit: "death", Doc: "Civilians killed."}, 0, 5000, instead(0)},
			{model.Quantity{Name: "security", Label: "Security forces killed", Unit: "death", Doc: "Security forces killed."}, 0, 5000, instead(0)},
			{model.Quantity{Name: "wounded", Label: "Wounded", Unit: "person", Doc: "People wounded."}, 0, 20000, instead(0)},
		},
		impulse: func(at model.Month, v []float64) model.Impulse {
			return model.Impulse{At: at, Civilians: v[0], Security: v[1], Wounded: v[2]}
		},
	},
	{
		Name: "border_closure",
		Doc:  "Most crossings close for some months: of the openness that the lever sets, part remains. The lever at 0 is a border without any trade.",
		In:   inPath,
		Fields: []ShockField{
			{model.Quantity{Name: "months", Label: "Length", Unit: "month", Doc: "How long it lasts."}, 1, 240, nil},
			{model.Quantity{Name: "remaining", Label: "Openness that remains", Unit: "1", Doc: "Share of the openness that remains; trade fell to 0.46 in the month of the closure of October 2025."}, 0, 1, instead(0.46)},
		},
		bend: func(months []model.Levers, v []float64) {
			for i := range first(months, v[0]) {
				months[i].Openness *= v[1]
			}
		},
	},
	{
		Name: "contract_cancelled",
		Doc:  "Projects under construction are cancelled and the money is not refunded, as with the Amu Darya contract.",
		In:   inWorld,
		Fields: []ShockField{
			{model.Quantity{Name: "share", Label: "Share cancelled", Unit: "1", Doc: "Share of every stage of construction."}, 0, 1, nil},
		},
		impulse: func(at model.Month, v []float64) model.Impulse { return model.Impulse{At: at, CancelledShare: v[0]} },
	},
	{
		Name: "ceasefire",
		Doc:  "Attacks fall for some months, then rebound.",
		In:   inPath,
		Fields: []ShockField{
			{model.Quantity{Name: "months", Label: "Length", Unit: "month", Doc: "How long it lasts."}, 1, 240, nil},
			{model.Quantity{Name: "multiplier", Label: "Attacks that remain", Unit: "1", Doc: "Factor on attacks while it lasts."}, 0, 1, nil},
			{model.Quantity{Name: "rebound", Label: "Rebound", Unit: "1", Doc: "Factor on attacks after it ends; 1.3 after the ceasefire of 2022."}, 1, 3, instead(1.3)},
			{model.Quantity{Name: "rebound_months", Label: "Length of the rebound", Unit: "month", Doc: "How long the rebound lasts."}, 0, 60, instead(6)},
		},
		bend: func(months []model.Levers, v []float64) {
			truce := first(months, v[0])
			for i := range truce {
				truce[i].AttackFactor *= v[1]
			}
			after := first(months[len(truce):], v[3])
			for i := range after {
				after[i].AttackFactor *= v[2]
			}
		},
	},
	{
		Name: "talks_fail",
		Doc:  "Talks end with a promise broken: part of the trust is lost at once, and dialogue stays low for some months.",
		In:   inPath,
		Fields: []ShockField{
			{model.Quantity{Name: "trust_lost", Label: "Trust lost", Unit: "1", Doc: "Share of trust lost at once; nobody has measured it, so state your own and try others."}, 0, 1, nil},
			{model.Quantity{Name: "months", Label: "Length", Unit: "month", Doc: "How long dialogue stays low."}, 1, 240, instead(12)},
			{model.Quantity{Name: "remaining", Label: "Dialogue that remains", Unit: "1", Doc: "Share of the dialogue that remains."}, 0, 1, instead(0)},
		},
		impulse: func(at model.Month, v []float64) model.Impulse { return model.Impulse{At: at, TrustLost: v[0]} },
		bend: func(months []model.Levers, v []float64) {
			for i := range first(months, v[1]) {
				months[i].Dialogue *= v[2]
			}
		},
	},
	{
		Name: "surge",
		Doc:  "More operations than planned for some months.",
		In:   inPath,
		Fields: []ShockField{
			{model.Quantity{Name: "months", Label: "Length", Unit: "month", Doc: "How long it lasts."}, 1, 240, nil},
			{model.Quantity{Name: "extra", Label: "Extra operations", Unit: "major operation/year", Doc: "Tempo on top of the lever's."}, 0, 150, nil},
		},
		bend: func(months []model.Levers, v []float64) {
			for i := range first(months, v[0]) {
				months[i].OperationsTempo += v[1]
			}
		},
	},
}

// first is the first n months, or all if there are fewer.
func first(months []model.Levers, n float64) []model.Levers {
	return months[:min(int(n), len(months))]
}

// findShock is the kind of shock of a name, or nil.
func findShock(name string) *ShockKind {
	for i := range ShockTable {
		if ShockTable[i].Name == name {
			return &ShockTable[i]
		}
	}
	return nil
}

// ShockNames lists the kinds of shock that a path or a world may hold, in table
// order.
func ShockNames(in string) []string {
	var names []string
	for i := range ShockTable {
		if ShockTable[i].In == in {
			names = append(names, ShockTable[i].Name)
		}
	}
	return names
}

// shocks reads a list of shocks, each a kind with its date and numbers:
// "- border_closure: {at: 2026-10, months: 3}".
func (r *reader) shocks(in string, starts, ends model.Month, n *yaml.Node) []Shock {
	var list []Shock
	for _, item := range r.items("shocks", "a list of - kind: {at: 2027-03, ...}", n) {
		entries := r.pairs("shock", item)
		if len(entries) > 1 {
			r.fault(entries[1].key, "shock %s: stands in one entry with %s (a dash before each)", entries[1].key.Value, entries[0].key.Value)
		}
		for _, p := range entries {
			kind := findShock(p.key.Value)
			switch {
			case kind == nil:
				r.unknown(p.key, "shock", ShockNames(in))
			case kind.In != in && in == inWorld:
				r.fault(p.key, "shock %s: %s (in a %s file; a %s holds %s)", kind.Name, "is chosen by actors", kind.In, in, strings.Join(ShockNames(in), ", "))
			default:
				s, ok := r.shock(kind, starts, ends, p)
				if !ok {
					continue
				}
				if kind.In != in && !r.mixed {
					r.warn(s.Place, "shock %s: happens on this path alone, though no actor chooses it, so differences from other paths are not due to policy alone (in a world file it happens on every path)", kind.Name)
				}
				list = append(list, s)
			}
		}
	}
	return list
}

// shock reads one shock of a kind.
func (r *reader) shock(kind *ShockKind, starts, ends model.Month, entry pair) (Shock, bool) {
	before, thing := len(r.mistakes), "shock "+kind.Name
	s := Shock{kind, 0, make([]float64, len(kind.Fields)), r.place(entry.key)}
	given := make([]bool, len(kind.Fields))
	table := []key[Shock]{{Key{Name: "at"}, func(r *reader, s *Shock, p pair) {
		at, ok := r.month(thing, p.value)
		if s.At = at; ok && (at < starts || at >= ends) {
			r.fault(p.value, "%s in %s: lies outside the run (%s to %s)", thing, date(at), starts, ends-1)
		}
	}}}
	for i, f := range kind.Fields {
		table = append(table, key[Shock]{Key{Name: f.Name}, func(r *reader, s *Shock, p pair) {
			given[i] = true
			if f.Unit == "month" {
				s.Values[i] = float64(r.monthsWithin(thing+" "+f.Name, f.Low, f.High, p.value))
				return
			}
			s.Values[i], _ = r.number(thing+" "+f.Name, f.Unit, f.Low, f.High, p.value)
		}})
	}
	fill(r, thing, entry.value, table, &s)
	if s.At == 0 && len(r.mistakes) == before {
		r.fault(entry.key, "%s: has no date (at: 2027-03)", thing)
	}
	for i, f := range kind.Fields {
		switch {
		case given[i]:
		case f.Default != nil:
			s.Values[i] = *f.Default
		case len(r.mistakes) == before:
			r.fault(entry.key, "%s: has no %s (%s: %s)", thing, f.Name, f.Name, numberWords(f.Unit, f.Low, f.High))
		}
	}
	return s, len(r.mistakes) == before
}

// Words writes a shock as files have it.
func (s *Shock) Words() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: {at: %s", s.Kind.Name, date(s.At))
	for i, f := range s.Kind.Fields {
		fmt.Fprintf(&b, ", %s: %s", f.Name, Plain(s.Values[i]))
	}
	return b.String() + "}"
}
