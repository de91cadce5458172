// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// described is the JSON of a table of describe: the rows of each part by its
// title.
type described map[string][]map[string]any

// describeJSON reads what describe prints.
func describeJSON(t *testing.T, args ...string) described {
	t.Helper()
	d := described{}
	for _, table := range answerOf(t, append([]string{"describe"}, args...)...) {
		title := table.Title
		if strings.HasPrefix(title, "Stocks at the start of ") {
			title = "Stocks at the start" // of whichever year
		}
		d[title] = table.Rows
	}
	return d
}

// answered is a table of an answer; a number stands without its unit.
type answered struct {
	Title string
	Rows  []map[string]any
}

// answerOf runs a command and returns the tables of its answer, in order.
func answerOf(t *testing.T, args ...string) []answered {
	t.Helper()
	names, _ := say(t, append(slices.Clone(args), "--table", "list")...)
	raw, _ := say(t, append(slices.Clone(args), "--format", "json")...)
	var answer struct{ Tables map[string]answered }
	if err := json.Unmarshal([]byte(raw), &answer); err != nil {
		t.Fatal(err)
	}
	var list []answered
	for _, name := range strings.Fields(names) {
		for _, row := range answer.Tables[name].Rows {
			for column, cell := range row {
				if number, ok := cell.(map[string]any); ok && number["low"] == nil { // a range keeps its ends
					row[column] = number["value"]
				}
			}
		}
		list = append(list, answer.Tables[name])
	}
	return list
}

// expression is arithmetic over names: + - * / and parentheses.
type expression struct {
	tokens []string
	values map[string]float64
}

// evaluate is the value of a text.
func evaluate(text string, values map[string]float64) float64 {
	for _, sign := range "()+-*/" {
		text = strings.ReplaceAll(text, string(sign), " "+string(sign)+" ")
	}
	e := &expression{strings.Fields(text), values}
	v := e.sum()
	if len(e.tokens) > 0 {
		panic(fmt.Sprintf("%q: %v is left over", text, e.tokens))
	}
	return v
}

func (e *expression) next() string {
	if len(e.tokens) == 0 {
		return ""
	}
	return e.tokens[0]
}

func (e *expression) take() string {
	token := e.tokens[0]
	e.tokens = e.tokens[1:]
	return token
}

func (e *expression) sum() float64 {
	v := e.product()
	for e.next() == "+" || e.next() == "-" {
		if e.take() == "+" {
			v += e.product()
		} else {
			v -= e.product()
		}
	}
	return v
}

func (e *expression) product() float64 {
	v := e.atom()
	for e.next() == "*" || e.next() == "/" {
		if e.take() == "*" {
			v *= e.atom()
		} else {
			v /= e.atom()
		}
	}
	return v
}

func (e *expression) atom() float64 {
	token := e.take()
	switch {
	case token == "(":
		v := e.sum()
		e.take()
		return v
	case token == "-":
		return -e.atom()
	case strings.Contains("0123456789", token[:1]):
		v, err := strconv.ParseFloat(token, 64)
		if err != nil {
			panic(err)
		}
		return v
	}
	v, known := e.values[token]
	if !known {
		panic("no value for " + token)
	}
	return v
}

// rebuilt is a model that knows nothing but what describe prints.
type rebuilt struct {
	equations, schedule described
	values              map[string]float64 // of stocks, totals, auxiliaries, flows, levers and parameters
	state               []string           // stocks, then running totals
}

// derive works out auxiliaries and flows, and the change of every stock.
func (m *rebuilt) derive() []float64 {
	for _, kind := range []string{"Auxiliaries", "Flows"} {
		for _, row := range m.equations[kind] {
			m.values[row["name"].(string)] = evaluate(row["equation"].(string), m.values)
		}
	}
	var change []float64
	for _, kind := range []string{"Stocks: change per year", "Running totals: change per year"} {
		for _, row := range m.equations[kind] {
			change = append(change, evaluate(row["equation"].(string), m.values))
		}
	}
	return change
}

// put sets the state to y + scale·d.
func (m *rebuilt) put(y, d []float64, scale float64) {
	for i, name := range m.state {
		m.values[name] = y[i]
		if d != nil {
			m.values[name] += scale * d[i]
		}
	}
}

