// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"crossroads/model"
	"crossroads/scenarios/stats/draw"
	"crossroads/scenarios/stats/elementary"
)

// Form is the family of distributions that a parameter is drawn from.
type Form string

// The forms, the one of every parameter that says nothing else first.
const (
	PERT       Form = "pert"
	Uniform    Form = "uniform"
	Triangular Form = "triangular"
	Normal     Form = "normal"
	LogNormal  Form = "lognormal"
)

// Forms lists the forms, the default first.
var Forms = []Form{PERT, Uniform, Triangular, Normal, LogNormal}

// Uncertain says how a world draws one parameter or start value.
type Uncertain struct {
	Row       *model.Parameter
	Form      Form
	Low, High float64 // nothing is drawn beyond them
	Centre    float64 // the mode, mean or median, and the value of a single run
	Spread    float64 // the standard deviation, or the factor of a lognormal
	Reason    string  // why it goes beyond the documented range; empty if it does not
}

// Distribution is what the parameter is drawn from when its spread is multiplied
// by width and cut at low and high, and the share of the whole form that lies
// between them.
func (u *Uncertain) Distribution(width, low, high float64) (d draw.Distribution, kept float64, err error) {
	r := draw.Range{Low: low, Mode: u.Centre, High: high}
	kept = 1
	switch {
	case low == high:
		d, err = draw.Uniform(r)
	case u.Form == Uniform:
		d, err = draw.Uniform(r)
	case u.Form == Triangular:
		d, err = draw.Triangular(r)
	case u.Form == Normal:
		d, kept, err = draw.Normal(r, float64(width*u.Spread))
	case u.Form == LogNormal:
		d, kept, err = draw.LogNormal(r, elementary.Pow(u.Spread, width))
	default:
		d, err = draw.PERT(r)
	}
	return d, kept, err
}

// Kept is the share of the whole form that lies between Low and High.
func (u *Uncertain) Kept() float64 {
	_, kept, err := u.Distribution(1, u.Low, u.High)
	if err != nil {
		return 0
	}
	return kept
}

// String says in words how the parameter is drawn, and where it is cut.
func (u *Uncertain) String() string {
	unit := inUnit(u.Row.Unit)
	words := fmt.Sprintf("%s, %s from %s to %s%s", u.Row.Name, u.Form, Plain(u.Low), Plain(u.High), unit)
	switch u.Form {
	case PERT, Triangular:
		words += ", mode " + Plain(u.Centre)
	case Normal:
		words = fmt.Sprintf("%s, normal with mean %s and standard deviation %s%s, cut at %s and %s", u.Row.Name, Plain(u.Centre), Plain(u.Spread), unit, Plain(u.Low), Plain(u.High))
	case LogNormal:
		words = fmt.Sprintf("%s, lognormal with median %s%s and factor %s, cut at %s and %s", u.Row.Name, Plain(u.Centre), unit, Plain(u.Spread), Plain(u.Low), Plain(u.High))
	}
	if kept := u.Kept(); kept < 0.995 {
		words += fmt.Sprintf(", which leaves %.0f of 100", 100*kept)
	}
	if u.Reason != "" {
		words += ", beyond its documented range: " + u.Reason
	}
	return words
}

// Correlation is how far the ranks of two parameters go along with each other:
// Spearman's coefficient.
type Correlation struct {
	Between [2]*model.Parameter
	Rank    float64
}

// Holds reports whether the world holds a parameter at a value of its own, so that
// it is the same in every member.
func (w *World) Holds(row *model.Parameter) bool {
	return slices.Contains(w.Set, row) && w.Draws(row) == nil
}

// Draws is how the world draws a parameter, or nil if as the table says.
func (w *World) Draws(row *model.Parameter) *Uncertain {
	for i := range w.Uncertain {
		if w.Uncertain[i].Row == row {
			return &w.Uncertain[i]
		}
	}
	return nil
}

