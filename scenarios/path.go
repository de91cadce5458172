// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"crossroads/model"
	"crossroads/scenarios/files"
)

// pathKeys has one row per key of a path's file; they are read in this order.
func pathKeys() []key[Scenario] {
	return []key[Scenario]{
		{Key{"label", "a text", "Words for figures and tables; without it, the name of the file.",
			"label: Open border"},
			func(r *reader, s *Scenario, p pair) {
				s.Label = r.label(p.value)
			}},
		{Key{"doc", "a text", "What the path stands for, in a sentence or two. Every file has one.",
			"doc: The border opens within four years."},
			func(r *reader, s *Scenario, p pair) { s.Doc = r.prose("doc", p.value) }},
		{Key{"extends", "a built-in path or a file", "The path that holds wherever this one says nothing; a file is found from the place of this one. Without it, " + Reference + ".",
			"extends: three-pillar"},
			(*reader).extends},
		{Key{"horizon", "fork and end, or start and end", "When the path leaves the shared history, and the last month of the run, a December; or another year in which the run starts.",
			"horizon: {fork: 2026-01, end: 2040-12}"},
			func(r *reader, s *Scenario, p pair) { fill(r, "horizon", p.value, horizonKeys(), s) }},
		{Key{"levers", "levers with values", "What actors set: a number from the policy start on, dates with values, or a change of the inherited value.",
			"levers: {operations_tempo: 40, openness: {2026: 0.4, 2032: to 0.9}, investment: *1.5}"},
			(*reader).levers},
		{Key{"shocks", "a list", "Dated events that actors choose: ceasefire, surge, border_closure (crossroads describe shocks has their keys).",
			"shocks: [ceasefire: {at: 2028-03, months: 6, multiplier: 0.4}]"},
			func(r *reader, s *Scenario, p pair) {
				s.Shocks = r.shocks(inPath, s.Starts, s.ends(), p.value)
			}},
		{Key{"rules", "a list", "Levers that answer to what happens.",
			"rules: [{when: perceived_attacks > 1500 for 6 months, then: {operations_tempo: 80}, for: 24 months}]"},
			(*reader).rules},
		{Key{"budget", "a sum with a ceiling", "What may be spent in any year, and whether investment counts when announced or when disbursed; scale multiplies a lever by one factor so that the costliest year just meets the ceiling.",
			"budget: {operations + programmes + investment: 2500 USD million/year, counts: disbursed, scale: investment}"},
			func(r *reader, s *Scenario, p pair) { s.Budget = r.budget(p.value) }},
		{Key{"levers_shown", "a list of levers", "The levers that a pupil may move; without it, all.",
			"levers_shown: [investment, openness]"},
			func(r *reader, s *Scenario, p pair) { s.Shown = r.shown(p.value) }},
	}
}

// Parse reads a path from a text. All its mistakes come back together as
// Mistakes. It opens no files, so that it may extend built-in paths alone.
func Parse(file string, text []byte) (*Scenario, error) {
	return (&reader{file: file}).path(text)
}

// ParseMixed is Parse for a path that may set assumptions too.
func ParseMixed(file string, text []byte) (*Scenario, error) {
	return (&reader{file: file, mixed: true}).path(text)
}

// Find returns a built-in path by its name, or reads the file that name is the
// path of, with those it extends.
func Find(name string) (*Scenario, error) { return find(name, false) }

// FindMixed is Find for a path that may set assumptions too.
func FindMixed(name string) (*Scenario, error) { return find(name, true) }

func find(name string, mixed bool) (*Scenario, error) {
	if !isFile(name) {
		if err := strangeFile(name); err != nil {
			return nil, err
		}
		return Builtin(name)
	}
	text, err := readFile(name)
	if err != nil {
		return nil, err
	}
	r := &reader{file: name, open: readFile, chain: []string{filepath.Clean(name)}, mixed: mixed}
	return r.path(text)
}

// path reads a path's file.
func (r *reader) path(text []byte) (*Scenario, error) {
	s := &Scenario{Name: nameOf(r.file), Text: string(text), Starts: model.Fork, file: r.opened()}
	top := r.document(text)
	if top == nil {
		return nil, r.err()
	}
	s.Label = labelOf(s.Name)
	s.inherit(r.usualBase(s.Name))
	keys := pathKeys()
	if r.mixed {
		keys = append(keys, assumptionKeys()...)
	}
	fill(r, inPath, top, keys, s)
	r.documented(top, "what the path stands for")
	r.completeFromStart(top, s)
	if err := r.err(); err != nil {
		return nil, err
	}
	r.warnOfOverrides(s)
	s.Warnings = r.warnings.inOrder()
	if s.fromFile() {
		s.Text = s.File()
	}
	return s, nil
}

// Files lists the files that s was read from, its own first; a built-in path has
// none.
func (s *Scenario) Files() []string {
	switch {
	case s == nil:
		return nil
	case s.file == "":
		return s.From.Files()
	default:
		return append([]string{s.file}, s.From.Files()...)
	}
}

