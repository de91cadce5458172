// SPDX-License-Identifier: Apache-2.0

package layout

import (
	"strings"
	"unicode/utf8"
)

// cutKey cuts "key: value" at its colon.
func cutKey(text string) (key, value string, ok bool) {
	end := 0
	switch {
	case text == "" || text[0] == '{' || text[0] == '[' || text[0] == '#':
		return "", text, false
	case text[0] == '"' || text[0] == '\'':
		if end = closing(text[1:], text[0]) + 2; end < 2 {
			return "", text, false
		}
	}
	for i := end; i < len(text); i++ {
		switch {
		case text[i] == ':' && (i+1 == len(text) || text[i+1] == ' ' || text[i+1] == '\t'):
			return strings.TrimRight(text[:i], " \t"), strings.TrimLeft(text[i+1:], " \t"), true
		case text[i] == '#' && i > 0 && (text[i-1] == ' ' || text[i-1] == '\t'):
			return "", text, false
		case end > 0 && text[i] != ' ' && text[i] != '\t':
			return "", text, false
		}
	}
	return "", text, false
}

// cutComment cuts a comment off the end of a text without quotes.
func cutComment(text string) (body, comment string) {
	for i := 1; i < len(text); i++ {
		if text[i] == '#' && (text[i-1] == ' ' || text[i-1] == '\t') {
			return strings.TrimRight(text[:i], " \t"), text[i:]
		}
	}
	return text, ""
}

// closing is the index of the quote that ends a text in quotes, or -1.
func closing(text string, quote byte) int {
	for i := 0; i < len(text); i++ {
		switch {
		case quote == '"' && text[i] == '\\':
			i++
		case quote == '\'' && strings.HasPrefix(text[i:], "''"):
			i++
		case text[i] == quote:
			return i
		}
	}
	return -1
}

// kind tells the tokens inside braces and brackets apart.
type kind int

const (
	scalar kind = iota
	opens
	closes
	comma
	colon
	comment
)

// token is one piece of a value in braces or brackets.
type token struct {
	kind kind
	text string
}

// marks are the tokens of one letter.
var marks = map[byte]kind{'{': opens, '[': opens, '}': closes, ']': closes, ',': comma}

// scan cuts one line of a value in braces or brackets into tokens; false means
// a quote that stays open.
func scan(text string) (list []token, ok bool) {
	for i := 0; i < len(text); {
		c := text[i]
		mark, marked := marks[c]
		rest := text[i:]
		switch {
		case c == ' ' || c == '\t':
			i++
			continue
		case c == '#' && (i == 0 || text[i-1] == ' ' || text[i-1] == '\t'):
			return append(list, token{comment, strings.TrimRight(rest, " \t")}), true
		case marked:
			list = append(list, token{mark, rest[:1]})
		case c == ':' && (ends(rest[1:]) || afterJSON(list)):
			list = append(list, token{colon, ":"})
		case c == '"' || c == '\'':
			end := closing(rest[1:], c)
			if end < 0 {
				return nil, false
			}
			list = append(list, token{scalar, rest[:end+2]})
		default:
			list = append(list, token{scalar, plainScalar(rest)})
		}
		i += len(list[len(list)-1].text)
	}
	return list, true
}

// ends reports whether a colon before rest ends a key.
func ends(rest string) bool { return rest == "" || strings.ContainsRune(" \t,{}[]", rune(rest[0])) }

// afterJSON reports whether the last token is one after which a colon needs no
// space: a text in quotes or a closing bracket.
func afterJSON(list []token) bool {
	if len(list) == 0 {
		return false
	}
	last := list[len(list)-1]
	return last.kind == closes || last.kind == scalar && (last.text[0] == '"' || last.text[0] == '\'')
}

// plainScalar is the text without quotes at the beginning of a line.
func plainScalar(text string) string {
	for i := 1; i < len(text); i++ {
		_, marked := marks[text[i]]
		if marked || text[i] == ':' && ends(text[i+1:]) || text[i] == '#' && (text[i-1] == ' ' || text[i-1] == '\t') {
			return strings.TrimRight(text[:i], " \t")
		}
	}
	return text
}

// join writes tokens with one space after each comma and colon, and gives the
// comment apart.
func join(tokens []token) (body, note string) {
	var b strings.Builder
	for i, t := range tokens {
		if t.kind == comment {
			return b.String(), t.text
		}
		if i > 0 && spaced(tokens[i-1].kind, t.kind) {
			b.WriteByte(' ')
		}
		b.WriteString(t.text)
	}
	return b.String(), ""
}

// spaced reports whether a space stands between two tokens.
func spaced(before, after kind) bool {
	switch {
	case after == comma || after == colon || after == closes || before == opens:
		return false
	default:
		return true
	}
}

// render writes lines: comments that end neighbouring lines in one column, one
// blank line for several, none at either end.
func render(lines []line) string {
	var b strings.Builder
	width := 0 // of the run of lines with comments that the line belongs to
	for i, l := range lines {
		if l.blank() {
			if i+1 < len(lines) && !lines[i+1].blank() && b.Len() > 0 {
				b.WriteByte('\n')
			}
			continue
		}
		if !trails(lines, i-1) {
			width = runWidth(lines[i:])
		}
		text := strings.Repeat(" ", l.indent) + l.body
		switch {
		case l.body == "" && l.literal:
			text = ""
		case l.comment != "" && l.body != "":
			text += strings.Repeat(" ", width-l.width()+step) + l.comment
		default:
			text += l.comment
		}
		b.WriteString(text + "\n")
	}
	return b.String()
}

// trails reports whether line i ends with a comment.
func trails(lines []line, i int) bool { return i >= 0 && lines[i].body != "" && lines[i].comment != "" }

// runWidth is the width of the widest of the lines that, from the first on, end
// with comments.
func runWidth(lines []line) int {
	width := 0
	for i := range lines {
		if !trails(lines, i) {
			break
		}
		width = max(width, lines[i].width())
	}
	return width
}

// width is how many letters a line is wide before its comment.
func (l line) width() int { return l.indent + utf8.RuneCountInString(l.body) }