// Groups lists the parameters that are drawn together, with their rank
// correlations: each group in order of names, and so the groups.
func (w *World) Groups() (groups [][]*model.Parameter, ranks [][][]float64) {
	group := map[*model.Parameter][]*model.Parameter{}
	for _, c := range w.Correlations {
		joined := slices.Clone(c.Between[:])
		for _, row := range c.Between {
			for _, other := range group[row] {
				if !slices.Contains(joined, other) {
					joined = append(joined, other)
				}
			}
		}
		for _, row := range joined {
			group[row] = joined
		}
	}
	for row, members := range group {
		slices.SortFunc(members, func(a, b *model.Parameter) int { return cmp.Compare(a.Name, b.Name) })
		if row == members[0] {
			groups = append(groups, members)
		}
	}
	slices.SortFunc(groups, func(a, b []*model.Parameter) int { return cmp.Compare(a[0].Name, b[0].Name) })
	for _, members := range groups {
		matrix := make([][]float64, len(members))
		for i := range matrix {
			matrix[i] = make([]float64, len(members))
			matrix[i][i] = 1
		}
		for _, c := range w.Correlations {
			if i, j := slices.Index(members, c.Between[0]), slices.Index(members, c.Between[1]); i >= 0 && j >= 0 {
				matrix[i][j], matrix[j][i] = c.Rank, c.Rank
			}
		}
		ranks = append(ranks, matrix)
	}
	return groups, ranks
}

// correlationsKey stands among the parameters under uncertain.
const correlationsKey = "correlations"

// UncertainKeys are the keys of one parameter under uncertain, by form.
func UncertainKeys(f Form) []string {
	keys := []string{"form", "low", "high", "outside_range"}
	switch f {
	case PERT, Triangular:
		return append(keys, "mode")
	case Normal:
		return append(keys, "mean", "sd")
	case LogNormal:
		return append(keys, "median", "factor")
	default:
		return append(keys, "centre")
	}
}

// uncertain reads how a world draws its parameters, once its values are known. A
// centre given here is the value of single runs.
func (r *reader) uncertain(w *World, n *yaml.Node) {
	var correlations *yaml.Node
	for _, p := range r.pairs("uncertain", n) {
		if p.key.Value == correlationsKey {
			correlations = p.value
			continue
		}
		row := model.FindParameter(p.key.Value)
		if row == nil {
			r.unknown(p.key, "parameter", append(model.ParameterNames(), correlationsKey))
			continue
		}
		if u, ok := r.spread(w, row, p.key, p.value); ok {
			if u.Centre != *row.Of(&w.Parameters) {
				*row.Of(&w.Parameters) = u.Centre
				if !slices.Contains(w.Set, row) {
					w.Set = append(w.Set, row)
				}
			}
			w.Uncertain = append(slices.DeleteFunc(w.Uncertain, func(other Uncertain) bool { return other.Row == row }), u)
		}
	}
	if correlations != nil {
		r.correlations(w, correlations)
	}
}

