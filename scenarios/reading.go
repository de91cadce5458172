package scenarios

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"crossroads/model"
)

// Mistake is one thing wrong in a file, where it stands, and what would be right.
type Mistake struct {
	File         string
	Line, Column int
	Text         string // thing: what is wrong (what would be right)
}

func (m Mistake) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", m.File, m.Line, m.Column, m.Text)
}

// Mistakes is everything wrong in a file, in file order, one line each.
type Mistakes []Mistake

func (m Mistakes) Error() string {
	lines := make([]string, len(m))
	for i := range m {
		lines[i] = m[i].Error()
	}
	return strings.Join(lines, "\n")
}

// reader walks one YAML document and gathers its mistakes.
type reader struct {
	file     string
	mistakes Mistakes
}

// fault notes a mistake at a node.
func (r *reader) fault(n *yaml.Node, format string, args ...any) {
	r.mistakes = append(r.mistakes, Mistake{r.file, n.Line, n.Column, fmt.Sprintf(format, args...)})
}

// err returns the mistakes so far in file order, or nil.
func (r *reader) err() error {
	if len(r.mistakes) == 0 {
		return nil
	}
	slices.SortStableFunc(r.mistakes, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return r.mistakes
}

// document parses text and returns its top mapping, or nil after noting why not.
func (r *reader) document(text []byte) *yaml.Node {
	var doc yaml.Node
	if err := yaml.Load(text, &doc); err != nil {
		var one *yaml.LoadError
		var many *yaml.LoadErrors
		switch {
		case errors.As(err, &many) && strings.Contains(err.Error(), "no documents"):
			r.mistakes = append(r.mistakes, Mistake{r.file, 1, 1, "file: is empty (at least doc: and levers:)"})
		case errors.As(err, &many) && strings.Contains(err.Error(), "multiple"):
			r.mistakes = append(r.mistakes, Mistake{r.file, 1, 1, "file: holds several documents (one document, no line ---)"})
		case errors.As(err, &one):
			r.mistakes = append(r.mistakes, Mistake{r.file, max(one.Mark.Line, 1), max(one.Mark.Column, 1),
				"yaml: " + one.Message + " (key: value, indented by spaces)"})
		default:
			r.mistakes = append(r.mistakes, Mistake{r.file, 1, 1, "yaml: " + err.Error() + " (key: value, indented by spaces)"})
		}
		return nil
	}
	top := doc.Content[0]
	if top.Kind != yaml.MappingNode {
		r.fault(top, "file: is %s (keys such as doc: and levers:)", kindWords(top))
		return nil
	}
	return top
}

// pair is one entry of a mapping.
type pair struct{ key, value *yaml.Node }

// pairs lists the entries of a mapping and notes keys given twice, aliases and
// whatever is not a mapping.
func (r *reader) pairs(thing string, n *yaml.Node) []pair {
	if n.Kind != yaml.MappingNode {
		r.fault(n, "%s: is %s (a mapping of key: value)", thing, kindWords(n))
		return nil
	}
	seen := map[string]int{}
	var list []pair
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if line, twice := seen[key.Value]; twice {
			r.fault(key, "%s: %s is given twice (once; first in line %d)", thing, key.Value, line)
			continue
		}
		seen[key.Value] = key.Line
		if value.Kind == yaml.AliasNode {
			r.fault(value, "%s: an alias stands for the value (the value itself)", key.Value)
			continue
		}
		list = append(list, pair{key, value})
	}
	return list
}

// unknown notes a name that is none of known.
func (r *reader) unknown(n *yaml.Node, thing string, known []string) {
	r.fault(n, "%s", Unknown(thing, n.Value, known))
}

// text reads a string.
func (r *reader) text(thing string, n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		r.fault(n, "%s: is %s (a text)", thing, kindWords(n))
		return ""
	}
	return strings.TrimSpace(n.Value)
}

// number reads a number within [low, high].
func (r *reader) number(thing, unit string, low, high float64, n *yaml.Node) (float64, bool) {
	if n.Kind != yaml.ScalarNode {
		r.fault(n, "%s: is %s (a number%s)", thing, kindWords(n), inUnit(unit))
		return 0, false
	}
	return r.parseNumber(thing, unit, low, high, n, n.Value)
}

// parseNumber reads a number out of the text of a node.
func (r *reader) parseNumber(thing, unit string, low, high float64, n *yaml.Node, text string) (float64, bool) {
	v, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil || v != v:
		r.fault(n, "%s: %q is not a number (a number%s between %v and %v)", thing, text, inUnit(unit), low, high)
		return 0, false
	case v < low || v > high:
		r.fault(n, "%s = %v%s: is outside its range (%v to %v)", thing, v, inUnit(unit), low, high)
		return 0, false
	}
	return v, true
}

// inUnit is a unit as it stands after a number: nothing for a pure number.
func inUnit(unit string) string {
	if unit == "1" {
		return ""
	}
	return " " + unit
}

// month reads a year, 2026, or a month, 2026-07.
func (r *reader) month(thing string, n *yaml.Node) (model.Month, bool) {
	m, err := ParseMonth(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil {
		r.fault(n, "%s: %q is not a date (a year as 2026 or a month as 2026-07)", thing, n.Value)
		return 0, false
	}
	return m, true
}

// ParseMonth reads a year, 2026, or a month, 2026-07.
func ParseMonth(text string) (model.Month, error) {
	year, month, dashed := strings.Cut(text, "-")
	y, err := strconv.Atoi(year)
	m := 1
	if err == nil && dashed {
		if m, err = strconv.Atoi(month); len(month) != 2 {
			err = strconv.ErrSyntax
		}
	}
	if err != nil || len(year) != 4 || m < 1 || m > 12 {
		return 0, fmt.Errorf("date %q: is not a date (a year as 2026 or a month as 2026-07)", text)
	}
	return model.MonthOf(y, m), nil
}

// kindWords names what a node is.
func kindWords(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Kind == yaml.AliasNode:
		return "an alias"
	case n.Tag == "!!null":
		return "empty"
	default:
		return strconv.Quote(n.Value)
	}
}

// Unknown words the refusal of a name, with the closest known one and the list.
func Unknown(thing, name string, known []string) string {
	meant := ""
	if c := Closest(name, known); c != "" {
		meant = fmt.Sprintf("did you mean %s? ", c)
	}
	return fmt.Sprintf("%s %q: is unknown (%sknown: %s)", thing, name, meant, strings.Join(known, ", "))
}

// Closest is the known name nearest to name by single-letter edits, or "" if
// none is near enough to be meant.
func Closest(name string, known []string) string {
	closest, least := "", max(2, len(name)/3)+1
	for _, k := range known {
		d := edits(strings.ToLower(name), strings.ToLower(k))
		if d < least {
			closest, least = k, d
		}
	}
	return closest
}

// edits counts the insertions, deletions, replacements and swaps of neighbours
// that turn a into b.
func edits(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			differ := 1
			if a[i-1] == b[j-1] {
				differ = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+differ)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
