// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"crossroads/model"
)

// reader walks one YAML document and gathers its mistakes and warnings.
type reader struct {
	file     string
	lines    []string // of the text, for excerpts
	open     opener   // nil where no files may be read
	chain    []string // the files that build on this one, first the one asked for
	mixed    bool     // a path may set assumptions
	builtin  bool     // the file is part of the program
	mistakes Mistakes
	warnings Mistakes
	others   Mistakes // of files this one builds on
}

// fault notes a mistake at a node.
func (r *reader) fault(n *yaml.Node, format string, args ...any) {
	r.faultAt(n.Line, n.Column, format, args...)
}

// warn notes at a node what is allowed and yet likely not meant.
func (r *reader) warn(at Place, format string, args ...any) {
	r.warnings = append(r.warnings, r.mistake(at.Line, at.Column, "warning: "+fmt.Sprintf(format, args...)))
}

// opened is the file being read, or "" for a text that was handed over.
func (r *reader) opened() string {
	if r.open == nil {
		return ""
	}
	return r.file
}

// place is where a node stands.
func (r *reader) place(n *yaml.Node) Place { return Place{r.file, n.Line, n.Column} }

// err returns the mistakes so far in file order, then those of the files this
// one builds on, or nil.
func (r *reader) err() error {
	if len(r.mistakes)+len(r.others) == 0 {
		return nil
	}
	return append(r.mistakes.inOrder(), r.others...)
}

// pair is one entry of a mapping.
type pair struct{ key, value *yaml.Node }

// pairs lists the entries of a mapping and notes keys given twice, keys that are
// no text, aliases, and whatever is not a mapping.
func (r *reader) pairs(thing string, n *yaml.Node) []pair {
	if n.Kind != yaml.MappingNode {
		wanted := "key: value"
		if n.Kind == yaml.ScalarNode && strings.Contains(n.Value, ":") {
			wanted = "a blank after each colon"
		}
		r.fault(n, "%s: is %s (%s)", thing, kindWords(n), wanted)
		return nil
	}
	seen := map[string]int{}
	var list []pair
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		line, twice := seen[key.Value]
		switch {
		case key.Kind != yaml.ScalarNode || key.Tag == "!!null" || key.Value == "":
			r.fault(key, "%s: a key is %s (a word)", thing, kindWords(key))
			continue
		case key.Tag == "!!merge":
			r.fault(key, "%s: << merges mappings, which these files do not (extends: and a name)", thing)
			continue
		case twice:
			r.fault(key, "%s: is given twice (once; first in line %d)", key.Value, line)
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

// commentedOut tells a key with nothing behind it: all its entries stand behind
// comment signs, as in a file to begin from.
func commentedOut(n *yaml.Node) bool { return n.Tag == "!!null" && n.Value == "" }

// items lists the entries of a list and notes whatever is not one.
func (r *reader) items(thing, wanted string, n *yaml.Node) []*yaml.Node {
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		r.fault(n, "%s: is %s (%s)", thing, kindWords(n), wanted)
		return nil
	}
	return n.Content
}

// unknown notes a name that is none of known.
func (r *reader) unknown(n *yaml.Node, thing string, known []string) {
	if decimal.MatchString(n.Value) {
		r.fault(n, "unknown %s %q (a number has no comma within: 2500 or 2.5)", thing, n.Value)
		return
	}
	r.fault(n, "%s", Unknown(thing, n.Value, known))
}

// text reads a text that is not empty.
func (r *reader) text(thing string, n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || strings.TrimSpace(n.Value) == "" {
		r.fault(n, "%s: is %s (a text)", thing, kindWords(n))
		return ""
	}
	if i := strings.IndexFunc(n.Value, Unprintable); i >= 0 {
		char, _ := utf8.DecodeRuneInString(n.Value[i:])
		r.fault(n, "%s: has the control character %U; remove it", thing, char)
		return ""
	}
	return strings.TrimSpace(n.Value)
}

// Unprintable reports whether a character may stand in no text: it would steer a
// terminal or turn the direction of a line.
func Unprintable(c rune) bool {
	return unicode.IsControl(c) && c != '\n' && c != '\t' || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069
}

// prose reads a text of some lines. One that has swallowed a key, because the
// key is indented like it, is a mistake: nothing else would tell.
func (r *reader) prose(thing string, n *yaml.Node) string {
	text := r.text(thing, n)
	indent := func(i int) int { return len(r.lines[i]) - len(strings.TrimLeft(r.lines[i], " ")) }
	for i := n.Line; i < len(r.lines); i++ {
		line := strings.TrimSpace(r.lines[i])
		if line != "" && indent(i) <= indent(n.Line-1) {
			break // the text has ended
		}
		key, _, found := strings.Cut(line, ":")
		if found && slices.Contains(ownLine(), key) && strings.Contains(text, key+":") {
			r.faultAt(i+1, indent(i)+1, "%s: has swallowed %s: (no blanks before the key, or the key away from the beginning of a line)", thing, key)
			break
		}
	}
	return text
}

// word reads one of a few words.
func (r *reader) word(thing string, n *yaml.Node, known ...string) string {
	text := r.text(thing, n)
	for _, k := range known {
		if text == k {
			return text
		}
	}
	if text != "" {
		r.unknown(n, thing, known)
	}
	return ""
}

// month reads a year, 2026, or a month, 2026-07.
func (r *reader) month(thing string, n *yaml.Node) (model.Month, bool) {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		r.fault(n, "%s: is %s (a year as 2026 or a month as 2026-07)", thing, kindWords(n))
		return 0, false
	}
	m, err := ParseMonth(n.Value)
	if err != nil {
		r.fault(n, "%s: %s", thing, strings.Replace(strings.TrimPrefix(err.Error(), "date "), `": `, `" `, 1))
		return 0, false
	}
	return m, true
}

