// SPDX-License-Identifier: Apache-2.0

package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/spf13/cobra"

	"crossroads/model"
)

// retired lists words and phrases that no text for readers uses, and what says the
// same. They are stiff, unclear or a second name for one thing.
var retired = []struct{ now, better string }{
	{`\bfore(tell\w*|told)\b`, "predict"},
	{`\bhangs? on\b`, "depends on"},
	{`\b(changes?|changed|changing) places\b`, "the order reverses; the lines cross"},
	{`\bmiddle 80\b|\beight of ten\b|\bfour fifths\b`, "80% range"},
	{`\bdearest\b`, "costliest"},
	{`\bregretted\b`, "lowest, largest regret"},
	{`\bother undercuts\b`, "is lower on both"},
	{`\bbef(all|alls|ell)\b`, "happens"},
	{`\bhow things st(and|ood)\b`, "state at the end"},
	{`\bcommon history\b`, "shared history"},
	{`\bas drawn\b`, "default"},
	{`\bin how many (sets|draws)\b`, "number or share of draws"},
	{`\bsets of assumptions\b`, "draws, or worlds"},
	{`\bwhoever\b|\bwhosoever\b`, "readers, anyone who"},
	{`\bnobody sets\b`, "nobody chooses"},
	{`\bwhat it comes to\b`, "outcome"},
	{`\brests (mainly |in the end )?on\b`, "depends on, source"},
	{`\bonce more\b`, "again"},
	{`\bfrom the fork\b|\bsince the fork\b|\bat the fork\b|\bbefore the fork\b`, "policy start"},
	{`\ba yes or no\b`, "true or false"},
	{`\bwaited out\b|\bbroken off early\b`, "wait, passed, stopped early"},
	{`\bhardiness\b`, "robustness"},
	{`\bswing\b`, "effect range"},
	{`\blearnt\b`, "known after the fit"},
	{`\bless (the|A|B|each|those|that of)\b`, "minus"},
	{`\b(one|two|three|\d+) in a hundred\b|\bin hundred\b`, "1%"},
	{`\bthe crowd\b`, "draws outside the box"},
	{`\bwithal\b|\bthereof\b|\bthereby\b|\bwherein\b|\bwhilst\b|\bhenceforth\b|\bhitherto\b`, "plain words"},
	{`\b(winner|winners|martyrs?|eliminated)\b`, "killed, fewest"},
	{`\bis there already\b`, "already exists"},
	{`\banew\b`, "again"},
	{`\bas crowded\b`, "as dense"},
	{`\bbegun from\b`, "started from"},
	{`\bseldom\b`, "rarely"},
	{`\bstands? beside itself\b|\bnothing in them can\b`, "what to do instead"},
	{`: [^"]*\((another|other|one of them|fewer|wider|two) ?(name|folder|port|columns|parameters)?\)`, "a verb: choose, use, keep"},
}

// anyRetired finds the first retired word or phrase of a text.
func anyRetired() *regexp.Regexp {
	var all []string
	for _, r := range retired {
		all = append(all, r.now)
	}
	return regexp.MustCompile(`(?i)` + strings.Join(all, "|"))
}

// TestTextsUseTheTermsOfTheHouse reads every text of the program and of its
// documents: strings in the sources, templates, words of the page, README and docs.
func TestTextsUseTheTermsOfTheHouse(t *testing.T) {
	found := anyRetired()
	check := func(place, text string) {
		for n, line := range strings.Split(text, "\n") {
			hit := found.FindString(line)
			if hit == "" || text == string(model.FromFork) { // that text is part of the model hash
				continue
			}
			for _, r := range retired {
				if regexp.MustCompile(`(?i)` + r.now).MatchString(hit) {
					t.Errorf("%s: line %d of the text says %q (better: %s): %s", place, n+1, hit, r.better, strings.TrimSpace(line))
				}
			}
		}
	}
	texts := 0
	err := filepath.WalkDir("../..", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			switch d.Name() {
			case ".git", "node_modules", "testdata", "gen", "built", "out", "dist":
				return filepath.SkipDir
			}
			return nil
		}
		switch base := d.Name(); {
		case strings.HasSuffix(base, "_test.go"):
		case filepath.Ext(base) == ".go":
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.ImportSpec:
					return false
				case *ast.BasicLit:
					if n.Kind == token.STRING {
						if text, err := strconv.Unquote(n.Value); err == nil {
							check(name, text)
							texts++
						}
					}
				}
				return true
			})
		case base == "gallery.md": // written from the figures' own words, which are read above
		case filepath.Ext(base) == ".md", filepath.Ext(base) == ".html", filepath.Ext(base) == ".yaml", base == "strings.js":
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			check(name, string(text))
			texts++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if texts < 3000 {
		t.Fatalf("only %d texts were read", texts)
	}
}

