// SPDX-License-Identifier: Apache-2.0

package ledger

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"crossroads/model"
	"crossroads/scenarios"
)

// The words that make a figure a bound, and those that mean the same.
var bounds = []struct {
	hedge string
	words []string
}{
	{"at least", []string{"at least", "more than", "over", "above", "not less than", "no less than", "no fewer than", "not fewer than", "not under", "minimum", "min", "minimum of", "a minimum of", "at a minimum", "at minimum", "at the least", "at the very least", "upwards of", "upward of", "in excess of", "exceeds", "exceeding", "greater than", "more than or equal to", "greater than or equal to", "higher than", "or more", "and more", "and counting", "plus", "as few as", "lower bound", "lower limit", "floor", "undercount", "partial", "partial count", "incomplete", ">=", ">", "≥", "+"}},
	{"at most", []string{"at most", "up to", "fewer than", "less than", "under", "below", "no more than", "not more than", "not over", "not exceeding", "maximum", "max", "maximum of", "a maximum of", "at a maximum", "at maximum", "at the most", "at the very most", "as many as", "as much as", "capped at", "lower than", "less than or equal to", "fewer than or equal to", "or fewer", "or less", "upper bound", "upper limit", "ceiling", "overcount", "<=", "<", "≤"}},
}

// exactly are the words that say nothing of a bound.
var exactly = []string{"none", "exact", "exactly", "about", "around", "approximately", "approx", "roughly", "nearly", "almost", "some", "circa", "c.", "ca.", "~", "estimated", "estimate", "reported", "reportedly", "recorded", "claimed", "alleged", "confirmed", "provisional", "preliminary", "between", "verified"}

// stress is what people put before a hedge and what changes nothing in it.
var stress = regexp.MustCompile(`^(well|just|slightly|far|much|considerably|significantly|a little|a bit|easily|probably|likely|possibly|presumably) `)

// hedge reads the hedge of a row. Words that come near "at least" or "at most" and are neither are a mistake: taken as
// they stand they would turn a bound into an exact figure.
func (r *reader) hedge(row int) string {
	text := r.cell(row, "hedge")
	plain := strings.Join(strings.Fields(strings.Trim(strings.ToLower(text), "\"'“”‘’")), " ")
	if plain == "" {
		return "none"
	}
	unstressed := strings.TrimRight(stress.ReplaceAllString(plain, ""), ".,;:")
	for _, b := range bounds {
		if slices.Contains(b.words, plain) || slices.Contains(b.words, unstressed) {
			return b.hedge
		}
	}
	if slices.Contains(exactly, plain) || slices.Contains(exactly, unstressed) {
		return plain
	}
	bare := letters(plain)
	for _, b := range bounds {
		for _, words := range b.words {
			switch known := letters(words); {
			case known == "":
			case bare == known, len(known) > 4 && oneEdit(bare, known), len(known) > 6 && strings.Contains(" "+plain+" ", " "+words+" "):
				meant := b.hedge
				if bare == known || oneEdit(bare, known) {
					meant = words
				}
				r.fault(row, "hedge", "%q is neither a bound nor any other known word (did you mean %q? \"at least\" and \"at most\" bound)", text, meant)
				return plain
			}
		}
	}
	r.warn(row, "hedge", "%q does not bound: the figure is fitted as it stands (only \"at least\", \"at most\" and their synonyms bound)", text)
	return text
}

// letters keeps the letters of a text.
func letters(text string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' {
			return c
		}
		return -1
	}, text)
}

// oneEdit reports whether one letter more, less, other or swapped with its neighbour turns a into b.
func oneEdit(a, b string) bool {
	if a == b {
		return false
	}
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	x, y := a[i:], b[i:]
	return len(x) > 0 && x[1:] == y || len(y) > 0 && y[1:] == x || len(x) > 0 && len(y) > 0 && x[1:] == y[1:] ||
		len(x) > 1 && len(y) > 1 && x[0] == y[1] && x[1] == y[0] && x[2:] == y[2:]
}

