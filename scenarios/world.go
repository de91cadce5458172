// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"crossroads/model"
)

// World is a named set of assumptions, a value for every parameter, and what
// befalls every path.
type World struct {
	Name         string
	Label        string
	Doc          string
	Text         string      // the YAML it was read from; written out if it extends a file
	From         *World      // the world it builds on; nil for the central values alone
	Start        model.Month // the January to which its values at the start belong; 0 for that of the shared history
	Parameters   model.Parameters
	Set          []*model.Parameter // those that a file sets, its own after those it builds on
	Outside      []Outside          // those outside their documented range
	Shocks       []Shock            // those of the world it builds on, then its own
	Places       map[*model.Parameter]Place
	Warnings     Mistakes    // what is allowed and yet likely not meant
	Uncertain    []Uncertain // parameters drawn otherwise than the table says, in file order
	Correlations []Correlation
	Fit          bool               // whether what it does not set is fitted to the counts
	Fitted       []*model.Parameter // those that the fit moves; in an ensemble they are drawn all the same
	Counts       *Counts            // own figures to be drawn as dots; nil for none
	file         string             // read from; "" for a text that was handed over or is built in
}

// Outside is a parameter beyond its documented range, and why.
type Outside struct {
	Parameter *model.Parameter
	Reason    string
}

// worldNames are the built-in worlds in their fixed order.
var worldNames = []string{"central", "backlash", "force-works", "ties-bind", "aid-under-fire"}

// WorldNames lists the built-in worlds in their fixed order.
func WorldNames() []string { return append([]string(nil), worldNames...) }

// Central is the world of central values.
func Central() *World {
	w, err := FindWorld("central")
	if err != nil {
		panic(err) // part of the program; a test reads every built-in world
	}
	return w
}

// FindWorld returns a built-in world by its name, or reads the file that name
// is the path of, with those it extends.
func FindWorld(name string) (*World, error) {
	if isFile(name) {
		text, err := readFile(name)
		if err != nil {
			return nil, err
		}
		w, err := (&reader{file: name, open: readFile, chain: []string{filepath.Clean(name)}}).world(text)
		if err == nil && w.Start == 0 && WarnWorld != nil {
			if words := WarnWorld(w); words != "" {
				w.Warnings = append(w.Warnings, Mistake{File: name, Line: 1, Column: 1, Text: "warning: " + words})
			}
		}
		return w, err
	}
	if !slices.Contains(worldNames, name) {
		if err := strangeFile(name); err != nil {
			return nil, err
		}
		return nil, &UnknownError{"world", name, WorldNames()}
	}
	text, err := builtinFiles.ReadFile("worlds/" + name + ".yaml")
	if err != nil {
		return nil, err
	}
	return ParseWorld(name+".yaml", text)
}

// worldKeys has one row per key of a world's file; they are read in this order.
func worldKeys() []key[World] {
	return []key[World]{
		{Key{"label", "a text", "Words for figures and tables; without it, the name of the file.",
			"label: Hard talks"},
			func(r *reader, w *World, p pair) {
				w.Label = r.label(p.value)
			}},
		{Key{"doc", "a text", "What the world assumes, in a sentence or two. Every file has one.",
			"doc: Talks take long and money moves nobody."},
			func(r *reader, w *World, p pair) { w.Doc = r.prose("doc", p.value) }},
		{Key{"extends", "a built-in world or a file", "The world that holds wherever this one says nothing; without it, the central values.",
			"extends: backlash"},
			(*reader).extendsWorld},
		{Key{"parameters", "parameters with values", "Assumptions: a number within the documented range, a change of what is inherited, or a number beyond the range with the reason.",
			"parameters: {replacement: 0.9, inflow: +20%, build_time: {value: 15, outside_range: a war economy}}"},
			func(r *reader, w *World, p pair) { r.parameters(w, p.value) }},
		{Key{"start", "values at the start", "State at the start of the history, 2021, or of another year: year, " + strings.Join(startValues(), ", ") + ". Paths whose horizon: has the same start run in a world with a year.",
			"start: {fighters: 6000}"},
			func(r *reader, w *World, p pair) { r.start(w, p.value) }},
		{Key{"shocks", "a list", "Dated events that nobody chooses, the same for every path: mass_casualty_attack, contract_cancelled.",
			"shocks: [mass_casualty_attack: {at: 2027-03, civilians: 20, security: 64}]"},
			func(r *reader, w *World, p pair) {
				w.Shocks = append(slices.Clone(w.Shocks), r.shocks(inWorld, w.policyStart(), model.DefaultEnd, p.value)...)
			}},
		{Key{"uncertain", "parameters with forms", "How parameters and values at the start are drawn in an ensemble, and which go along with which.",
			"uncertain: {inflow: {form: triangular, low: 200, mode: 300, high: 600}, correlations: [{between: [inflow, contagion], rank: 0.5}]}"},
			func(r *reader, w *World, p pair) { r.uncertain(w, p.value) }},
		{Key{"fit", "counts or none", "counts refits what the world does not set, so that its single run tells the years 2021 to 2025 as they were counted; none leaves it at the central values. A world that extends a fitted one is fitted too.",
			"fit: counts"},
			(*reader).fit},
		{Key{"counts", "a source with rows", "Counts of your own for whole years, which figures draw as dots; calibrate --world-out writes them. They change no result.",
			"counts: {source: my-counts, rows: [{year: 2021, value: 294, observes: attacks}]}"},
			func(r *reader, w *World, p pair) { w.Counts = r.counts(p.value) }},
	}
}

