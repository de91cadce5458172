// Package code writes what a pupil hands in, a path with its world and what the
// pupil expected, as a short text that can be pasted, read aloud or typed.
package code

import (
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
)

// Entry is what one pupil or group hands in.
type Entry struct {
	Model    string // the first digits of the hash of the model it was made with
	Scenario *scenarios.Scenario
	World    *scenarios.World
	Guesses  []Guess
	Orders   []Order
}

// Guess is a number expected before the run was seen.
type Guess struct {
	Outcome *model.Outcome
	Path    string // a built-in path; empty for the pupil's own
	Year    int
	Value   float64
}

// Order is an expectation about two paths: which of them ends higher, and
// whether they change places on the way.
type Order struct {
	Outcome       *model.Outcome
	First, Second string // built-in paths; empty for the pupil's own
	Higher        bool   // First ends higher than Second
	Cross         bool
}

// Prefix begins every code; its digit is the version of the form.
const Prefix = "CR1"

// modelDigits is how many digits of the model hash a code carries.
const modelDigits = 5

// SameModel tells whether the entry was made with the model of this program.
func (e *Entry) SameModel() bool { return strings.HasPrefix(scenarios.ModelHash(), e.Model) }

// Encode writes an entry; the model is that of this program. Every lever and
// shock of the path, the world with its changed assumptions, and all
// expectations are carried exactly; label and doc are not. What else a file may hold, rules
// among it, does not fit.
func Encode(e *Entry) (string, error) {
	if what := beyondCodes(e); what != "" {
		return "", fmt.Errorf("scenario %s: %s not fit into a code (hand in the file)", e.Scenario.Name, what)
	}
	w := newWriter()
	hash, err := strconv.ParseUint(scenarios.ModelHash()[:modelDigits], 16, 64)
	if err != nil {
		return "", err
	}
	w.digit(int(hash), 1<<(4*modelDigits))
	w.digit(key(leverGrid()), keys)
	w.world(e.World)
	leaves := e.Scenario.Leaves()
	w.natural(int(model.Fork - leaves))
	for i := range model.LeverTable {
		row := &model.LeverTable[i]
		w.schedule(row, leaves, e.Scenario.LaidOut(row))
	}
	shocks := e.Scenario.AllShocks()
	w.natural(len(shocks))
	for _, s := range shocks {
		w.digit(key(s.Kind.Name), keys)
		w.natural(int(s.At - leaves))
		for _, v := range s.Values {
			w.decimal(v)
		}
	}
	w.natural(len(e.Guesses))
	for _, g := range e.Guesses {
		w.digit(key(g.Outcome.Name), keys)
		w.path(g.Path)
		if g.Year >= model.DefaultEnd.Year() {
			w.fail("guess for %d: lies after the end (%d at most)", g.Year, model.DefaultEnd.Year()-1)
		}
		w.natural(g.Year - model.Fork.Year())
		w.decimal(g.Value)
	}
	w.natural(len(e.Orders))
	for _, o := range e.Orders {
		w.digit(key(o.Outcome.Name), keys)
		w.path(o.First)
		w.path(o.Second)
		w.bit(o.Higher)
		w.bit(o.Cross)
	}
	if w.err != nil {
		return "", w.err
	}
	return grouped(w.number), nil
}

// beyondCodes names what an entry holds that a code does not carry, with its
// verb; "" if nothing.
func beyondCodes(e *Entry) string {
	switch s, w := e.Scenario, e.World; {
	case len(s.AllRules()) > 0:
		return "rules do"
	case len(e.Scenario.Beyond()) > 0:
		return "levers outside their range do"
	case s.End != 0:
		return "an end of its own does"
	case s.Budget != nil && s.Budget.Scale != nil:
		return "a budget that scales does"
	case s.Assumes != nil:
		return "assumptions of its own do"
	case len(w.Shocks)+len(w.Outside) > 0:
		return "shocks of a world and values outside their ranges do"
	}
	return ""
}

