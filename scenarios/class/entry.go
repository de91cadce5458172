// SPDX-License-Identifier: Apache-2.0

// Package class reads what the pupils of a class hand in, runs it, and says
// what the class tried and expected, and what the model gave.
package class

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf8"

	"crossroads/scenarios"
	"crossroads/scenarios/class/code"
	"crossroads/scenarios/class/start"
	"crossroads/scenarios/tables"
)

// Entry is one thing handed in.
type Entry struct {
	Name  string // the words before the code, or the file's name
	Place string // where it stood, as class.txt:3 or anna.yaml
	*code.Entry
}

// Read reads one file: a scenario file, which is one entry, or any other text,
// which holds a code on each line, long or of six letters, with a name before it or
// none. Empty lines and those that begin with # do not count. World is that of
// scenario files.
// Every line that is no code is a refusal; the others are read all the same.
func Read(file string, text []byte, world *scenarios.World) (entries []Entry, refused []error) {
	plain, err := tables.Text(file, text)
	if err != nil {
		return nil, []error{err}
	}
	text = []byte(plain)
	if ext := filepath.Ext(file); ext == ".yaml" || ext == ".yml" {
		s, err := scenarios.Parse(file, text)
		if err != nil {
			return nil, []error{err}
		}
		return []Entry{{s.Name, file, &code.Entry{Model: scenarios.ModelHash(), Scenario: s, World: world}}}, nil
	}
	number := 0
	for line := range strings.Lines(string(text)) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		place := fmt.Sprintf("%s:%d", file, number)
		name, rest := split(line)
		e, err := decode(&name, &rest)
		if err != nil {
			refused = append(refused, fmt.Errorf("%s:%d: %w", place, utf8.RuneCountInString(line[:len(line)-len(rest)])+1, err))
			continue
		}
		if name == "" {
			name = fmt.Sprintf("line %d", number)
		}
		entries = append(entries, Entry{name, place, e})
	}
	return entries, refused
}

// ends finds six letters at the end of a line, which are what the page shows in Start.
var ends = regexp.MustCompile(`^(.*?)[\s:,;|\t"']*(?:^|[\s:,;|"'])([A-Za-z]{6})$`)

// Decode reads one code, long or of six letters, with a name before the letters or none.
func Decode(text string) (*code.Entry, error) {
	name := ""
	return decode(&name, &text)
}

// decode reads a code, or the six letters at the end of what holds no code: then it
// parts them from the name before them.
func decode(name, rest *string) (*code.Entry, error) {
	found := ends.FindStringSubmatch(*rest)
	if *name != "" || found == nil {
		return code.Decode(*rest)
	}
	choice, ok := start.Decode(found[2])
	if !ok {
		if found[2] != strings.ToUpper(found[2]) {
			return code.Decode(*rest) // a word
		}
		*rest = found[2]
		return nil, fmt.Errorf("%s: the six letters hold a slip or come from another version of the page; ask the pupil to read them again, or build the page with this version", found[2])
	}
	s, err := start.Path(choice.Steps)
	if err != nil {
		return nil, err
	}
	world, err := scenarios.FindWorld(choice.World)
	if err != nil {
		return nil, err
	}
	*name, *rest = trimName(found[1]), found[2]
	return &code.Entry{Model: scenarios.ModelHash(), Scenario: s, World: world}, nil
}

// begins finds where a code begins: at its prefix, of whatever version, where
// no word goes on.
var begins = regexp.MustCompile(`(?i)(?:^|[^a-z0-9])(cr[0-9])`)

// split parts a line into the name before a code and the code.
func split(line string) (name, rest string) {
	at := 0
	if found := begins.FindStringSubmatchIndex(line); found != nil {
		at = found[2]
	}
	return trimName(line[:at]), strings.Trim(line[at:], " \t;,|\"'")
}

// trimName is a name without what stands between it and a code.
func trimName(name string) string { return strings.Trim(name, " \t:;,|\"'–—-") }

// IsEntries reports whether a file's ending is one that Read is meant for.
func IsEntries(file string) bool {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".yaml", ".yml", ".txt", ".csv", ".tsv", ".md":
		return true
	}
	return false
}

// MaxEntry is the largest file of entries that is read, in bytes.
const MaxEntry = 1 << 20