// ParseWorld reads a world from a text. All its mistakes come back together as
// Mistakes. It opens no files, so that it may extend built-in worlds alone.
func ParseWorld(file string, text []byte) (*World, error) {
	return (&reader{file: file}).world(text)
}

// world reads a world's file.
func (r *reader) world(text []byte) (*World, error) {
	w := &World{Name: nameOf(r.file), Text: string(text), Parameters: model.Central(), Places: map[*model.Parameter]Place{}, file: r.opened()}
	top := r.document(text)
	if top == nil {
		return nil, r.err()
	}
	w.Label = labelOf(w.Name)
	fill(r, inWorld, top, worldKeys(), w)
	r.documented(top, "what the world assumes")
	if err := r.err(); err != nil {
		return nil, err
	}
	w.Warnings = r.warnings.inOrder()
	if err := w.fit(); err != nil {
		return nil, err
	}
	if w.From != nil && w.From.fromFile() {
		w.Text = w.File()
	}
	return w, nil
}

// Files lists the files that w was read from, its own first; a built-in world has
// none.
func (w *World) Files() []string {
	switch {
	case w == nil:
		return nil
	case w.file == "":
		return w.From.Files()
	default:
		return append([]string{w.file}, w.From.Files()...)
	}
}

// fromFile reports whether w or what it builds on is a file.
func (w *World) fromFile() bool { return w.file != "" || w.From != nil && w.From.fromFile() }

// inherit makes w build on base: its own file then changes what base says.
func (w *World) inherit(base *World) {
	w.From, w.Start, w.Parameters = base, base.Start, base.Parameters
	w.Uncertain, w.Correlations = slices.Clone(base.Uncertain), slices.Clone(base.Correlations)
	w.Set, w.Outside, w.Shocks = slices.Clone(base.Set), slices.Clone(base.Outside), slices.Clone(base.Shocks)
	w.Fit, w.Counts = base.Fit, base.Counts
	for _, row := range base.Fitted { // fitted again once all is read
		*row.Of(&w.Parameters) = row.Central
	}
	for row, place := range base.Places {
		w.Places[row] = place
	}
}

// FitWorld finds the values at which what a world does not set agrees most with
// the counts, for those parameters that leave their central values. A package
// that can run the model and knows the counts sets it.
var FitWorld func(*World) (map[*model.Parameter]float64, error)

// WarnWorld says how a world read from a file misses the counts; "" where it does
// not. The package that sets FitWorld sets it.
var WarnWorld func(*World) string

//go:embed worlds/fitted.json
var fittedText []byte

// fittedValues are the fits of the built-in worlds, by world and parameter.
var fittedValues = sync.OnceValue(func() map[string]map[string]float64 {
	all := map[string]map[string]float64{}
	if err := json.Unmarshal(fittedText, &all); err != nil {
		panic(err) // part of the program
	}
	return all
})

// fit reads whether the world is fitted.
func (r *reader) fit(w *World, p pair) {
	switch word := r.text("fit", p.value); word {
	case "counts":
		w.Fit = true
	case "none":
		w.Fit = false
	case "":
	default:
		r.unknown(p.value, "word after fit", []string{"counts", "none"})
	}
}