// Decode reads a code. Small and capital letters, spaces and hyphens do not
// matter, and letters that look like a digit count as that digit. What it says
// is read as a scenario file is, so that nothing runs that a file could not say.
// An entry of another model is read if its levers are those of this one
// (SameModel tells).
func Decode(text string) (*Entry, error) {
	number, err := ungrouped(text)
	if err != nil {
		return nil, err
	}
	r := &reader{number: number}
	e := &Entry{Model: fmt.Sprintf("%0*x", modelDigits, r.digit(1<<(4*modelDigits)))}
	if r.digit(keys) != key(leverGrid()) {
		return nil, fmt.Errorf("code: was made with model %s…, whose levers differ from those of this one, %s (the version of the program that made it, or the path as a file)",
			e.Model, scenarios.ModelHash())
	}
	e.World = r.world()
	leaves := model.Fork - model.Month(r.natural(120))
	s := &scenarios.Scenario{Name: "code", Label: "Own path", Doc: "A path entered as a code.", Starts: leaves}
	for i := range model.LeverTable {
		row := &model.LeverTable[i]
		s.Levers = append(s.Levers, scenarios.LeverPath{Lever: row, Schedule: r.schedule(row, leaves)})
	}
	for range r.natural(many) {
		s.Shocks = append(s.Shocks, r.shock(leaves))
	}
	for range r.natural(many) {
		e.Guesses = append(e.Guesses, Guess{r.outcome(), r.path(), model.Fork.Year() + r.natural(model.DefaultEnd.Year()-1-model.Fork.Year()), r.decimal()})
	}
	for range r.natural(many) {
		e.Orders = append(e.Orders, Order{r.outcome(), r.path(), r.path(), r.bit(), r.bit()})
	}
	if r.err == nil && r.number.Sign() != 0 {
		r.err = errors.New("code: says more than this version can read (the version of the program that made it)")
	}
	if r.err != nil {
		return nil, r.err
	}
	if e.Scenario, err = scenarios.Parse("code.yaml", []byte(s.File())); err != nil {
		return nil, fmt.Errorf("code: says what no file may: %w", err)
	}
	return e, nil
}

// keys is the number of keys; many is more shocks, dates or expectations than
// anyone hands in.
const (
	keys = 29791 // 31³, three characters
	many = 500
)

// key stands for a name. Keys of names that could be confused differ (a test
// says so), and do not change when a table grows or is put in another order.
func key(name string) int { return int(crc32.ChecksumIEEE([]byte(name)) % keys) }

// named finds the name a key stands for, or "".
func named(k int, names []string) string {
	i := slices.IndexFunc(names, func(name string) bool { return key(name) == k })
	if i < 0 {
		return ""
	}
	return names[i]
}

// leverGrid is what the values of levers in a code rest on.
func leverGrid() string {
	var b strings.Builder
	for i := range model.LeverTable {
		row := &model.LeverTable[i]
		fmt.Fprintln(&b, row.Name, row.Low, row.High, row.Grain)
	}
	return b.String()
}

// grains is the number of values of a lever on its grid.
func grains(row *model.Lever) int { return int(math.Round((row.High-row.Low)/row.Grain)) + 1 }

// grain is the value of a lever at a place on its grid, as one would write it.
func grain(row *model.Lever, place int) float64 {
	return math.Round((row.Low+float64(float64(place)*row.Grain))*1e9) / 1e9
}

// forms of a schedule in a code.
const (
	constant = iota
	periods  // steps at the dates of Periods
	dated    // any points
	forms
)

// Periods are the months from which the three periods of the page hold.
var Periods = [3]model.Month{model.NewYear(2026), model.NewYear(2031), model.NewYear(2036)}

// writer adds digits to a number, each with a base of its own, least first.
type writer struct {
	number, scale *big.Int
	err           error
}

func newWriter() *writer { return &writer{new(big.Int), big.NewInt(1), nil} }

// fail notes the first thing that does not fit.
func (w *writer) fail(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf(format, args...)
	}
}

// digit adds a digit below base.
func (w *writer) digit(d, base int) {
	if d < 0 || d >= base {
		w.fail("code: %d does not fit (0 to %d)", d, base-1)
		return
	}
	w.number.Add(w.number, new(big.Int).Mul(w.scale, big.NewInt(int64(d))))
	w.scale.Mul(w.scale, big.NewInt(int64(base)))
}