// TestNamesOfTestsUseTheTermsOfTheHouse reads the name of every test as a sentence.
func TestNamesOfTestsUseTheTermsOfTheHouse(t *testing.T) {
	declared, capital := regexp.MustCompile(`(?m)^func Test(\w+)\(`), regexp.MustCompile(`[A-Z][a-z]*|\d+`)
	found, names := anyRetired(), 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, name := range declared.FindAllStringSubmatch(string(text), -1) {
			names++
			sentence := strings.ToLower(strings.Join(capital.FindAllString(name[1], -1), " "))
			if hit := found.FindString(sentence); hit != "" {
				t.Errorf("%s: Test%s says %q", path, name[1], hit)
			}
		}
		return err
	})
	if err != nil || names < 600 {
		t.Fatalf("%d names were read: %v", names, err)
	}
}

// TestCommentsUseTheTermsOfTheHouse reads the comments of the sources.
func TestCommentsUseTheTermsOfTheHouse(t *testing.T) {
	stiff := regexp.MustCompile(`//.*\b(tells? whether|dearest|hangs? on|swings?|less that of|seldom|foretell|whilst)\b`)
	lines := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "english_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for n, line := range strings.Split(string(text), "\n") {
			lines++
			if hit := stiff.FindStringSubmatch(line); hit != nil {
				t.Errorf("%s:%d: says %q: %s", path, n+1, hit[1], strings.TrimSpace(line))
			}
		}
		return err
	})
	if err != nil || lines < 50000 {
		t.Fatalf("%d lines were read: %v", lines, err)
	}
}

// TestHelpIsShort holds what a command says of itself to a line, and its
// description to a few.
func TestHelpIsShort(t *testing.T) {
	const lines, width = 9, 122
	seen := 0
	var look func(c *cobra.Command)
	look = func(c *cobra.Command) {
		seen++
		name := c.CommandPath()
		if first := []rune(c.Short); len(first) == 0 || len(first) > 72 || !unicode.IsUpper(first[0]) || strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s: the short help is to be one line of at most 72 letters, with a capital and without a full stop: %q", name, c.Short)
		}
		long := 0
		for _, line := range strings.Split(strings.TrimSpace(c.Long), "\n") {
			if line != "" && !strings.HasPrefix(line, "  ") { // indented lines are lists to look things up in
				long++
			}
			if n := len([]rune(line)); n > width {
				t.Errorf("%s: a line of the help has %d letters (at most %d): %s", name, n, width, line)
			}
		}
		if long > lines {
			t.Errorf("%s: the help has %d lines (at most %d)", name, long, lines)
		}
		for _, sub := range c.Commands() {
			look(sub)
		}
	}
	look(newRoot())
	if seen < 30 {
		t.Fatalf("only %d commands were looked at", seen)
	}
}

// TestTheProgramAloneShowsFiveCommandsThatRunAsTheyStand holds the first screen to
// the question, five command lines, and how to go on.
func TestTheProgramAloneShowsFiveCommandsThatRunAsTheyStand(t *testing.T) {
	alone, _ := say(t)
	shown := 0
	for _, line := range strings.Split(alone, "\n") {
		words, told, two := strings.Cut(strings.TrimPrefix(line, "  crossroads "), "  ")
		if !strings.HasPrefix(line, "  crossroads ") || !two {
			continue
		}
		shown++
		root := newRoot()
		c, args, err := root.Find(strings.Fields(words))
		if err == nil {
			err = c.ValidateArgs(args)
		}
		if err != nil || c == root || strings.TrimSpace(told) == "" {
			t.Errorf("%q: %v", line, err)
		}
	}
	if shown != 5 || !strings.Contains(alone, "\nwhat would have to be true") || !strings.Contains(alone, "crossroads help\n") {
		t.Errorf("%d commands:\n%s", shown, alone)
	}
	all, _ := say(t, "help")
	if asked, _ := say(t, "--help"); asked != all || strings.Count(all, "\n  ") < 20 {
		t.Errorf("help lists %d commands; --help says the same: %t", strings.Count(all, "\n  "), asked == all)
	}
}
