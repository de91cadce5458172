// SPDX-License-Identifier: Apache-2.0

// Package xmile writes the model as a document that other programs of system
// dynamics read.
package xmile

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"crossroads/model"
	"crossroads/model/ode"
	"crossroads/scenarios"
	"crossroads/scenarios/stats/elementary"
)

// document is an XMILE 1.0 document, as far as the model needs one.
type document struct {
	XMLName xml.Name `xml:"http://docs.oasis-open.org/xmile/ns/XMILE/v1.0 xmile"`
	Version string   `xml:"version,attr"`
	Header  struct {
		Vendor  string `xml:"vendor"`
		Product struct {
			Version string `xml:"version,attr"`
			Lang    string `xml:"lang,attr"`
			Name    string `xml:",chardata"`
		} `xml:"product"`
		Name    string   `xml:"name"`
		Caption string   `xml:"caption"`
		Options struct{} `xml:"options"`
	} `xml:"header"`
	Specs struct {
		Method string  `xml:"method,attr"`
		Units  string  `xml:"time_units,attr"`
		Start  float64 `xml:"start"`
		Stop   float64 `xml:"stop"`
		Step   struct {
			Reciprocal bool `xml:"reciprocal,attr"`
			PerYear    int  `xml:",chardata"`
		} `xml:"dt"`
	} `xml:"sim_specs"`
	Units     []unit `xml:"model_units>unit"`
	Variables struct {
		Stocks []variable `xml:"stock"`
		Flows  []variable `xml:"flow"`
		Rest   []variable `xml:"aux"`
	} `xml:"model>variables"`
}

type unit struct {
	Name string `xml:"name,attr"`
}

type variable struct {
	Name     string   `xml:"name,attr"`
	Doc      string   `xml:"doc"`
	Equation string   `xml:"eqn"`
	Graph    *graph   `xml:"gf"`
	Inflows  []string `xml:"inflow"`
	Outflows []string `xml:"outflow"`
	Units    string   `xml:"units"`
}

// graph is a function given by points, a straight line from each to the next.
type graph struct {
	X string `xml:"xpts"`
	Y string `xml:"ypts"`
}