// spread reads how one parameter is drawn.
func (r *reader) spread(w *World, row *model.Parameter, key, n *yaml.Node) (u Uncertain, ok bool) {
	faults := len(r.mistakes)
	u = Uncertain{Row: row, Form: PERT, Low: row.Low, High: row.High, Centre: *row.Of(&w.Parameters)}
	entries := map[string]*yaml.Node{}
	pairs := r.pairs("uncertain "+row.Name, n)
	for _, p := range pairs {
		entries[p.key.Value] = p.value
	}
	if form := entries["form"]; form != nil {
		u.Form = Form(r.text("form", form))
		if !slices.Contains(Forms, u.Form) {
			var known []string
			for _, f := range Forms {
				known = append(known, string(f))
			}
			r.unknown(form, "form", known)
			return u, false
		}
	}
	for _, p := range pairs {
		if known := UncertainKeys(u.Form); !slices.Contains(known, p.key.Value) {
			r.unknown(p.key, "key of a "+string(u.Form)+" parameter", known)
		}
	}
	least, most := row.Low, row.High
	if reason := entries["outside_range"]; reason != nil {
		if u.Reason = r.text("outside_range", reason); u.Reason != "" {
			least, most = naturalBounds(row)
		}
	}
	take := func(name, unit string, low, high float64, to *float64) {
		if given := entries[name]; given != nil {
			if v, ok := r.number(row.Name+" "+name, unit, low, high, given); ok {
				*to = v
			}
		}
	}
	take("low", row.Unit, least, most, &u.Low)
	take("high", row.Unit, least, most, &u.High)
	for _, name := range []string{"mode", "mean", "median", "centre"} {
		take(name, row.Unit, least, most, &u.Centre)
	}
	if need, about := u.spreadKey(); need != "" {
		switch {
		case entries[need] == nil:
			r.fault(key, "uncertain %s: has no %s (%s)", row.Name, need, about)
		case u.Form == LogNormal:
			take(need, "1", 1, 100, &u.Spread)
		default:
			take(need, row.Unit, 0, 100*math.Max(most-least, math.Abs(u.Centre)), &u.Spread)
		}
	}
	if len(r.mistakes) > faults {
		return u, false
	}
	switch {
	case row.Low == row.High && u.Low == u.High:
		r.fault(key, "uncertain %s: is documented at %s%s alone (low and high beyond it, with outside_range: reason)", row.Name, Plain(row.Low), inUnit(row.Unit))
	case u.Low >= u.High:
		r.fault(key, "uncertain %s: low %s is not below high %s (low < high)", row.Name, Plain(u.Low), Plain(u.High))
	case u.Centre < u.Low || u.Centre > u.High:
		r.fault(key, "uncertain %s: its centre %s lies outside %s to %s (a centre between them, here or under parameters)", row.Name, Plain(u.Centre), Plain(u.Low), Plain(u.High))
	default:
		if _, _, err := u.Distribution(1, u.Low, u.High); err != nil {
			r.fault(key, "uncertain %s: %v", row.Name, err)
		} else if kept := u.Kept(); kept < 0.1 {
			r.fault(key, "uncertain %s: only %.1f of 100 draws lie between %s and %s (a smaller %s, or uniform from low to high)", row.Name, 100*kept, Plain(u.Low), Plain(u.High), spreadName(u.Form))
		}
	}
	return u, len(r.mistakes) == faults
}

// spreadKey is the key that says how widely a form spreads, and what it means;
// "" where the range says it.
func (u *Uncertain) spreadKey() (key, about string) {
	switch u.Form {
	case Normal:
		return "sd", "sd: the standard deviation" + inUnit(u.Row.Unit)
	case LogNormal:
		return "factor", "factor: 68 of 100 lie between the median divided by it and times it"
	default:
		return "", ""
	}
}

// spreadName is the key alone.
func spreadName(f Form) string {
	key, _ := (&Uncertain{Row: &model.Parameter{}, Form: f}).spreadKey()
	return key
}

// naturalBounds are the values beyond which a parameter has no meaning: no time,
// rate or number of people is negative, no share above 1.
func naturalBounds(row *model.Parameter) (low, high float64) {
	low, high = math.Inf(-1), math.Inf(1)
	if row.Low >= 0 {
		low = 0
	}
	if row.Low > 0 && row.Unit != "1" {
		low = row.Low / 100 // something is divided by most of these
	}
	if row.Unit == "1" && row.High <= 1 {
		high = 1
	}
	return low, high
}

