// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// mutant is a file with one thing done to it, and the lines where a mistake may
// show: the one it was done to and its neighbours.
type mutant struct {
	what  string
	text  string
	lines []int
}

// mutations do one thing to the lines of a file at a place; they return nil
// where they cannot.
var mutations = []struct {
	name string
	do   func(r *rand.Rand, lines []string, at int) []string
}{
	{"drop", func(_ *rand.Rand, lines []string, at int) []string { return append(lines[:at], lines[at+1:]...) }},
	{"double", func(_ *rand.Rand, lines []string, at int) []string {
		return append(lines[:at+1], append([]string{lines[at]}, lines[at+1:]...)...)
	}},
	{"misspell", func(r *rand.Rand, lines []string, at int) []string {
		key, rest, found := strings.Cut(lines[at], ":")
		word := strings.TrimSpace(key)
		if !found || len(word) < 2 {
			return nil
		}
		i := len(key) - len(word) + r.IntN(len(word)-1)
		lines[at] = key[:i] + string(key[i+1]) + string(key[i]) + key[i+2:] + ":" + rest
		return lines
	}},
	{"letter", func(r *rand.Rand, lines []string, at int) []string {
		if lines[at] == "" {
			return nil
		}
		i := r.IntN(len(lines[at]))
		if lines[at][i] >= 0x80 {
			return nil
		}
		lines[at] = lines[at][:i] + string(rune('a'+r.IntN(26))) + lines[at][i+1:]
		return lines
	}},
	{"re-indent", func(r *rand.Rand, lines []string, at int) []string {
		lines[at] = strings.Repeat(" ", r.IntN(6)) + strings.TrimLeft(lines[at], " ")
		return lines
	}},
	{"wrong unit", func(r *rand.Rand, lines []string, at int) []string {
		key, value, found := strings.Cut(lines[at], ": ")
		if !found || strings.ContainsAny(value, "{>") {
			return nil
		}
		lines[at] = key + ": " + value + []string{" deaths", " fighter/year", "%", " USD million/attack"}[r.IntN(4)]
		return lines
	}},
	{"swap kinds", func(_ *rand.Rand, lines []string, at int) []string {
		switch lines[at] {
		case "levers:":
			lines[at] = "parameters:"
		case "parameters:":
			lines[at] = "levers:"
		default:
			return nil
		}
		return lines
	}},
	{"other key", func(r *rand.Rand, lines []string, at int) []string {
		_, rest, found := strings.Cut(lines[at], ":")
		if !found {
			return nil
		}
		lines[at] = []string{"  pool", "  openness", "starts", "  start_fighters", "rules"}[r.IntN(5)] + ":" + rest
		return lines
	}},
	{"digits", func(r *rand.Rand, lines []string, at int) []string {
		i := strings.IndexAny(lines[at], "0123456789")
		if i < 0 {
			return nil
		}
		lines[at] = lines[at][:i] + []string{"9", "0", "-", "1,", "1e9"}[r.IntN(5)] + lines[at][i:]
		return lines
	}},
}

// mutate does one thing to a text.
func mutate(r *rand.Rand, text string) mutant {
	for {
		lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		m, at := mutations[r.IntN(len(mutations))], r.IntN(len(lines))
		line := lines[at]
		changed := m.do(r, lines, at)
		if changed == nil {
			continue
		}
		if got := strings.Join(changed, "\n") + "\n"; got != text {
			return mutant{fmt.Sprintf("%s line %d, %q", m.name, at+1, line), got, []int{at, at + 1, at + 2}}
		}
	}
}

// TestMutantsOfBuiltinFiles damages every built-in file in many ways: what comes
// of each is refused where the damage is, or differs in some value from the
// file, or differs in nothing that means anything.
func TestMutantsOfBuiltinFiles(t *testing.T) {
	count := 50
	if os.Getenv("CROSSROADS_LONG") != "" {
		count = 2000
	}
	readPath := func(name, text string) ([]Entry, error) {
		s, err := (&reader{file: name + ".yaml", builtin: true}).path([]byte(text))
		if err != nil {
			return nil, err
		}
		return s.Entries(), nil
	}
	readWorld := func(name, text string) ([]Entry, error) {
		w, err := ParseWorld(name+".yaml", []byte(text))
		if err != nil {
			return nil, err
		}
		return w.Entries(), nil
	}
	for i, name := range append(BuiltinNames(), WorldNames()...) {
		read, file := readPath, name+".yaml"
		if i >= len(BuiltinNames()) {
			read, file = readWorld, "worlds/"+name+".yaml"
		}
		text, err := builtinFiles.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want, err := read(name, string(text))
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(1, uint64(i)))
		refused, differ, same := 0, 0, 0
		for range count {
			m := mutate(r, string(text))
			got, err := read(name, m.text)
			switch {
			case err != nil:
				refused++
				if !near(err, m.lines) {
					t.Errorf("%s, %s: refused elsewhere:\n%v", file, m.what, err)
				}
			case len(Diff(want, got)) > 0 || elsewhere(want, got):
				differ++
			default:
				if same++; !harmless(m.what) {
					t.Errorf("%s, %s: neither refused nor different:\n%s", file, m.what, m.text)
				}
			}
		}
		t.Logf("%s: %d mutants refused, %d different, %d the same", file, refused, differ, same)
		if refused < count/3 || differ == 0 {
			t.Errorf("%s: %d refused and %d different of %d mutants: the damage tests little", file, refused, differ, count)
		}
	}
}

// near reports whether some mistake stands on one of the lines, or says that what
// was there is missing.
func near(err error, lines []int) bool {
	var mistakes Mistakes
	if !errors.As(err, &mistakes) {
		return false
	}
	for _, m := range mistakes {
		if strings.Contains(m.Text, "is missing") {
			return true
		}
		for _, line := range lines {
			if m.Line == line || strings.Contains(m.Text, fmt.Sprintf("in line %d", line)) {
				return true
			}
		}
	}
	return false
}

// elsewhere reports whether a value comes from another file than before, though it
// is the same.
func elsewhere(a, b []Entry) bool {
	for i := range a {
		if a[i].Place.File != b[i].Place.File {
			return true
		}
	}
	return false
}

// harmless tells what may change no value: a label left out where the name of
// the file says the same, and blanks before a line.
func harmless(what string) bool {
	return strings.HasPrefix(what, "drop") && strings.Contains(what, `"label: `) || strings.HasPrefix(what, "re-indent")
}