// Dates as files have them, and as they do not.
var (
	dated    = regexp.MustCompile(`^([1-9][0-9]{3})(?:-([0-9]{2}))?$`)
	loosely  = regexp.MustCompile(`^([0-9]{4})(?:[-/]([0-9]{1,2})(?:[-/][0-9]{1,2})?|\.([0-9]{2}))$`)
	backward = regexp.MustCompile(`^([0-9]{1,2})[-/.]([0-9]{4})$`)
)

// ParseMonth reads a year, 2026, which means its January, or a month, 2026-07.
func ParseMonth(text string) (model.Month, error) {
	if parts := dated.FindStringSubmatch(text); parts != nil {
		year, _ := strconv.Atoi(parts[1])
		month := 1
		if parts[2] != "" {
			month, _ = strconv.Atoi(parts[2])
		}
		if month >= 1 && month <= 12 {
			return model.MonthOf(year, month), nil
		}
		return 0, fmt.Errorf("date %q: has no month %d (months from 01 to 12)", text, month)
	}
	meant := "a year as 2026 or a month as 2026-07"
	if parts := loosely.FindStringSubmatch(text); parts != nil {
		meant = parts[1] + "-" + twoDigits(parts[2]+parts[3])
	} else if parts := backward.FindStringSubmatch(text); parts != nil {
		meant = parts[2] + "-" + twoDigits(parts[1])
	}
	return 0, fmt.Errorf("date %q: is not a date (%s)", text, meant)
}

// twoDigits writes a month as files have it.
func twoDigits(month string) string { return "0"[:2-len(month)] + month }

// kindWords names what a node is.
func kindWords(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode && len(n.Content) == 0:
		return "an empty mapping"
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode && len(n.Content) == 0:
		return "an empty list"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Kind == yaml.AliasNode:
		return "an alias"
	case n.Tag == "!!null" || strings.TrimSpace(n.Value) == "":
		return "empty"
	default:
		return strconv.Quote(n.Value)
	}
}
