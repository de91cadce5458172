// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"reflect"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
)

// header begins the encoded form of a result: one line of JSON that says what
// was run. Results can be continued or merged only where headers agree.
type header struct {
	Label      string    `json:"label"`
	Format     int       `json:"format"`
	Version    string    `json:"version"`
	Model      string    `json:"model"`
	Digits     string    `json:"digits"` // of the kernel
	From       string    `json:"from"`
	Until      string    `json:"until"`
	Steps      int       `json:"steps_per_year"`
	Members    int       `json:"members"`
	Seed       uint64    `json:"seed"`
	Fitted     string    `json:"fitted"` // the sum of the counts; "" for draws that are not fitted
	Bias       float64   `json:"shared_bias"`
	Documented bool      `json:"documented_modes"`
	Sampling   string    `json:"sampling"`
	Shape      string    `json:"shape"`
	Width      float64   `json:"width"`
	Posterior  string    `json:"posterior"`
	Worlds     []ofWorld `json:"worlds"`
	Scenarios  []ofPath  `json:"scenarios"`
	Against    string    `json:"against"`
	Pairs      []Pair    `json:"pairs"`
	Series     []string  `json:"series"`
	Cut        [3]int    `json:"cut"`
	Shard      string    `json:"shard"` // may differ

	sum  [sha256.Size]byte // of the line
	size int64             // with the sum
}

// ofWorld identifies a world by what it sets, ofPath a path by what it does
// month by month; their text serves to read them again.
type ofWorld struct {
	Name string `json:"name"`
	Sum  string `json:"sum"`
	YAML string `json:"yaml"`
}

type ofPath struct {
	Name string `json:"name"`
	Sum  string `json:"sum"`
	YAML string `json:"yaml"`
}

const encodedFormat = 6

// header describes the design of r.
func (r *Result) header() header {
	d := r.design
	h := header{
		Label: model.Label, Format: encodedFormat, Version: model.Version, Model: scenarios.ModelHash(), Digits: model.KernelDigits(),
		From: d.Horizon.Start.String(), Until: d.Horizon.End.String(), Steps: d.Horizon.StepsPerYear,
		Members: d.Members, Seed: d.Draws.Seed, Documented: d.Draws.Documented, Sampling: string(d.Draws.Sampling), Shape: string(d.Draws.Shape), Width: d.Draws.Width,
		Against: d.Paths[d.Against].Name, Pairs: append([]Pair(nil), d.Pairs...), Cut: [3]int{d.cut.block, d.cut.outcomes, d.cut.series},
		Shard: fmt.Sprintf("%d/%d", r.shard.Index, r.shard.Count),
	}
	if d.Draws.Posterior != nil {
		h.Posterior = d.Draws.Posterior.Sum
	}
	if d.Draws.Fitted != nil {
		h.Fitted, h.Bias = d.Draws.Fitted.Sum, d.Draws.Fitted.Bias
	}
	for _, w := range d.Worlds {
		sum := sha256.New()
		for _, row := range w.Set {
			fmt.Fprintln(sum, row.Name, *row.Of(&w.Parameters))
		}
		for i := range w.Uncertain {
			fmt.Fprintln(sum, w.Uncertain[i].String())
		}
		for _, c := range w.Correlations {
			fmt.Fprintln(sum, c.Between[0].Name, c.Between[1].Name, c.Rank)
		}
		h.Worlds = append(h.Worlds, ofWorld{w.Name, short(sum), w.Text})
	}
	for i, s := range d.Paths {
		sum := sha256.New()
		for _, plans := range r.plans {
			writePlan(sum, plans[i])
		}
		h.Scenarios = append(h.Scenarios, ofPath{s.Name, short(sum), s.Text})
	}
	for _, o := range d.Series {
		h.Series = append(h.Series, o.Name)
	}
	return h
}

// short is the first twelve hexadecimal digits of a sum.
func short(h hash.Hash) string { return fmt.Sprintf("%x", h.Sum(nil)[:6]) }

// writePlan writes all that a plan does, in words that differ where it differs.
func writePlan(w io.Writer, p *model.Plan) {
	for _, month := range p.Months {
		fmt.Fprintln(w, month)
	}
	for _, i := range p.Impulses {
		fmt.Fprintln(w, i)
	}
	for _, rule := range p.Rules {
		fmt.Fprint(w, rule.From, " ", rule.Hold, rule.Months)
		for _, c := range []model.Condition{rule.When, rule.Until} {
			if c.Series != nil {
				fmt.Fprint(w, " ", c.Series.Name, c.Above, c.Value)
			}
		}
		for _, s := range rule.Set {
			fmt.Fprint(w, " ", s.Lever.Name, s.Value)
		}
		fmt.Fprintln(w)
	}
	for _, a := range p.Assumptions {
		fmt.Fprintln(w, a.Parameter.Name, a.Value)
	}
}

// differs says in which respect two headers differ; "" if in none that matters.
func (h header) differs(other header) string {
	h.Shard, other.Shard = "", ""
	a, b := reflect.ValueOf(h), reflect.ValueOf(other)
	for i := range a.NumField() {
		if !a.Type().Field(i).IsExported() {
			continue
		}
		if x, y := a.Field(i).Interface(), b.Field(i).Interface(); !reflect.DeepEqual(x, y) {
			return fmt.Sprintf("%s %s, not %s", a.Type().Field(i).Tag.Get("json"), inWords(x), inWords(y))
		}
	}
	return ""
}

// inWords names the value of a header's field.
func inWords(v any) string {
	var names []string
	switch list := v.(type) {
	case []ofWorld:
		for _, w := range list {
			names = append(names, w.Name+" ("+w.Sum+")")
		}
	case []ofPath:
		for _, p := range list {
			names = append(names, p.Name+" ("+p.Sum+")")
		}
	default:
		return fmt.Sprint(v)
	}
	return strings.Join(names, ", ")
}

// eachCount visits the counts that are not part of tallies.
func (r *Result) eachCount(visit func(*uint32)) {
	for i := range r.comparisons {
		c := &r.comparisons[i]
		visit(&c.fewer)
		visit(&c.same)
		visit(&c.tied)
		for y := range c.byYear {
			visit(&c.byYear[y])
		}
		for _, years := range c.turned {
			for y := range years {
				visit(&years[y])
			}
		}
	}
	for i := range r.fewest {
		visit(&r.fewest[i].ties)
		visit(&r.fewest[i].tied)
		for p := range r.fewest[i].counts {
			visit(&r.fewest[i].counts[p])
			visit(&r.fewest[i].near[p])
		}
	}
}