// name is a name in an observation.
var name = regexp.MustCompile(`[a-z_][a-z_0-9]*`)

// likelyObserved are what people may mean by words that are no names of the model.
var likelyObserved = map[string]string{
	"killed": "deaths_civilian_security, deaths_all, militants or a sum such as civilians_attacks + civilians_operations", "deaths": "deaths_civilian_security, deaths_all or militants",
	"death": "deaths_civilian_security, deaths_all or militants", "fatalities": "deaths_civilian_security, deaths_all or militants", "casualties": "deaths_civilian_security; wounded people are not modelled",
	"civilians": "civilians_attacks + civilians_operations", "security": "security_attacks + security_operations", "incidents": "attacks", "attack": "attacks", "terrorists": "militants", "fighters_killed": "militants",
	"soldiers": "security_attacks + security_operations", "police": "security_attacks + security_operations", "troops": "security_attacks + security_operations",
	"share": "fraction", "unknown": "fraction", "part": "fraction", "deaths_civilians": "civilians_attacks + civilians_operations", "insurgents": "militants",
	"x": "* for a product", "times": "* for a product", "and": "+ for a sum", "plus": "+ for a sum", "per": "/ for a ratio", "over": "/ for a ratio",
	"operations": "tempo", "wounded": "nothing: wounded people are counted only in shocks",
}

// observation reads what a row observes, in whatever case.
func (r *reader) observation(row int, text string) *model.Observation {
	lower := strings.ToLower(text)
	var known []string
	for i := range model.OutcomeTable {
		known = append(known, model.OutcomeTable[i].Name)
	}
	for i := range model.SeriesTable {
		known = append(known, model.SeriesTable[i].Name)
	}
	if i := strings.IndexAny(lower, "×·÷&"); i >= 0 {
		sign := []rune(lower[i:])[0]
		r.fault(row, "observes", "%q is not a sign of calculation here (%s)", string(sign), map[rune]string{'×': "*", '·': "*", '÷': "/", '&': "+"}[sign])
		return nil
	}
	for _, word := range name.FindAllString(lower, -1) {
		if word == model.FractionName || slices.Contains(known, word) && word != "wounded" && word != "killed" {
			continue
		}
		meant := likelyObserved[word]
		if meant == "" {
			meant = "crossroads describe outcomes lists them"
			if c := scenarios.Closest(word, known); c != "" {
				meant = "did you mean " + c + "?"
			}
		}
		what := "is not an outcome of the model"
		if word == "killed" || word == "deaths" || word == "fatalities" {
			what = "does not say who was killed"
		}
		r.fault(row, "observes", "%q %s (%s)", word, what, meant)
		return nil
	}
	o, err := model.ParseObservation(lower)
	if err != nil {
		r.fault(row, "observes", "%v", err)
		return nil
	}
	if len(o.Names()) == 0 {
		r.fault(row, "observes", "%q names nothing of the model (such as attacks)", text)
		return nil
	}
	if wrong := senseless(o); wrong != "" {
		r.fault(row, "observes", "%q %s", text, wrong)
		return nil
	}
	return o
}

// senseless says why an observation counts nothing that anyone could count, or is
// empty.
func senseless(o *model.Observation) string {
	var values []float64
	for trial := range 3 {
		amounts := map[string]float64{}
		for i, name := range o.Names() {
			amounts[name] = float64(100 + 37*(i+1)*(i+2+trial*trial)%97) // any three sets of amounts
		}
		amount := func(name string) float64 { return amounts[name] }
		v := o.Value(amount, 1)
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return "divides by 0"
		}
		if o.HasFraction() && math.Abs(o.Value(amount, 0.5)-float64(v/2)) > 1e-9*math.Abs(v) {
			return "uses fraction otherwise than as a factor of the whole (fraction * attacks)"
		}
		values = append(values, v)
	}
	switch unit := o.Unit(); {
	case unit == "" && !slices.ContainsFunc(o.Names(), func(name string) bool { return name != "attacks" && name != "tempo" }):
		return "" // both are events
	case unit == "":
		return "adds unlike things (things of one unit, such as civilians_attacks + security_attacks)"
	case strings.Contains(unit, "·"):
		return "multiplies what is counted (a sum, a share or a ratio)"
	case values[0] == values[1] && values[1] == values[2]:
		return "is the same whatever happens (an outcome, or a sum of outcomes)"
	}
	return ""
}