// labelOf makes words of a name.
func labelOf(name string) string {
	first := min(1, len(name))
	return strings.ToUpper(name[:first]) + strings.ReplaceAll(name[first:], "-", " ")
}

// documented refuses a file without doc:.
func (r *reader) documented(top *yaml.Node, what string) {
	for i := 0; i < len(top.Content); i += 2 {
		if top.Content[i].Value == "doc" {
			return
		}
	}
	r.fault(top, "doc: is missing (a sentence on %s)", what)
}

// usualBase is what a path builds on that names nothing.
func (r *reader) usualBase(name string) *Scenario {
	switch {
	case r.builtin && name == historyName:
		return nil
	case r.builtin && name == Reference:
		return History()
	default:
		return builtin(Reference)
	}
}

// inherit makes s build on base: its own file then changes what base says.
func (s *Scenario) inherit(base *Scenario) {
	s.From = base
	if base == nil || base.Name == historyName {
		return
	}
	s.Start, s.Starts, s.End, s.Budget, s.Shown, s.Assumes = base.Start, base.Starts, base.End, base.Budget, base.Shown, base.Assumes
}

// ends is the first month after the path's horizon.
func (s *Scenario) ends() model.Month {
	if s.End != 0 {
		return s.End
	}
	return model.DefaultEnd
}

// fromFile reports whether s builds on a file.
func (s *Scenario) fromFile() bool {
	return s.From != nil && (s.From.file != "" || s.From.fromFile())
}

// horizonKeys has one row per key of horizon:.
func horizonKeys() []key[Scenario] {
	return []key[Scenario]{
		{Key{"start", "a January", "The month in which the run starts, if not that of the shared history. Such a path shares no history: it sets every lever from its start on, and runs in a world whose start: has the same year.",
			"horizon: {start: 2014, end: 2019-12}\nlevers: {operations_tempo: 40, precision: 0.3, reactivity: 0, investment: 300, openness: 0.5, dialogue: 0, narrative: 0.05, interference: 0.1, restraint: 0.8}"},
			(*reader).ownStart},
		{Key{"fork", "a month", "The month from which the path's own values hold, 2026-01 or earlier.", "horizon: {fork: 2025-10}"},
			(*reader).fork},
		{Key{"end", "a December", "The last month of the run; a comparison runs all its paths to one end.", "horizon: {end: 2035-12}"},
			(*reader).end},
	}
}

// ownStart reads the month in which a run starts that shares no history.
func (r *reader) ownStart(s *Scenario, p pair) {
	start, ok := r.month("start", p.value)
	switch {
	case !ok:
	case start%12 != 0:
		r.fault(p.value, "start = %s: is not a January (%s)", start, model.NewYear(start.Year()))
	case start == model.HistoryStart:
		r.fault(p.value, "start = %s: is where the shared history starts (no start; horizon: {fork: %s} for own levers from then on)", start, start)
	case start.Year() < FirstYear || start.Year() > LastYear:
		r.fault(p.value, "start = %s: is outside the years the model runs (%d to %d)", start, FirstYear, LastYear)
	case s.named && start != s.Start:
		r.fault(p.value, "start = %s: %s, which it extends, starts in %s (the same start, or no extends)", start, s.From.Name, s.From.RunStart())
	case !s.named:
		s.inherit(nil)
		s.Start, s.Starts, s.End, s.Budget, s.Shown, s.Assumes = start, start, 0, nil, nil, nil
	}
}

// completeFromStart refuses a path with a start of its own that leaves a lever
// open there.
func (r *reader) completeFromStart(top *yaml.Node, s *Scenario) {
	if s.Start == 0 || s.From != nil {
		return
	}
	var open []string
	for _, name := range model.LeverNames() {
		at := slices.IndexFunc(s.Levers, func(l LeverPath) bool { return l.Lever.Name == name })
		if at < 0 || len(s.Levers[at].Schedule) > 0 && s.Levers[at].Schedule[0].At > s.Start {
			open = append(open, name)
		}
	}
	if len(open) > 0 {
		r.fault(top, "levers: %s: not set in %s (a path with a start of its own sets every lever from its start on)", strings.Join(open, ", "), s.Start)
	}
}

// fork reads the month in which a path leaves the history.
func (r *reader) fork(s *Scenario, p pair) {
	fork, ok := r.month("fork", p.value)
	latest := model.Fork
	if s.From != nil && s.From.From != nil {
		latest = min(latest, s.From.Starts)
	}
	switch {
	case !ok:
	case s.Start != 0:
		r.fault(p.value, "fork = %s: a path that starts in %s leaves no shared history (no fork)", fork, s.Start)
	case fork < model.HistoryStart || fork > model.Fork:
		r.fault(p.value, "fork = %s: is outside the history (%s to %s; later changes have dates of their own)", fork, model.HistoryStart, model.Fork)
	case fork > latest:
		r.fault(p.value, "fork = %s: is later than that of %s, which it extends (%s or earlier)", fork, s.From.Name, latest)
	default:
		s.Starts = fork
	}
}

