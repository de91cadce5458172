// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"crossroads/model"
	"crossroads/scenarios/files"
)

// A file may hold this much; what exceeds it is no scenario.
const (
	maxBytes = 1 << 20
	maxNodes = 20_000
	maxDepth = 64
)

// lineEnds makes every end of a line in YAML a line feed.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// document parses text and returns its top mapping, or nil after noting why not.
func (r *reader) document(text []byte) *yaml.Node {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	r.lines = strings.Split(lineEnds.Replace(string(text)), "\n")
	if what := foreign(text); what != "" {
		r.faultAt(1, 1, "file: is %s; a scenario file is YAML (crossroads scenario new my.yaml writes one)", what)
		return nil
	}
	if !r.plainText(text) {
		return nil
	}
	top, err := Document(text)
	if err != nil {
		r.unreadable(err)
		return nil
	}
	nodes := 0
	if !r.within(top, 1, &nodes) {
		return nil
	}
	if top.Kind != yaml.MappingNode {
		r.fault(top, "file: is %s (keys such as doc: and levers:)", kindWords(top))
		return nil
	}
	return top
}

// foreign says what a file of another program is, "" for a text that may be YAML.
func foreign(text []byte) string {
	begin := bytes.TrimSpace(text[:min(len(text), 4096)])
	switch {
	case bytes.HasPrefix(begin, []byte("<")) && bytes.Contains(begin, []byte("<xmile")):
		return "an XMILE document, a model of another program"
	case bytes.HasPrefix(begin, []byte("{UTF-8}")) || bytes.Contains(begin, []byte("\\\\\\---/// Sketch")):
		return "a Vensim model"
	case bytes.HasPrefix(begin, []byte("<?xml")) || bytes.HasPrefix(begin, []byte("<!DOCTYPE")) || bytes.HasPrefix(begin, []byte("<html")):
		return "an XML or HTML document"
	case bytes.HasPrefix(begin, []byte("CR1-")):
		return "a pupil's code (crossroads class show prints it as a file)"
	}
	if what, _ := files.Kind(text); what != "" && text[0] != '{' && text[0] != '[' { // JSON is YAML too
		if strings.HasPrefix(what, "text") {
			what += ", which has to be saved as UTF-8"
		}
		return what
	}
	first, rest, _ := bytes.Cut(begin, []byte("\n"))
	if what := ForeignTable(strings.Split(string(first), ",")); what != "" {
		return what
	}
	if n := bytes.Count(first, []byte(",")); (n >= 2 || n == 1 && bytes.Count(rest, []byte(",")) > 0) && !bytes.ContainsAny(begin, ":{[#") {
		return "a table of values separated by commas"
	}
	return ""
}

// ForeignTable says what a table with a header is that this program wrote or reads
// somewhere else, "" for any other.
func ForeignTable(header []string) string {
	has := func(name string) bool {
		return slices.ContainsFunc(header, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), name) })
	}
	switch {
	case has("weight") && slices.ContainsFunc(header, func(h string) bool { return model.FindParameter(strings.TrimSpace(h)) != nil }):
		return "a posterior, the draws of a fit (name it with --posterior)"
	case has("value") && has("observes"):
		return "an evidence table (name it with calibrate --evidence)"
	}
	return ""
}

// plainText refuses what is not text of an acceptable size.
func (r *reader) plainText(text []byte) bool {
	if len(text) > maxBytes {
		r.lines = nil
		r.faultAt(1, 1, "file: is %d bytes long (%d at most)", r.size(len(text)), maxBytes)
		return false
	}
	line, column := 1, 1
	for rest := text; len(rest) > 0; {
		c, size := utf8.DecodeRune(rest)
		switch {
		case c == utf8.RuneError && size <= 1:
			r.faultAt(line, column, "file: the byte %#x is not UTF-8 (a file saved as UTF-8)", rest[0])
			return false
		case c == 0:
			r.faultAt(line, column, "file: holds a NUL (a text file saved as UTF-8)")
			return false
		case c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7f:
			r.faultAt(line, column, "file: holds the control character %#x (none)", c)
			return false
		case c == '\n':
			line, column = line+1, 0
		}
		column, rest = column+1, rest[size:]
	}
	return true
}

// Document reads YAML as scenario files have it, in which *1.5 is a multiple and
// no alias, and returns its topmost node.
func Document(text []byte) (*yaml.Node, error) {
	masked, mask := maskStars(string(text))
	var document yaml.Node
	if err := yaml.Load([]byte(masked), &document); err != nil {
		return nil, err
	}
	unmask(&document, mask)
	return document.Content[0], nil
}

// star is a multiplication as a value, *1.5, which YAML would take for an alias.
var star = regexp.MustCompile(`([\s\[{,:])\*([0-9.])`)

// maskStars puts a character that text does not hold in place of the stars of
// multiplications, so that places stay what they are.
func maskStars(text string) (masked string, mask rune) {
	for mask = '\ue000'; strings.ContainsRune(text, mask); mask++ {
	}
	return star.ReplaceAllString(text, "${1}"+string(mask)+"${2}"), mask
}