// likelyUnits are the units that other words stand for.
var likelyUnits = map[string]string{
	"attacks": "attack", "incident": "attack", "incidents": "attack", "terrorist attack": "attack", "terrorist attacks": "attack",
	"deaths": "death", "killed": "death", "people killed": "death", "persons killed": "death", "dead": "death", "fatality": "death", "fatalities": "death",
	"fighters": "fighter", "persons": "person", "people": "person", "number": "1", "ratio": "1", "share": "1",
	"major operations": "major operation", "operation": "major operation", "operations": "major operation",
	"usd m": "usd million", "million usd": "usd million", "percent": "%", "per cent": "%",
}

// scaled are units that are so many of another, as in a count in thousands.
var scaled = map[string]struct {
	unit string
	by   float64
}{"%": {"1", 0.01}, "usd billion": {"usd million", 1e3}, "usd thousand": {"usd million", 1e-3}, "usd": {"usd million", 1e-6}}

// countWords are units that name single things.
var countWords = []string{"attack", "death", "fighter", "person", "major operation", "usd million", "wounded", "injury"}

// perPeriod is what stands between a unit and a period in words.
var perPeriod = regexp.MustCompile(`\s(?:per|an?|each|every)\s`)

// periodic are the periods that adjectives stand for.
var periodic = map[string]string{"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year", "annual": "year", "annually": "year"}

// convert checks the unit of a row and turns its figures into the unit of what it observes. Figures per month, quarter,
// week, day or year are multiplied by the length of the period.
func (r *reader) convert(row int, column, unit string, e *model.Evidence) {
	written := e.Unit
	if written == "" {
		e.Unit = unit
		r.checkPoint(row, column, unit, e)
		return
	}
	text := strings.Join(strings.Fields(perPeriod.ReplaceAllString(strings.ToLower(written), "/")), " ")
	over, under, rate := strings.Cut(text, "/")
	over, under = strings.TrimSpace(over), strings.TrimSpace(under)
	factor := 1.0
	for scale, by := range map[string]float64{"thousand ": 1e3, "hundred ": 100} {
		if rest, is := strings.CutPrefix(over, scale); is {
			over, factor = rest, by
		}
	}
	if plain, is := likelyUnits[over]; is {
		over = plain
	}
	if o := e.Observes.String(); over == o || over+"s" == o {
		over = strings.ToLower(unit)
	}
	if part, is := scaled[over]; is && part.unit == strings.ToLower(unit) {
		over, factor = part.unit, float64(factor*part.by)
	}
	known := append(slices.Clone(countWords), "1", strings.ToLower(unit))
	switch want := strings.ToLower(unit); {
	case over != want && !slices.Contains(known, over):
		meant := "known here: " + unit
		if strings.HasPrefix(over, "casualt") {
			meant = unit + "; wounded people are not modelled"
		} else if period, is := periodic[over]; is {
			meant = unit + "/" + period
		} else if c := scenarios.Closest(over, append(known, "attacks", "deaths")); c != "" {
			meant = "did you mean " + strings.Replace(c, "usd", "USD", 1) + "?"
		}
		r.fault(row, "unit", "%q is unknown (%s)", written, meant)
		return
	case over != want:
		r.fault(row, "unit", "%s is not what %s counts (%s)", written, e.Observes, unit)
		return
	case rate && e.From.IsZero():
		return // the period is a mistake already
	case rate:
		length, ok := lengthIn(under, e)
		if !ok {
			r.fault(row, "unit", "%s is not what %s counts (%s, or %s/month, /quarter or /year)", written, e.Observes, unit, unit)
			return
		}
		if slices.ContainsFunc(e.Observes.Names(), isAverage) {
			r.fault(row, "unit", "%s is not what %s counts (%s; it is a level, not a sum over the period)", written, e.Observes, unit)
			return
		}
		factor *= length
	}
	e.Unit = unit
	if factor == 1 {
		r.checkPoint(row, column, unit, e)
		return
	}
	was := *e.Value
	for _, v := range []*float64{e.Value, e.Low, e.High} {
		*v *= factor
	}
	r.warn(row, "unit", "%s %s over %s is read as %s", plainNumber(was), written, periodWords(e), amountWords(*e.Value, unit))
}