// end reads the last month of a run.
func (r *reader) end(s *Scenario, p pair) {
	end, ok := r.month("end", p.value)
	december := model.MonthOf(end.Year(), 12)
	switch {
	case !ok:
	case end != december:
		r.fault(p.value, "end = %s: is not a December (%s, the last month of the run)", end, december)
	case end < s.firstEnd() || end.Year() > LastYear:
		r.fault(p.value, "end = %s: is outside the years the model runs (%s to %s)", end, s.firstEnd(), model.MonthOf(LastYear, 12))
	default:
		s.End = end + 1
	}
}

// firstEnd is the first December in which a run of s may end.
func (s *Scenario) firstEnd() model.Month {
	if s.Start != 0 {
		return s.Start + 11
	}
	return model.Fork + 11
}

// FirstYear and LastYear are the first and the last year a run may have.
const (
	FirstYear = 1950
	LastYear  = 2100
)

// levers reads the levers of a path.
func (r *reader) levers(s *Scenario, p pair) {
	if commentedOut(p.value) {
		return
	}
	for _, q := range r.pairs("levers", p.value) {
		if row := r.lever(q.key, "levers"); row != nil {
			value, reason := r.beyondRange(row, q.value)
			if reason != "" {
				wide := *row
				wide.High = mostBeyond * row.High
				schedule, change := r.schedule(s, &wide, value)
				s.Levers = append(s.Levers, LeverPath{row, schedule, r.place(q.key), reason, change})
				r.checkBeyond(row, schedule, value)
				continue
			}
			schedule, change := r.schedule(s, row, value)
			s.Levers = append(s.Levers, LeverPath{row, schedule, r.place(q.key), "", change})
		}
	}
}

// mostBeyond is how many times the high end of its range a lever may have.
const mostBeyond = 10

// beyondRange reads {value: ..., outside_range: the reason} of a lever, and returns the value with the reason; any other
// value it returns as it is.
func (r *reader) beyondRange(row *model.Lever, n *yaml.Node) (value *yaml.Node, reason string) {
	if n.Kind != yaml.MappingNode || !slices.ContainsFunc(n.Content, func(c *yaml.Node) bool { return c.Value == "outside_range" || c.Value == "value" }) {
		return n, ""
	}
	var b beyond
	thing := "lever " + row.Name
	before := len(r.mistakes)
	fill(r, thing, n, beyondKeys(), &b)
	switch {
	case len(r.mistakes) > before:
	case b.value == nil || b.reason == "":
		r.fault(n, "%s: is incomplete (a number, or {value: %v, outside_range: the reason})", thing, 2*row.High)
	case row.Unit == "1":
		r.fault(n, "%s: is a share and has no meaning outside its range (%s to %s)", thing, Plain(row.Low), Plain(row.High))
	default:
		return b.value, b.reason
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!float", Value: Plain(row.Low), Line: n.Line, Column: n.Column}, ""
}

// checkBeyond warns of a reason for a lever that stays within its range.
func (r *reader) checkBeyond(row *model.Lever, schedule Schedule, n *yaml.Node) {
	if len(schedule) > 0 && len(r.mistakes) == 0 && !slices.ContainsFunc(schedule, func(p Point) bool { return p.Value > row.High }) {
		r.warn(r.place(n), "lever %s: is inside its range and needs no reason (the value alone)", row.Name)
	}
}

// lever finds the lever a key names, in a section of a path.
func (r *reader) lever(n *yaml.Node, section string) *model.Lever {
	row := model.FindLever(n.Value)
	if row == nil {
		if advice := homeOf(inPath, n.Value, section); advice != "" {
			r.fault(n, "%s: %s", n.Value, advice)
		} else {
			r.unknown(n, "lever", model.LeverNames())
		}
	}
	return row
}

// shown reads levers_shown, a list of levers.
func (r *reader) shown(n *yaml.Node) []*model.Lever {
	var list []*model.Lever
	for _, item := range r.items("levers_shown", "a list of levers, as in [operations_tempo, investment]", n) {
		if item.Kind != yaml.ScalarNode {
			r.fault(item, "levers_shown: holds %s (names of levers)", kindWords(item))
			continue
		}
		lever := r.lever(item, "levers")
		switch {
		case lever == nil:
		case slices.Contains(list, lever):
			r.fault(item, "levers_shown: names %s twice (once)", lever.Name)
		default:
			list = append(list, lever)
		}
	}
	return list
}

// readFile reads a file up to one byte more than is allowed; - is standard input, which may be read again.
func readFile(name string) ([]byte, error) {
	if name == "-" {
		return standardInput()
	}
	f, err := files.Open(name, math.MaxInt64) // the size is judged, in its own words, with the content
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAtMost(f, maxBytes+1)
}

// standardInput reads standard input once.
var standardInput = sync.OnceValues(func() ([]byte, error) { return readAtMost(os.Stdin, maxBytes+1) })
