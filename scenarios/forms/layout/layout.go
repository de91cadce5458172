// SPDX-License-Identifier: Apache-2.0

// Package layout lays out scenario and world files in one way and keeps every
// comment and every blank line between entries.
package layout

import (
	"errors"
	"strings"
)

// ErrRefused says that a file is written in a way that Format does not know: it
// is left as it is rather than changed in meaning.
var ErrRefused = errors.New("is written in a form that cannot be laid out without changing what it says (left as it is)")

// step is the indentation of each level.
const step = 2

// Format lays out a YAML file: two spaces for each level, one space after a colon
// and a comma, comments at the ends of neighbouring lines in one column, at most
// one blank line at a time and none at either end. The order of entries, the
// words of comments and the breaks between lines stay. What the file says is the
// same before and after, which Format checks; its own output it leaves alone. A
// text that is not YAML is an error of the YAML reader.
func Format(text []byte) ([]byte, error) {
	before, err := meaning(text)
	if err != nil {
		return nil, err
	}
	out, ok := lay(string(text))
	if again, known := lay(out); !ok || !known || again != out {
		return nil, ErrRefused
	}
	if after, err := meaning([]byte(out)); err != nil || after != before {
		return nil, ErrRefused
	}
	return []byte(out), nil
}

// lay lays out a text without a look at what it says; false means a form it does
// not know.
func lay(text string) (string, bool) {
	p := &printer{source: sourceLines(text)}
	known := p.all() && sameComments(p.source, p.out)
	return render(p.out), known
}