// thousands is a number whose point may separate thousands.
var thousands = regexp.MustCompile(`^[1-9][0-9]{0,2}\.[0-9]{3}$`)

// checkPoint warns of a count of single things that is no whole number.
func (r *reader) checkPoint(row int, column, unit string, e *model.Evidence) {
	several, single := plurals[unit]
	if !single || *e.Value == math.Trunc(*e.Value) || e.Observes.HasFraction() {
		return
	}
	meant := "a whole number, if it is a count"
	if text := r.cell(row, column); thousands.MatchString(text) {
		meant = strings.Replace(text, ".", "", 1) + ", if the point separates thousands"
	}
	r.warn(row, column, "%s is no whole number of %s (%s)", plainNumber(*e.Value), several, meant)
}

// plurals are the units of which there may be several.
var plurals = map[string]string{"attack": "attacks", "death": "deaths", "fighter": "fighters", "person": "people", "major operation": "major operations"}

// amountWords writes a figure with its unit for a message, with two decimals at most.
func amountWords(v float64, unit string) string {
	number := plainNumber(math.Round(v*100) / 100)
	if several, is := plurals[unit]; is && number != "1" {
		unit = several
	}
	if unit == "1" {
		return number
	}
	return number + " " + unit
}

// isAverage reports whether a name stands for a mean over the period or for its end.
func isAverage(name string) bool {
	if o := model.FindOutcome(name); o != nil {
		return o.Span == model.AtEnd
	}
	s := model.FindSeries(name)
	return s != nil && !strings.HasSuffix(s.Unit, "/year")
}

// lengthIn is how many of a unit of time the period of a row has.
func lengthIn(unit string, e *model.Evidence) (float64, bool) {
	from, to := e.Months()
	days := math.Round(e.To.AddDate(0, 0, 1).Sub(e.From).Hours() / 24)
	switch unit {
	case "month", "months", "mo":
		return float64(to - from), true
	case "quarter", "quarters":
		return float64(to-from) / 3, true
	case "year", "years", "yr", "annum":
		return float64(to-from) / 12, true
	case "week", "weeks":
		return days / 7, true
	case "day", "days":
		return days, true
	}
	return 0, false
}

// plainNumber writes a number for a message.
func plainNumber(v float64) string { return strconv.FormatFloat(v, 'g', 10, 64) }

// periodWords names the period of a row as shortly as it can.
func periodWords(e *model.Evidence) string {
	if e.From.IsZero() {
		return "undated"
	}
	from, to := e.From.Format("2006-01"), e.To.Format("2006-01")
	switch {
	case e.From.Month() == time.January && e.To.Month() == time.December && e.From.Year() == e.To.Year():
		return strconv.Itoa(e.From.Year())
	case e.From.Month() == time.January && e.To.Month() == time.December:
		return fmt.Sprintf("%d to %d", e.From.Year(), e.To.Year())
	case from == to:
		return from
	}
	return from + " to " + to
}