func (w *writer) bit(b bool) {
	if b {
		w.digit(1, 2)
	} else {
		w.digit(0, 2)
	}
}

// natural adds a whole number: octal digits, least first, each with a sign
// whether more follow.
func (w *writer) natural(n int) {
	if n < 0 {
		w.fail("code: %d does not fit (0 or more)", n)
		return
	}
	for ; n >= 8; n /= 8 {
		w.digit(n%8+8, 16)
	}
	w.digit(n, 16)
}

// decimal adds a number, 0 or more, as the shortest decimal that reads back to
// it: the power of ten, the count of digits, the digits.
func (w *writer) decimal(v float64) {
	if !(v >= 0) || math.IsInf(v, 0) {
		w.fail("code: %v does not fit (a number of 0 or more)", v)
		return
	}
	text := strconv.FormatFloat(v, 'e', -1, 64)
	digits, exponent, _ := strings.Cut(text, "e")
	whole, fraction, _ := strings.Cut(digits, ".")
	power, _ := strconv.Atoi(exponent)
	power -= len(fraction)
	digits = strings.TrimLeft(whole+fraction, "0")
	for strings.HasSuffix(digits, "0") {
		digits, power = digits[:len(digits)-1], power+1
	}
	if digits == "" {
		power = 0
	}
	if small := power + 4; small >= 0 && small < 9 {
		w.digit(small, 10)
	} else {
		w.digit(9, 10)
		w.natural(power + 400)
	}
	w.natural(len(digits))
	for _, d := range digits {
		w.digit(int(d-'0'), 10)
	}
}

// value adds a value of a lever: its place on the grid, or that it has none and
// the number.
func (w *writer) value(row *model.Lever, v float64) {
	place := int(math.Round((v - row.Low) / row.Grain))
	if place >= 0 && place < grains(row) && grain(row, place) == v {
		w.digit(place, grains(row)+1)
		return
	}
	w.digit(grains(row), grains(row)+1)
	w.decimal(v)
}

// schedule adds a lever over time.
func (w *writer) schedule(row *model.Lever, leaves model.Month, s scenarios.Schedule) {
	switch {
	case len(s) == 1:
		w.digit(constant, forms)
		w.value(row, s[0].Value)
	case len(s) == len(Periods) && s[0].At == Periods[0] && s[1].At == Periods[1] && s[2].At == Periods[2] && !s[1].Ramp && !s[2].Ramp:
		w.digit(periods, forms)
		for _, p := range s {
			w.value(row, p.Value)
		}
	default:
		w.digit(dated, forms)
		w.natural(len(s))
		last := leaves
		for _, p := range s {
			w.natural(int(p.At - last))
			w.bit(p.Ramp)
			w.value(row, p.Value)
			last = p.At
		}
	}
}

// world adds a world: the built-in one of its name, or the central one, and
// every assumption that differs from it.
func (w *writer) world(world *scenarios.World) {
	base, err := scenarios.FindWorld(world.Name)
	if !slices.Contains(scenarios.WorldNames(), world.Name) || err != nil {
		base = scenarios.Central()
	}
	var changed []*model.Parameter
	for i := range model.ParameterTable {
		if row := &model.ParameterTable[i]; *row.Of(&base.Parameters) != *row.Of(&world.Parameters) {
			changed = append(changed, row)
		}
	}
	w.digit(key(base.Name), keys)
	w.natural(len(changed))
	for _, row := range changed {
		w.digit(key(row.Name), keys)
		w.decimal(*row.Of(&world.Parameters))
	}
}

// path adds a built-in path or the pupil's own.
func (w *writer) path(name string) {
	w.bit(name != "")
	if name == "" {
		return
	}
	if !slices.Contains(scenarios.BuiltinNames(), name) {
		w.fail("%s", scenarios.Unknown("scenario", name, scenarios.BuiltinNames()))
	}
	w.digit(key(name), keys)
}

// reader takes digits off a number in the order in which they were added.
type reader struct {
	number *big.Int
	err    error
}