// unmask puts the stars back.
func unmask(n *yaml.Node, mask rune) {
	n.Value = strings.ReplaceAll(n.Value, string(mask), "*")
	for _, child := range n.Content {
		unmask(child, mask)
	}
}

// within counts nodes and depth and refuses a tree beyond the limits.
func (r *reader) within(n *yaml.Node, depth int, nodes *int) bool {
	switch *nodes++; {
	case *nodes > maxNodes:
		r.fault(n, "file: holds more than %d values (split it)", maxNodes)
		return false
	case depth > maxDepth:
		r.fault(n, "file: is nested more than %d deep (flatter)", maxDepth)
		return false
	}
	for _, child := range n.Content {
		if !r.within(child, depth+1, nodes) {
			return false
		}
	}
	return true
}

// yamlWords say what the parser of YAML means, and what would be right.
var yamlWords = []struct{ says, words string }{
	{"mapping values are not allowed", "yaml: a second colon, or a line that belongs elsewhere (quotes around a text with a colon; one key a line)"},
	{"cannot start any token", "yaml: begins with a character that YAML keeps for itself (quotes around the text)"},
	{"did not find expected key", "yaml: is not indented like its neighbours, or a comma or bracket is missing (the same blanks before keys that belong together)"},
	{"expected node content", "yaml: a value is missing, or a list is not closed (a value after each colon and comma, ] or } at the end)"},
	{"expected ':'", "yaml: a line without a colon (key: value; a text of several lines is indented)"},
	{"unexpected end of stream", "yaml: the file ends inside a text (a closing quotation mark)"},
	{"expected ',' or '}'", "yaml: a list of keys is not closed (a comma between keys, } at the end)"},
	{"expected ',' or ']'", "yaml: a list is not closed (a comma between entries, ] at the end)"},
	{"unknown anchor", "yaml: an alias stands for a value (the value itself; a multiple as *1.5)"},
	{"alphabetic or numeric", "yaml: an alias stands for a value (the value itself; a multiple as *1.5)"},
}

// unreadable notes why the parser of YAML gave up.
func (r *reader) unreadable(err error) {
	line, column, what := 1, 1, err.Error()
	var one *yaml.LoadError
	if errors.As(err, &one) {
		line, column, what = max(one.Mark.Line, 1), max(one.Mark.Column, 1), one.Message
		if begun := one.ContextMark; strings.Contains(what, "expected ':'") && begun.Line > 0 {
			line, column = begun.Line, max(begun.Column, 1)
		}
	}
	for line > 1 && (line > len(r.lines) || strings.TrimSpace(r.lines[line-1]) == "") {
		line-- // the end of the file: what is not closed stands before it
		column = len([]rune(r.lines[min(line, len(r.lines))-1])) + 1
	}
	switch tab := tabbedLine(r.lines); {
	case strings.Contains(what, "no documents"):
		r.faultAt(1, 1, "file: is empty (at least doc: and levers: or parameters:)")
		return
	case strings.Contains(what, "multiple") && strings.Contains(what, "document"):
		r.faultAt(secondDocument(r.lines), 1, "file: a second document begins here (one document, no line ---)")
		return
	case strings.Contains(what, "exceeded max depth"):
		r.faultAt(line, column, "file: is nested more than %d deep (flatter)", maxDepth)
		return
	case tab > 0:
		r.faultAt(tab, 1, "yaml: the line is indented by a tab (blanks)")
		return
	}
	for _, known := range yamlWords {
		if strings.Contains(what, known.says) {
			r.faultAt(line, column, "%s", known.words)
			return
		}
	}
	r.faultAt(line, column, "yaml: %s (key: value, indented by blanks)", what)
}

// tabbedLine is the first line indented by a tab, or 0.
func tabbedLine(lines []string) int {
	for i, line := range lines {
		indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		if strings.Contains(indent, "\t") && strings.TrimSpace(line) != "" {
			return i + 1
		}
	}
	return 0
}

// secondDocument is the line at which a second document begins.
func secondDocument(lines []string) int {
	begun := false
	for i, line := range lines {
		mark := line == "---" || strings.HasPrefix(line, "--- ") || line == "..."
		if mark && begun {
			return i + 1
		}
		begun = begun || strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "#")
	}
	return 1
}

// faultAt notes a mistake at a line and column.
func (r *reader) faultAt(line, column int, format string, args ...any) {
	r.mistakes = append(r.mistakes, r.mistake(line, column, fmt.Sprintf(format, args...)))
}

// mistake words a mistake with the line of the file it stands in.
func (r *reader) mistake(line, column int, text string) Mistake {
	source := ""
	if line >= 1 && line <= len(r.lines) {
		source = r.lines[line-1]
	}
	return Mistake{r.file, line, column, text, source}
}

// size is the length of the file in bytes. A long file is read in part only, so
// its folder is asked; of standard input no more is known than what was read.
func (r *reader) size(read int) int64 {
	if info, err := os.Stat(r.opened()); err == nil && info.Mode().IsRegular() {
		return info.Size()
	}
	return int64(read)
}