// sourceLines splits a text into lines without the mark of byte order, carriage
// returns and the last line break.
func sourceLines(text string) []string {
	text = strings.TrimPrefix(text, "\ufeff")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

// line is one line of the output.
type line struct {
	indent  int
	body    string
	comment string // with its #, at the end of a body or alone
	literal bool   // part of a text, whose blank lines count
}

// blank tells a line between entries that holds nothing.
func (l line) blank() bool { return l.body == "" && l.comment == "" && !l.literal }

// level is a mapping or list whose entries begin in one column.
type level struct {
	column int // in the source
	list   bool
	indent int // in the output
}

// printer reads lines one after another and lays them out.
type printer struct {
	source []string
	next   int // the line to read
	levels []level
	out    []line
}

// all lays out every line; false means a form it does not know.
func (p *printer) all() bool {
	for p.next < len(p.source) {
		text := p.source[p.next]
		body := strings.TrimLeft(text, " ")
		column := len(text) - len(body)
		body = strings.TrimRight(body, " \t")
		switch {
		case body == "":
			p.next++
			p.out = append(p.out, line{})
		case body[0] == '\t':
			return false
		case body[0] == '#':
			p.next++
			p.out = append(p.out, line{indent: p.commentIndent(column), comment: body})
		case column == 0 && (body == "---" || body == "..."):
			p.next++
			p.levels = nil
			p.out = append(p.out, line{body: body})
		case !p.entry(column, body):
			return false
		}
	}
	return true
}

// enter is the level whose entries begin in a column, opened if there is none.
func (p *printer) enter(column int, list bool) level {
	p.leave(column, list)
	if top, ok := p.top(); ok && top.column == column && top.list == list {
		return top
	}
	opened := level{column: column, list: list}
	if top, ok := p.top(); ok {
		opened.indent = top.indent + step
	}
	p.levels = append(p.levels, opened)
	return opened
}

// leave closes the levels that an entry in a column ends: the deeper ones, and
// a list whose dashes stand under the key it belongs to.
func (p *printer) leave(column int, list bool) {
	for top, ok := p.top(); ok && (top.column > column || top.column == column && top.list && !list); top, ok = p.top() {
		p.levels = p.levels[:len(p.levels)-1]
	}
}

// top is the innermost open level.
func (p *printer) top() (level, bool) {
	if len(p.levels) == 0 {
		return level{}, false
	}
	return p.levels[len(p.levels)-1], true
}

// commentIndent is where a comment on a line of its own goes: with the next
// entry if it stood in that column, else with the open level it stood in.
func (p *printer) commentIndent(column int) int {
	indent := 0
	for _, l := range p.levels {
		if l.column <= column {
			indent = l.indent
		}
	}
	if top, ok := p.top(); ok && column > top.column && p.awaits() {
		return top.indent + step
	}
	return indent
}

// awaits reports whether the last entry is a key that has no value yet, so that
// what stands deeper belongs to it.
func (p *printer) awaits() bool {
	for i := len(p.out) - 1; i >= 0; i-- {
		if p.out[i].body != "" {
			return !p.out[i].literal && strings.HasSuffix(p.out[i].body, ":")
		}
	}
	return false
}

// entry lays out the entry that begins in a column of the line being read, with
// the lines its value goes on for.
func (p *printer) entry(column int, body string) bool {
	var prefix string
	indent := -1
	at := func(list bool) {
		l := p.enter(column, list)
		if indent < 0 {
			indent = l.indent
		}
	}
	for body == "-" || strings.HasPrefix(body, "- ") || strings.HasPrefix(body, "-\t") {
		at(true)
		rest := strings.TrimLeft(body[1:], " \t")
		column += len(body) - len(rest)
		prefix, body = prefix+"- ", rest
	}
	if body == "?" || strings.HasPrefix(body, "? ") {
		return false
	}
	key, value, ok := cutKey(body)
	if ok {
		at(false)
		prefix, body = prefix+key+":", value
	} else {
		p.leave(column-1, true)
	}
	deeper, owner := 0, -1
	if top, open := p.top(); open {
		deeper, owner = top.indent+step, top.column
	}
	if indent < 0 {
		indent = deeper
	}
	if ok && body != "" && body[0] != '#' {
		prefix += " "
	}
	p.next++
	return p.value(line{indent: indent, body: prefix}, body, owner, deeper)
}

// value lays out what follows a key or a dash: l holds the line so far, owner is
// the column of the entry and deeper the indentation of what goes on below.
func (p *printer) value(l line, text string, owner, deeper int) bool {
	switch {
	case text == "" || text[0] == '#':
		l.body, l.comment = strings.TrimRight(l.body, " "), text
		p.out = append(p.out, l)
		return true
	case text[0] == '|' || text[0] == '>':
		return p.block(l, text, owner, deeper)
	case text[0] == '{' || text[0] == '[':
		return p.flow(l, text, max(deeper-step, 0))
	case text[0] == '"' || text[0] == '\'':
		return p.quoted(l, text, deeper)
	}
	body, comment := cutComment(text)
	l.body, l.comment = l.body+body, comment
	p.out = append(p.out, l)
	if comment == "" {
		p.plain(owner, deeper)
	}
	return true
}

// plain lays out the further lines of a text without quotes.
func (p *printer) plain(owner, deeper int) {
	for {
		end := p.next
		for end < len(p.source) && strings.TrimSpace(p.source[end]) == "" {
			end++
		}
		if end == len(p.source) || indentation(p.source[end]) <= owner || strings.TrimSpace(p.source[end])[0] == '#' {
			return
		}
		for ; p.next < end; p.next++ {
			p.out = append(p.out, line{literal: true})
		}
		body, comment := cutComment(strings.TrimSpace(p.source[end]))
		p.out = append(p.out, line{indent: deeper, body: body, comment: comment, literal: true})
		p.next++
		if comment != "" {
			return
		}
	}
}

// quoted lays out a text in quotes, over as many lines as it has.
func (p *printer) quoted(l line, text string, deeper int) bool {
	quote := text[0]
	end := closing(text[1:], quote)
	for from := 1; ; from = 0 {
		if end >= 0 {
			rest := strings.TrimSpace(text[from+end+1:])
			if rest != "" && rest[0] != '#' {
				return false
			}
			l.body, l.comment = l.body+text[:from+end+1], rest
			p.out = append(p.out, l)
			return true
		}
		l.body += strings.TrimRight(text, " \t")
		p.out = append(p.out, l)
		if p.next == len(p.source) {
			return false
		}
		text = strings.TrimSpace(p.source[p.next])
		p.next++
		l = line{indent: deeper, literal: true}
		end = closing(text, quote)
	}
}

// block lays out a text under | or >, whose lines are moved as one.
func (p *printer) block(l line, header string, owner, deeper int) bool {
	header, comment := cutComment(header)
	if strings.ContainsAny(header, "123456789") {
		return false
	}
	l.body, l.comment = l.body+header, comment
	p.out = append(p.out, l)
	first := p.next
	for first < len(p.source) && strings.TrimSpace(p.source[first]) == "" {
		first++
	}
	if first == len(p.source) || indentation(p.source[first]) <= owner {
		return true
	}
	moved := indentation(p.source[first])
	end := first
	for end < len(p.source) && (strings.TrimLeft(p.source[end], " ") == "" || indentation(p.source[end]) >= moved) {
		end++
	}
	if !strings.Contains(header, "+") {
		for strings.TrimSpace(p.source[end-1]) == "" {
			end--
		}
	}
	for ; p.next < end; p.next++ {
		text := p.source[p.next]
		p.out = append(p.out, line{indent: deeper, body: text[min(moved, len(text)):], literal: true})
	}
	return true
}

// flow lays out a value in braces or brackets, over as many lines as it has;
// outer is the indentation of the entry it belongs to.
func (p *printer) flow(l line, text string, outer int) bool {
	depth := 0
	for {
		tokens, ok := scan(text)
		if !ok {
			return false
		}
		closed := 0 // brackets that close at the beginning of the line
		for closed < len(tokens) && tokens[closed].kind == closes {
			closed++
		}
		if l.literal {
			l.indent = outer + step*max(depth-closed, 0)
		}
		for _, t := range tokens {
			switch t.kind {
			case opens:
				depth++
			case closes:
				depth--
			}
		}
		body, comment := join(tokens)
		l.body, l.comment = l.body+body, comment
		if depth == 0 {
			p.out = append(p.out, l)
			return tokens[len(tokens)-1].kind == closes || comment != ""
		}
		p.out = append(p.out, l)
		if p.next == len(p.source) || depth < 0 {
			return false
		}
		text = strings.TrimSpace(p.source[p.next])
		p.next++
		l = line{literal: true}
	}
}

// indentation counts the spaces a line begins with.
func indentation(text string) int { return len(text) - len(strings.TrimLeft(text, " ")) }