// Write writes the whole model under a path in a world as an XMILE 1.0
// document. The levers are graphical functions of time, as shocks and rules set
// them in this run: a rule remembers what happened before, for which XMILE has no
// words, so that it does not react to what is changed in the document, and the
// caption says so. A shock to stocks is a flow over its month. What the start
// settles by repetition stands as a number. Every stock has a flow.
func Write(out io.Writer, s *scenarios.Scenario, w *scenarios.World, h model.Horizon) error {
	plan := s.PlanIn(w, h)
	parameters := w.Parameters
	for _, a := range plan.Assumptions {
		*a.Parameter.Of(&parameters) = a.Value
	}
	run, err := model.Run(&parameters, plan, h, ode.RK4)
	if err != nil {
		return fmt.Errorf("path %s in world %s: %w", s.Name, w.Name, err)
	}
	euler, err := model.Run(&parameters, plan, h, ode.Euler)
	if err != nil {
		return fmt.Errorf("path %s in world %s by Euler's method: %w", s.Name, w.Name, err)
	}
	var d document
	d.Version = "1.0"
	d.Header.Vendor = "crossroads"
	d.Header.Product.Version, d.Header.Product.Lang, d.Header.Product.Name = model.Version, "en", "crossroads"
	d.Header.Name = s.Name + " in " + w.Name
	d.Header.Caption = fmt.Sprintf("%s; %s in %s; model %s. %s", model.Label, s.Label, w.Label, scenarios.ModelHash(), methodNote(run, euler, h))
	if len(plan.Impulses) > 0 {
		d.Header.Caption += " Shocks to stocks are spread over their month here; the program applies them at once."
	}
	d.Header.Caption += rulesNote(plan, run)
	d.Specs.Method, d.Specs.Units = "rk4", "year"
	d.Specs.Start, d.Specs.Stop = h.Start.Time(), h.End.Time()
	d.Specs.Step.Reciprocal, d.Specs.Step.PerYear = true, h.StepsPerYear
	d.addSeries(&run.Samples[0])
	d.addShocks(plan, h)
	d.fillIdle()
	d.addLevers(run)
	for i := range model.ParameterTable {
		p := &model.ParameterTable[i]
		d.Variables.Rest = append(d.Variables.Rest, variable{
			Name: p.Name, Doc: fmt.Sprintf("%s Documented %v (%v to %v); central value %v. Source: %s", p.Doc, p.Documented, p.Low, p.High, p.Central, p.Source),
			Equation: number(*p.Of(&parameters)), Units: units(p.Unit),
		})
	}
	d.addUnits()
	if _, err := io.WriteString(out, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(out)
	e.Indent("", "  ")
	if err := e.Encode(&d); err != nil {
		return err
	}
	_, err = io.WriteString(out, "\n")
	return err
}

// methodNote says how much a reader that knows Euler's method alone will differ.
func methodNote(run, euler *model.Trajectory, h model.Horizon) string {
	var parts []string
	for _, name := range []string{"attacks", "deaths_all"} {
		o := model.FindOutcome(name)
		exact, rough := o.Of(run.Years), o.Of(euler.Years)
		parts = append(parts, fmt.Sprintf("%s %+.2g%%", name, 100*(rough/exact-1)))
	}
	return fmt.Sprintf("The program integrates by the classical Runge-Kutta method in %d steps a year. A reader that knows Euler's method alone differs in the same steps: %s; in smaller steps by less.",
		h.StepsPerYear, strings.Join(parts, ", "))
}

// rulesNote says when each rule of a path set its levers in the run, or nothing
// where there are none.
func rulesNote(plan *model.Plan, run *model.Trajectory) string {
	if len(plan.Rules) == 0 {
		return ""
	}
	note := " The levers are as the rules set them in this run; here the rules do not react to changes."
	for i := range plan.Rules {
		var times []string
		for _, f := range run.Firings {
			if f.Rule == i {
				times = append(times, map[bool]string{true: "on ", false: "off "}[f.On]+f.At.String())
			}
		}
		if len(times) == 0 {
			times = []string{"never on"}
		}
		note += fmt.Sprintf(" Rule %d, on %s: %s.", i+1, plan.Rules[i].When.Series.Name, strings.Join(times, ", "))
	}
	return note
}

// addShocks adds a flow for every stock that shocks change: so much in the month
// of each. A share of a stock leaves it at the rate that removes the share in a
// month.
func (d *document) addShocks(plan *model.Plan, h model.Horizon) {
	if len(plan.Impulses) == 0 {
		return
	}
	add := func(stock, equation, doc string, out bool, amount func(*model.Impulse) float64) {
		rates := make([]float64, h.Months())
		some := false
		for i := range plan.Impulses {
			if v := amount(&plan.Impulses[i]); v != 0 {
				rates[plan.Impulses[i].At-h.Start] += float64(12 * v)
				some = true
			}
		}
		if !some {
			return
		}
		name := "shock_to_" + stock
		rate := variable{Name: name + "_rate", Doc: doc, Units: "1/year"}
		rate.Equation, rate.Graph = steps(rates, h)
		d.Variables.Rest = append(d.Variables.Rest, rate)
		for i := range d.Variables.Stocks {
			v := &d.Variables.Stocks[i]
			if v.Name != stock {
				continue
			}
			flow := variable{Name: name, Doc: doc, Equation: strings.ReplaceAll(equation, "RATE", rate.Name), Units: v.Units + "/year"}
			d.Variables.Flows = append(d.Variables.Flows, flow)
			if out {
				v.Outflows = append(v.Outflows, name)
			} else {
				v.Inflows = append(v.Inflows, name)
			}
		}
	}
	dead := func(i *model.Impulse) float64 { return i.Civilians + i.Security }
	leaving := func(share float64) float64 { return -elementary.Log(max(1-share, 1e-6)) }
	cancelled := func(i *model.Impulse) float64 { return leaving(i.CancelledShare) }
	add("total_attacks", "RATE", "Single attacks with many dead.", false, func(i *model.Impulse) float64 {
		if dead(i) > 0 || i.Wounded > 0 {
			return 1
		}
		return 0
	})
	add("total_civilians_attacks", "RATE", "Civilians killed in single attacks.", false, func(i *model.Impulse) float64 { return i.Civilians })
	add("total_security_attacks", "RATE", "Security forces killed in single attacks.", false, func(i *model.Impulse) float64 { return i.Security })
	add("total_wounded", "RATE", "People wounded in single attacks.", false, func(i *model.Impulse) float64 { return i.Wounded })
	add("perceived_attacks", "RATE/deaths_per_attack", "What single attacks add to attacks as people remember them.", false, dead)
	for _, stage := range []string{"pipeline_1", "pipeline_2", "pipeline_3"} {
		add(stage, "RATE*"+stage, "Projects cancelled.", true, cancelled)
	}
	add("total_cancelled", "RATE*(pipeline_1+pipeline_2+pipeline_3)", "Projects cancelled.", false, cancelled)
	add("trust", "RATE*trust", "Trust lost when talks fail.", true, func(i *model.Impulse) float64 { return leaving(i.TrustLost) })
}

// fillIdle gives the stocks that nothing changes on this path a flow of 0: some
// programs refuse a stock without a flow.
func (d *document) fillIdle() {
	for i := range d.Variables.Stocks {
		v := &d.Variables.Stocks[i]
		if len(v.Inflows)+len(v.Outflows) > 0 {
			continue
		}
		flow := variable{Name: "shock_to_" + v.Name, Doc: "Only shocks change " + v.Name + ", and none does on this path.", Equation: "0", Units: v.Units + "/year"}
		d.Variables.Flows = append(d.Variables.Flows, flow)
		v.Inflows = []string{flow.Name}
	}
}

// addSeries adds stocks, auxiliaries and flows, beginning from a sample.
func (d *document) addSeries(start *model.Sample) {
	signs := map[string]map[string]string{} // of the flows of each stock
	for _, e := range model.EdgeTable {
		if e.Start {
			continue
		}
		if signs[e.To] == nil {
			signs[e.To] = map[string]string{}
		}
		signs[e.To][e.From] = e.Sign
	}
	filled := map[string]bool{} // flows that already fill a stock: each may fill one
	for i := range model.EquationTable {
		e := &model.EquationTable[i]
		v := variable{Name: e.Name, Doc: e.Doc, Equation: e.Text, Units: units(e.Unit)}
		switch e.Kind {
		case model.Auxiliary:
			d.Variables.Rest = append(d.Variables.Rest, v)
			continue
		case model.Flow:
			d.Variables.Flows = append(d.Variables.Flows, v)
			continue
		}
		v.Equation = e.Start
		switch {
		case e.Settled:
			v.Equation = number(e.Of(start))
			v.Doc += " The start is the resting point of " + e.Start + "."
		case e.Start == "":
			v.Equation = "0"
		}
		flows := strings.Fields(strings.NewReplacer(" + ", " ", " - ", " ").Replace(e.Text))
		if e.Text == "0" {
			flows = nil
		}
		shared := false
		for _, f := range flows {
			shared = shared || signs[e.Name][f] == "+" && filled[f]
		}
		if shared { // a running total of what fills another stock has a flow of its own
			counted := "counted_in_" + e.Name
			d.Variables.Flows = append(d.Variables.Flows, variable{Name: counted, Doc: "What is added to " + e.Name + ".", Equation: e.Text, Units: units(e.Unit + "/year")})
			v.Inflows = []string{counted}
			flows = nil
		}
		for _, f := range flows {
			if signs[e.Name][f] == "+" {
				v.Inflows = append(v.Inflows, f)
				filled[f] = true
			} else {
				v.Outflows = append(v.Outflows, f)
			}
		}
		d.Variables.Stocks = append(d.Variables.Stocks, v)
	}
}

// addLevers adds every lever over time, as it was in a run.
func (d *document) addLevers(run *model.Trajectory) {
	h := run.Horizon
	add := func(q model.Quantity, of func(*model.Levers) float64) {
		v := variable{Name: q.Name, Doc: q.Doc, Units: units(q.Unit)}
		values := make([]float64, h.Months())
		for i := range values {
			values[i] = of(&run.Samples[i*h.StepsPerYear/12].Levers)
		}
		v.Equation, v.Graph = steps(values, h)
		d.Variables.Rest = append(d.Variables.Rest, v)
	}
	for i := range model.LeverTable {
		l := &model.LeverTable[i]
		add(l.Quantity, func(m *model.Levers) float64 { return *l.Of(m) })
	}
	add(model.Quantity{Name: "attack_factor", Unit: "1", Doc: "Factor on attacks that only shocks move."},
		func(m *model.Levers) float64 { return m.AttackFactor })
}

// A lever jumps from one month's value to the next within one width, in years,
// and has arrived one width before the month, so that the rounding of time in
// another program does not decide on which side of the jump it stands.
const width = 1e-4

// steps writes a value for each month as an equation, and a graph if it changes.
// The graph is a steep line where it jumps: all programs draw straight lines
// between points, not all know points that hold until the next.
func steps(values []float64, h model.Horizon) (equation string, g *graph) {
	var x, y []string
	add := func(time, v float64) {
		x = append(x, strconv.FormatFloat(time, 'f', 7, 64))
		y = append(y, number(v))
	}
	add(h.Start.Time(), values[0])
	for i := 1; i < len(values); i++ {
		if at := (h.Start + model.Month(i)).Time(); values[i] != values[i-1] {
			add(at-2*width, values[i-1])
			add(at-width, values[i])
		}
	}
	if len(x) == 1 {
		return y[0], nil
	}
	add(h.End.Time(), values[len(values)-1])
	return "TIME", &graph{strings.Join(x, ","), strings.Join(y, ",")}
}

// addUnits lists the units in use.
func (d *document) addUnits() {
	seen := map[string]bool{"1": true}
	for _, list := range [][]variable{d.Variables.Stocks, d.Variables.Flows, d.Variables.Rest} {
		for _, v := range list {
			for _, name := range strings.Split(v.Units, "/") {
				if !seen[name] {
					seen[name] = true
					d.Units = append(d.Units, unit{name})
				}
			}
		}
	}
}

// units writes a unit without spaces.
func units(u string) string { return strings.ReplaceAll(u, " ", "_") }

// number writes a number so that it reads back to the same bits.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