// run follows the schedule and returns the running totals at each turn of a
// year, by year of the turn.
func (m *rebuilt) run(t *testing.T) map[int]map[string]float64 {
	m.values = map[string]float64{}
	for _, row := range m.schedule["Parameters in this run"] {
		m.values[row["name"].(string)] = row["value"].(float64)
	}
	for _, kind := range []string{"Stocks: change per year", "Running totals: change per year"} {
		for _, row := range m.equations[kind] {
			m.state = append(m.state, row["name"].(string))
			m.values[row["name"].(string)] = 0
		}
	}
	month := func(v any) time.Time {
		at, err := time.Parse("2006-01", v.(string))
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	turns := map[int]map[string]float64{}
	turn := func(year int) {
		turns[year] = map[string]float64{}
		for _, name := range m.state {
			turns[year][name] = m.values[name]
		}
	}
	started := false
	for _, row := range m.schedule["Levers, month by month"] {
		for at := month(row["from"]); !at.After(month(row["to"])); at = at.AddDate(0, 1, 0) {
			if started && at.Month() == time.January {
				turn(at.Year())
			}
			for name, v := range row {
				if name != "from" && name != "to" {
					m.values[name] = v.(float64)
				}
			}
			if !started {
				m.start()
				turn(at.Year())
				started = true
			}
			for _, shock := range m.schedule["Shocks at the start of a month"] {
				if month(shock["month"]).Equal(at) {
					m.strike(shock)
				}
			}
			m.step()
		}
	}
	rows := m.schedule["Levers, month by month"]
	turn(month(rows[len(rows)-1]["to"]).Year() + 1)
	return turns
}

// start finds the resting start.
func (m *rebuilt) start() {
	starts := m.equations["Stocks at the start"]
	set := func(row map[string]any) {
		m.values[row["name"].(string)] = evaluate(row["equation"].(string), m.values)
	}
	for _, row := range starts {
		if row["together"] == false {
			set(row)
		}
	}
	for range 24 {
		m.derive()
		for _, row := range starts {
			if row["together"] == true {
				set(row)
			}
		}
	}
}

// strike applies one shock.
func (m *rebuilt) strike(shock map[string]any) {
	number := func(name string) float64 { return shock[name].(float64) }
	if dead := number("civilians") + number("security"); dead > 0 || number("wounded") > 0 {
		m.values["total_attacks"]++
		m.values["total_civilians_attacks"] += number("civilians")
		m.values["total_security_attacks"] += number("security")
		m.values["total_wounded"] += number("wounded")
		m.values["perceived_attacks"] += dead / m.values["deaths_per_attack"]
	}
	for _, stage := range []string{"pipeline_1", "pipeline_2", "pipeline_3"} {
		cancelled := number("share_cancelled") * m.values[stage]
		m.values[stage] -= cancelled
		m.values["total_cancelled"] += cancelled
	}
	m.values["trust"] -= number("trust_lost") * m.values["trust"]
}

// step advances by a month.
func (m *rebuilt) step() {
	const h = 1.0 / 12
	y := make([]float64, len(m.state))
	for i, name := range m.state {
		y[i] = m.values[name]
	}
	k1 := m.derive()
	m.put(y, k1, h/2)
	k2 := m.derive()
	m.put(y, k2, h/2)
	k3 := m.derive()
	m.put(y, k3, h)
	k4 := m.derive()
	mean := make([]float64, len(y))
	for i := range mean {
		mean[i] = (k1[i] + 2*k2[i] + 2*k3[i] + k4[i]) / 6
	}
	m.put(y, mean, h)
}

func TestARunIsRebuiltFromWhatDescribePrints(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	path := write("mine.yaml", "doc: A ramp, a truce and a closure.\nlevers: {investment: {2026: 300, 2029: to 1200}, openness: {2026: 0.3, 2030: to 0.8}}\n"+
		"shocks: [ceasefire: {at: 2027-03, months: 5, multiplier: 0.3}, border_closure: {at: 2029-02, months: 4}, talks_fail: {at: 2030-05, trust_lost: 0.4}]\n")
	world := write("shocked.yaml", "doc: An attack with many dead, and a contract that ends.\nextends: backlash\n"+
		"shocks: [mass_casualty_attack: {at: 2028-01, civilians: 90, security: 20, wounded: 200}, contract_cancelled: {at: 2028-06, share: 0.4}]\n")
	equations := describeJSON(t, "equations")
	for _, c := range []struct{ path, world string }{{"three-pillar-2025", "central"}, {path, world}} {
		m := &rebuilt{equations: equations, schedule: describeJSON(t, "schedule", c.path, "--world", c.world, "--until", "2032")}
		turns := m.run(t)
		answer := answerOf(t, "run", c.path, "--world", c.world, "--until", "2032")
		compared := 0
		for _, row := range answer[0].Rows {
			year, err := strconv.Atoi(fmt.Sprint(row["year"]))
			if err != nil {
				continue
			}
			for outcome, total := range map[string]string{"attacks": "total_attacks", "militants": "total_militants"} {
				got, want := turns[year+1][total]-turns[year][total], row[outcome].(float64)
				if compared++; math.Abs(got-want) > 1e-9*want {
					t.Errorf("%s in %s, %d: %s rebuilt is %.12g, want %.12g", filepath.Base(c.path), filepath.Base(c.world), year, outcome, got, want)
				}
			}
			killed := 0.0
			for _, total := range []string{"total_civilians_attacks", "total_civilians_operations", "total_civilians_abroad", "total_security_attacks", "total_security_operations"} {
				killed += turns[year+1][total] - turns[year][total]
			}
			if want := row["deaths_civilian_security"].(float64); math.Abs(killed-want) > 1e-9*want {
				t.Errorf("%s, %d: killed rebuilt is %.12g, want %.12g", filepath.Base(c.path), year, killed, want)
			}
		}
		if compared < 24 {
			t.Errorf("%d numbers are compared, want 12 years of two outcomes", compared)
		}
	}
}
