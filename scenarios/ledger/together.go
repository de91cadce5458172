// SPDX-License-Identifier: Apache-2.0

package ledger

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
)

// checkTogether checks what concerns more than one row: ids, what repeats what, roots and sources that differ in spelling
// alone, and figures that count twice.
func (r *reader) checkTogether() {
	first := map[string]int{}
	for i := range r.rows {
		e := &r.rows[i]
		at, twice := first[e.ID]
		switch {
		case e.ID == "":
			e.ID = fmt.Sprintf("row-%d", r.t.Place(e.row, 0).Line)
		case twice:
			r.fault(e.row, "id", "%s is given twice (each id once; first in line %d)", e.ID, r.t.Place(r.rows[at].row, 0).Line)
			continue
		}
		first[e.ID] = i
	}
	r.readRepeats(first)
	for i := range r.rows {
		if e := &r.rows[i]; pressWords.MatchString(e.Root) {
			r.warn(e.row, "root", "%q is read as %q, the root of all who count from the press (if it is another root, a name that differs more)", e.Root, press)
			e.Root = press
		}
	}
	r.unify("root", knownRoots(), func(e *entry) *string { return &e.Root })
	r.unify("source", nil, func(e *entry) *string { return &e.Source })
	if r.t.Err() == nil {
		r.warnTwice()
	}
}

// press is the root of those who count what the press reports.
const press = "press reports"

// pressWords are other names for it.
var pressWords = regexp.MustCompile(`(?i)^(the )?(media|news|newspapers?|news media|open sources?|press( and| &) media|media( and| &) press|local press|local media)([ -]?(reports?|reporting|coverage|articles?|sources?|monitoring))?$|^press$|^press (reporting|coverage|articles?|sources?|monitoring)$`)

// readRepeats resolves the references of rows to rows.
func (r *reader) readRepeats(place map[string]int) {
	var ids []string
	for i := range r.rows {
		ids = append(ids, r.rows[i].ID)
	}
	for i := range r.rows {
		e := &r.rows[i]
		text := r.cell(e.row, "repeats")
		words := []string{text}
		if _, whole := place[text]; !whole {
			words = strings.FieldsFunc(text, func(c rune) bool { return c == ' ' || c == ',' || c == ';' })
		}
		for _, id := range words {
			j, there := place[id]
			switch {
			case id == "":
			case !there:
				meant := "an id of another row"
				if c := scenarios.Closest(id, ids); c != "" {
					meant = "did you mean " + c + "?"
				}
				r.fault(e.row, "repeats", "%s is not a row of this table (%s)", id, meant)
			case j == i:
				r.fault(e.row, "repeats", "%s repeats itself (the id of another row)", id)
			case slices.Contains(e.Repeats, id):
				r.fault(e.row, "repeats", "%s stands twice (each id once)", id)
			default:
				e.Repeats = append(e.Repeats, id)
			}
		}
	}
	for i := range r.rows {
		if r.rows[i].Observes == nil {
			continue
		}
		if circle := r.circle(place, i, i, nil, map[int]bool{}); circle != nil {
			r.fault(r.rows[i].row, "repeats", "the rows repeat each other in a circle: %s (one of them repeats nothing)", strings.Join(append(circle, r.rows[i].ID), ", "))
			return
		}
	}
	if r.t.Err() != nil {
		return
	}
	for i := range r.rows {
		e := &r.rows[i]
		if len(e.Repeats) != 1 || e.Observes == nil {
			continue
		}
		o := &r.rows[place[e.Repeats[0]]]
		if o.Observes == nil || o.From != e.From || o.To != e.To {
			r.warn(e.row, "repeats", "%s covers %s and observes %s, this row %s and %s: is it the same figure?", o.ID, periodWords(&o.Evidence), observesWords(o), periodWords(&e.Evidence), observesWords(e))
		}
	}
}

func observesWords(e *entry) string {
	if e.Observes == nil {
		return "nothing"
	}
	return e.Observes.String()
}

// circle returns the ids on a way of references from a row back to the one where it began, or nil. From rows seen before no
// way leads there.
func (r *reader) circle(place map[string]int, start, at int, way []string, seen map[int]bool) []string {
	if seen[at] {
		return nil
	}
	seen[at] = true
	way = append(slices.Clip(way), r.rows[at].ID)
	for _, id := range r.rows[at].Repeats {
		next := place[id]
		if r.rows[next].Observes == nil {
			continue // claims may cite each other
		}
		if next == start {
			return way
		}
		if found := r.circle(place, start, next, way, seen); found != nil {
			return found
		}
	}
	return nil
}

// knownRoots lists the roots of the built-in evidence, each once.
func knownRoots() []string {
	var list []string
	for i := range model.EvidenceTable {
		if root := model.EvidenceTable[i].Root; !slices.Contains(list, root) {
			list = append(list, root)
		}
	}
	return list
}

// unify reads names that differ from a known one, or from an earlier one of the table, in spelling alone as that one, and
// warns: read as two names they would make figures independent that are not.
func (r *reader) unify(column string, known []string, of func(*entry) *string) {
	for i := range r.rows {
		name := of(&r.rows[i])
		if slices.Contains(known, *name) {
			continue
		}
		at := slices.IndexFunc(known, func(other string) bool { return sameName(*name, other) })
		if at < 0 {
			known = append(known, *name)
			continue
		}
		r.warn(r.rows[i].row, column, "%q is near %q and read as that (if it is another %s, a name that differs more)", *name, known[at], column)
		*name = known[at]
	}
}

// sameName reports whether two names differ only in capitals, blanks, punctuation, plurals or one letter of a long word.
func sameName(a, b string) bool {
	split := func(text string) []string {
		return strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return strings.ContainsRune(" -_.,;:'\"()/\u00a0", c) })
	}
	x, y := split(a), split(b)
	if strings.Join(x, "") == strings.Join(y, "") {
		return true
	}
	if len(x) != len(y) {
		return false
	}
	apart := 0
	for i := range x {
		longer := max(len(x[i]), len(y[i]))
		if x[i] == y[i] || longer > 3 && (x[i]+"s" == y[i] || y[i]+"s" == x[i]) {
			continue
		}
		if apart++; apart > 1 || longer < 5 || letters(x[i]) != x[i] || letters(y[i]) != y[i] || !oneEdit(x[i], y[i]) {
			return false
		}
	}
	return true
}

// warnTwice warns of figures of one source that count one thing in periods that overlap.
func (r *reader) warnTwice() {
	repeated := func(a, b *entry) bool { return slices.Contains(a.Repeats, b.ID) }
	for i := range r.rows {
		a := &r.rows[i]
		for j := range i {
			b := &r.rows[j]
			if a.Observes == nil || b.Observes == nil || a.Source != b.Source || a.Observes.String() != b.Observes.String() ||
				a.To.Before(b.From) || b.To.Before(a.From) || repeated(a, b) || repeated(b, a) || a.Hedge != b.Hedge {
				continue
			}
			r.warn(a.row, "repeats", "%s and %s count %s by one source in overlapping periods and are fitted as two figures (the id of the other row in repeats, or another source)", b.ID, a.ID, a.Observes)
			break
		}
	}
}
