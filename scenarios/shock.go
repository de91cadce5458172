package scenarios

import (
	"go.yaml.in/yaml/v4"

	"crossroads/model"
)

// Shock is a dated event that no lever sets.
type Shock struct {
	Kind   *ShockKind
	At     model.Month
	Values []float64 // in the order of Kind.Fields
}

// ShockKind is one row of ShockTable: a kind of event and the numbers that
// describe it.
type ShockKind struct {
	Name, Doc string
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
		Doc:  "The border is shut for some months; only part of the openness remains.",
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
		Fields: []ShockField{
			{model.Quantity{Name: "share", Label: "Share cancelled", Unit: "1", Doc: "Share of every stage of construction."}, 0, 1, nil},
		},
		impulse: func(at model.Month, v []float64) model.Impulse { return model.Impulse{At: at, CancelledShare: v[0]} },
	},
	{
		Name: "ceasefire",
		Doc:  "Attacks fall for some months, then rebound.",
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
		Name: "surge",
		Doc:  "More operations than planned for some months.",
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

// shockNames lists the kinds of shock in table order.
func shockNames() []string {
	names := make([]string, len(ShockTable))
	for i := range ShockTable {
		names[i] = ShockTable[i].Name
	}
	return names
}

// shocks reads a list of shocks, each a kind with its date and numbers:
// "- border_closure: {at: 2026-10, months: 3}".
func (r *reader) shocks(starts model.Month, n *yaml.Node) []Shock {
	if n.Kind != yaml.SequenceNode {
		r.fault(n, "shocks: is %s (a list of - kind: {at: 2027-03, ...})", kindWords(n))
		return nil
	}
	var list []Shock
	for _, item := range n.Content {
		for _, p := range r.pairs("shock", item) {
			if s, ok := r.shock(starts, p); ok {
				list = append(list, s)
			}
		}
	}
	return list
}

// shock reads one shock.
func (r *reader) shock(starts model.Month, entry pair) (Shock, bool) {
	var kind *ShockKind
	for i := range ShockTable {
		if ShockTable[i].Name == entry.key.Value {
			kind = &ShockTable[i]
		}
	}
	if kind == nil {
		r.unknown(entry.key, "shock", shockNames())
		return Shock{}, false
	}
	before := len(r.mistakes)
	s := Shock{Kind: kind, Values: make([]float64, len(kind.Fields))}
	given := make([]bool, len(kind.Fields))
	known := []string{"at"}
	for _, f := range kind.Fields {
		known = append(known, f.Name)
	}
	for _, p := range r.pairs("shock "+kind.Name, entry.value) {
		if p.key.Value == "at" {
			if at, ok := r.month("shock "+kind.Name, p.value); ok {
				s.At = at
				if at < starts {
					r.fault(p.value, "shock %s in %s: lies before the path starts (%s or later)", kind.Name, at, starts)
				}
			}
			continue
		}
		found := false
		for i, f := range kind.Fields {
			if f.Name == p.key.Value {
				s.Values[i], _ = r.number("shock "+kind.Name+" "+f.Name, f.Unit, f.Low, f.High, p.value)
				given[i], found = true, true
			}
		}
		if !found {
			r.unknown(p.key, "shock "+kind.Name+" key", known)
		}
	}
	if s.At == 0 && len(r.mistakes) == before {
		r.fault(entry.key, "shock %s: has no date (at: 2027-03)", kind.Name)
	}
	for i, f := range kind.Fields {
		switch {
		case given[i]:
		case f.Default != nil:
			s.Values[i] = *f.Default
		case len(r.mistakes) == before:
			r.fault(entry.key, "shock %s: has no %s (%s: a number%s)", kind.Name, f.Name, f.Name, inUnit(f.Unit))
		}
	}
	return s, len(r.mistakes) == before
}
