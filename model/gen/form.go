// SPDX-License-Identifier: Apache-2.0

package main

// checkForm holds the equations to their form: every field set exactly once
// and after what it needs, rates that are sums of flows, totals that nothing
// reads, and constants gathered in brackets.
func checkForm(s *System) error {
	targets := map[string]byte{"initial": 's', "settle": 's', "auxiliaries": 'a', "flows": 'f', "rates": 'd'}
	set := map[string]map[string]*Equation{}
	for _, f := range functionArguments {
		if len(s.Functions[f.name]) == 0 {
			return mistake(s.State[0].Place, "function %s: is missing", f.name)
		}
		set[f.name] = map[string]*Equation{}
		for _, e := range s.Functions[f.name] {
			target := s.fields[e.Field]
			holder := e.Target
			if holder == 'd' {
				holder = 's'
			}
			switch {
			case e.Target != targets[f.name] || target == nil || target.Of != holder:
				return mistake(e.Place, "%s: sets %c.%s (a field of %c)", f.name, e.Target, e.Field, targets[f.name])
			case set[f.name][e.Field] != nil:
				return mistake(e.Place, "%s: sets %s twice (each field once)", f.name, e.Field)
			case e.Doc == "" && (e.Target == 'a' || e.Target == 'f'):
				return mistake(e.Place, "%s: has no comment above it (a sentence on what it is)", e.Field)
			}
			var err error
			references(e.Value, func(r *Reference) {
				field := s.fields[r.Field]
				switch {
				case err != nil:
				case field == nil || field.Of != r.Of:
					err = mistake(e.Place, "%s: reads %c.%s, which is no field", e.Field, r.Of, r.Field)
				case field.isTotal():
					err = mistake(e.Place, "%s: reads the running total %s (totals act on nothing)", e.Field, r.Field)
				case r.Of == 'a' && f.name == "auxiliaries" && set[f.name][r.Field] == nil:
					err = mistake(e.Place, "%s: reads %s before it is set (in order of dependence)", e.Field, r.Field)
				case r.Of == 'f' && f.name != "rates":
					err = mistake(e.Place, "%s: reads the flow %s (only rates read flows)", e.Field, r.Field)
				}
			})
			if err == nil {
				err = checkProducts(e)
			}
			if err != nil {
				return err
			}
			set[f.name][e.Field] = e
		}
	}
	for _, e := range s.Functions["rates"] {
		if err := checkRate(e); err != nil {
			return err
		}
	}
	for function, fields := range map[string][]*Field{"auxiliaries": s.Auxiliaries, "flows": s.Flows, "rates": s.State} {
		for _, f := range fields {
			if set[function][f.Name] == nil && !f.isTotal() {
				return mistake(f.Place, "%s: %s sets it nowhere (x.%s = expression)", f.Name, function, f.Name)
			}
		}
	}
	for _, f := range s.State {
		if !f.isTotal() && set["initial"][f.Name] == nil && set["settle"][f.Name] == nil {
			return mistake(f.Place, "%s: has no value at the start (s.%s = expression in initial)", f.Name, f.Name)
		}
	}
	return nil
}

// checkProducts refuses a product with parameters in two places: gathered in
// brackets they are multiplied once for a whole run.
func checkProducts(e *Equation) error {
	for _, p := range e.products {
		constant, moving := 0, 0
		for _, f := range p.factors {
			held, changing := false, false
			references(f, func(r *Reference) {
				held = held || r.Of == 'p'
				changing = changing || r.Of != 'p'
			})
			switch {
			case changing:
				moving++
			case held:
				constant++
			}
		}
		if moving > 0 && constant > 1 {
			return mistake(p.place, "%s: a product has parameters alone in %d places (gathered in brackets)", e.Field, constant)
		}
	}
	return nil
}

// checkRate refuses a rate that is not a sum of bare flows.
func checkRate(e *Equation) error {
	seen := map[string]bool{}
	for _, t := range terms(e.Value) {
		flow, ok := t.of.(*Reference)
		if !ok || flow.Of != 'f' {
			return mistake(e.Place, "rate of %s: is not a sum of flows (d.%s = f.Inflow - f.Outflow)", e.Field, e.Field)
		}
		key := flow.Field
		if t.inverse {
			key = "-" + key
		}
		if seen[key] {
			return mistake(e.Place, "rate of %s: counts %s twice", e.Field, flow.Field)
		}
		seen[key] = true
	}
	return nil
}