// fit moves what the world does not set to where it agrees most with the counts,
// if the world asks for it.
func (w *World) fit() error {
	if !w.Fit {
		return nil
	}
	if w.Start != 0 {
		return fmt.Errorf("%s: fit: the counts are of 2021 to 2025, and this world starts in %s (fit: none)", w.Name, w.Start)
	}
	var values map[*model.Parameter]float64
	if text, err := builtinFiles.ReadFile("worlds/" + w.Name + ".yaml"); err == nil && string(text) == w.Text {
		values = map[*model.Parameter]float64{}
		for name, v := range fittedValues()[w.Name] {
			if row := model.FindParameter(name); row != nil {
				values[row] = v
			}
		}
	} else if FitWorld == nil {
		return fmt.Errorf("%s: fit: this program cannot run the counted years (fit: none)", w.Name)
	} else {
		var err error
		if values, err = FitWorld(w); err != nil {
			return fmt.Errorf("%s: fit: %w", w.Name, err)
		}
	}
	for i := range model.ParameterTable {
		row := &model.ParameterTable[i]
		if v, ok := values[row]; ok {
			*row.Of(&w.Parameters) = v
			w.Fitted = append(w.Fitted, row)
		}
	}
	return nil
}

// start reads values at the start of the history.
func (r *reader) start(w *World, n *yaml.Node) {
	if commentedOut(n) {
		return
	}
	for _, p := range r.pairs("start", n) {
		if p.key.Value == startYear {
			r.startYear(w, p.value)
			continue
		}
		row := startParameter(p.key.Value)
		switch advice := homeOf(inWorld, p.key.Value, "start"); {
		case row != nil:
			r.assume(w, row, "start "+p.key.Value, p)
		case advice != "":
			r.fault(p.key, "%s: %s", p.key.Value, advice)
		default:
			r.unknown(p.key, "start value", append([]string{startYear}, startValues()...))
		}
	}
}

// startYear is the key under start: of the year to which the values belong.
const startYear = "year"

// startYear reads the year to which the values at the start belong.
func (r *reader) startYear(w *World, n *yaml.Node) {
	start, ok := r.month("start year", n)
	switch {
	case !ok:
	case w.ofPath():
		r.fault(n, "start year: belongs to a world (horizon: {start: %s} in a path)", start)
	case start%12 != 0 || start.Year() < FirstYear || start.Year() > LastYear:
		r.fault(n, "start year: is %s (a year from %d to %d)", n.Value, FirstYear, LastYear)
	case start == model.HistoryStart:
		w.Start = 0
	default:
		w.Start = start
	}
}

// RunStart is the first month of a run in w.
func (w *World) RunStart() model.Month {
	if w.Start != 0 {
		return w.Start
	}
	return model.HistoryStart
}

// policyStart is the month from which a world's shocks may befall paths.
func (w *World) policyStart() model.Month { return model.Horizon{Start: w.RunStart()}.PolicyStart() }

// Check reads a file as a world or as a path, whichever its keys say, and tells
// which it is and what it warns of.
func Check(name string) (kind string, warnings Mistakes, err error) {
	text, err := readFile(name)
	if err != nil {
		return "", nil, err
	}
	if IsWorld(text) {
		w, err := FindWorld(name)
		if err != nil {
			return inWorld, nil, err
		}
		return inWorld, w.Warnings, nil
	}
	s, err := Find(name)
	if err != nil {
		return inPath, nil, err
	}
	return inPath, s.Warnings, nil
}

// holdsWorldShock reports whether a list of shocks has one that stands in worlds.
func holdsWorldShock(n *yaml.Node) bool {
	for _, item := range n.Content {
		if item.Kind == yaml.MappingNode && len(item.Content) > 0 {
			if kind := findShock(item.Content[0].Value); kind != nil && kind.In == inWorld {
				return true
			}
		}
	}
	return false
}

// IsWorld tells a world's file from a path's by its keys: it has one that only a
// world has and none that only a path has, or it extends a world.
func IsWorld(text []byte) bool {
	r := &reader{}
	top := r.document(text)
	if top == nil {
		return false
	}
	world := false
	for i := 0; i+1 < len(top.Content); i += 2 {
		switch key, value := top.Content[i].Value, top.Content[i+1].Value; {
		case slices.Contains(pathOnly, key), key == "extends" && slices.Contains(PathNames(), value):
			return false
		case slices.Contains(worldOnly, key), key == "extends" && slices.Contains(worldNames, value),
			key == "shocks" && holdsWorldShock(top.Content[i+1]):
			world = true
		}
	}
	return world
}