// correlations reads which parameters go along with which.
func (r *reader) correlations(w *World, n *yaml.Node) {
	if n.Kind != yaml.SequenceNode {
		r.fault(n, "correlations: is %s (a list of {between: [inflow, contagion], rank: 0.5})", kindWords(n))
		return
	}
	faults := len(r.mistakes)
	for _, item := range n.Content {
		if c, ok := r.correlation(w, item); ok {
			for _, other := range w.Correlations {
				if slices.Contains(other.Between[:], c.Between[0]) && slices.Contains(other.Between[:], c.Between[1]) {
					r.fault(item, "correlations: %s and %s are given twice (once)", c.Between[0].Name, c.Between[1].Name)
				}
			}
			w.Correlations = append(w.Correlations, c)
		}
	}
	if len(r.mistakes) > faults {
		return
	}
	groups, ranks := w.Groups()
	for i, group := range groups {
		_, err := draw.NewCopula(make([]draw.Sequence, len(group)), ranks[i])
		var contradiction *draw.ContradictionError
		if errors.As(err, &contradiction) {
			var names []string
			for _, row := range group[:contradiction.Size] {
				names = append(names, row.Name)
			}
			r.fault(n, "correlations: %s contradict one another: no draws go along like that (closer to 0: all times %.2f or less would do)", strings.Join(names, ", "), contradiction.Factor)
		} else if err != nil {
			r.fault(n, "correlations: %v", err)
		}
	}
}

// correlation reads one entry of the list.
func (r *reader) correlation(w *World, n *yaml.Node) (c Correlation, ok bool) {
	faults := len(r.mistakes)
	var between, rank *yaml.Node
	for _, p := range r.pairs("correlations", n) {
		switch p.key.Value {
		case "between":
			between = p.value
		case "rank":
			rank = p.value
		default:
			r.unknown(p.key, "key of a correlation", []string{"between", "rank"})
		}
	}
	if len(r.mistakes) > faults {
		return c, false
	}
	if between == nil || rank == nil || between.Kind != yaml.SequenceNode || len(between.Content) != 2 {
		r.fault(n, "correlations: an entry is not between two parameters ({between: [inflow, contagion], rank: 0.5})")
		return c, false
	}
	for i, name := range between.Content {
		row := model.FindParameter(name.Value)
		switch {
		case row == nil:
			r.unknown(name, "parameter", model.ParameterNames())
		case w.Holds(row), row.Kind == model.Constant && w.Draws(row) == nil:
			r.fault(name, "correlations: %s is held at %s%s (a distribution for it under uncertain)", row.Name, Plain(*row.Of(&w.Parameters)), inUnit(row.Unit))
		}
		c.Between[i] = row
	}
	if v, fine := r.number("rank", "1", -1, 1, rank); fine {
		c.Rank = v
	}
	if len(r.mistakes) == faults && c.Between[0] == c.Between[1] {
		r.fault(n, "correlations: %s is named twice (name two parameters)", c.Between[0].Name)
	}
	return c, len(r.mistakes) == faults
}

// uncertainText writes how w draws its parameters as its file has it.
func (w *World) uncertainText() string {
	if len(w.Uncertain)+len(w.Correlations) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("uncertain:\n")
	for i := range w.Uncertain {
		u := &w.Uncertain[i]
		fmt.Fprintf(&b, "  %s: {form: %s, low: %s, high: %s", u.Row.Name, u.Form, Plain(u.Low), Plain(u.High))
		switch u.Form {
		case PERT, Triangular:
			fmt.Fprintf(&b, ", mode: %s", Plain(u.Centre))
		case Uniform:
			fmt.Fprintf(&b, ", centre: %s", Plain(u.Centre))
		case Normal:
			fmt.Fprintf(&b, ", mean: %s, sd: %s", Plain(u.Centre), Plain(u.Spread))
		case LogNormal:
			fmt.Fprintf(&b, ", median: %s, factor: %s", Plain(u.Centre), Plain(u.Spread))
		}
		if u.Reason != "" {
			fmt.Fprintf(&b, ", outside_range: %s", quoteText(u.Reason))
		}
		b.WriteString("}\n")
	}
	if len(w.Correlations) > 0 {
		b.WriteString("  correlations:\n")
		for _, c := range w.Correlations {
			fmt.Fprintf(&b, "    - {between: [%s, %s], rank: %s}\n", c.Between[0].Name, c.Between[1].Name, Plain(c.Rank))
		}
	}
	return b.String()
}