// fail notes the first thing that cannot be read.
func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("code: "+format, args...)
	}
}

func (r *reader) digit(base int) int {
	if r.err != nil {
		return 0
	}
	d := new(big.Int)
	r.number.DivMod(r.number, big.NewInt(int64(base)), d)
	return int(d.Int64())
}

func (r *reader) bit() bool { return r.digit(2) == 1 }

// natural takes a whole number of at most most.
func (r *reader) natural(most int) int {
	for n, place := 0, 1; ; place *= 8 {
		d := r.digit(16)
		n += d % 8 * place
		switch {
		case n > most || place > 1<<24:
			r.fail("holds a number above %d (the version of the program that made it)", most)
			return 0
		case d < 8:
			return n
		}
	}
}

func (r *reader) decimal() float64 {
	power := r.digit(10) - 4
	if power == 5 {
		power = r.natural(800) - 400
	}
	digits := "0"
	for range r.natural(20) {
		digits += strconv.Itoa(r.digit(10))
	}
	v, err := strconv.ParseFloat(digits+"e"+strconv.Itoa(power), 64)
	if err != nil {
		r.fail("holds a number out of all range")
	}
	return v
}

func (r *reader) value(row *model.Lever) float64 {
	place := r.digit(grains(row) + 1)
	if place == grains(row) {
		return r.decimal()
	}
	return grain(row, place)
}

func (r *reader) schedule(row *model.Lever, leaves model.Month) scenarios.Schedule {
	switch r.digit(forms) {
	case constant:
		return scenarios.Schedule{{At: leaves, Value: r.value(row)}}
	case periods:
		var s scenarios.Schedule
		for _, at := range Periods {
			s = append(s, scenarios.Point{At: at, Value: r.value(row)})
		}
		return s
	default:
		var s scenarios.Schedule
		last := leaves
		for range r.natural(many) {
			last += model.Month(r.natural(1200))
			s = append(s, scenarios.Point{At: last, Ramp: r.bit(), Value: r.value(row)})
		}
		if len(s) == 0 {
			r.fail("lever %s has no value", row.Name)
		}
		return s
	}
}

func (r *reader) world() *scenarios.World {
	name := named(r.digit(keys), scenarios.WorldNames())
	w, err := scenarios.FindWorld(name)
	if err != nil {
		r.fail("is set in a world that this version does not have (the version of the program that made it)")
		w = scenarios.Central()
	}
	for range r.natural(len(model.ParameterTable)) {
		row := model.FindParameter(named(r.digit(keys), model.ParameterNames()))
		v := r.decimal()
		switch {
		case row == nil:
			r.fail("changes an assumption that this version does not have (the version of the program that made it)")
		case v < row.Low || v > row.High:
			r.fail("parameter %s = %v %s: is outside its range (%v to %v)", row.Name, v, row.Unit, row.Low, row.High)
		default:
			*row.Of(&w.Parameters) = v
			if !slices.Contains(w.Set, row) {
				w.Set = append(w.Set, row)
			}
		}
	}
	return w
}

func (r *reader) shock(leaves model.Month) scenarios.Shock {
	k := r.digit(keys)
	i := slices.IndexFunc(scenarios.ShockTable, func(kind scenarios.ShockKind) bool { return key(kind.Name) == k })
	if i < 0 {
		r.fail("holds a kind of shock that this version does not have (the version of the program that made it)")
		i = 0
	}
	s := scenarios.Shock{Kind: &scenarios.ShockTable[i], At: leaves + model.Month(r.natural(1200))}
	for range s.Kind.Fields {
		s.Values = append(s.Values, r.decimal())
	}
	return s
}

func (r *reader) outcome() *model.Outcome {
	o := model.FindOutcome(named(r.digit(keys), model.OutcomeNames()))
	if o == nil {
		r.fail("expects an outcome that this version does not have (the version of the program that made it)")
	}
	return o
}

func (r *reader) path() string {
	if !r.bit() {
		return ""
	}
	name := named(r.digit(keys), scenarios.BuiltinNames())
	if name == "" {
		r.fail("names a path that this version does not have (the version of the program that made it)")
	}
	return name
}
