// SPDX-License-Identifier: Apache-2.0

package replay

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/scenarios/files"
)

// The verdicts on a file.
const (
	identical  = "identical"
	changed    = "changed on disk"
	missing    = "missing"
	foreign    = "not from this run"
	differs    = "differs when run again"
	unreadable = "cannot be read"
)

// result is one file: what was recorded of it, what lies on the disk, and what
// the command writes when it is run again.
type result struct {
	name, recorded, disk, again string // SHA-256; empty where there is none
	verdict, why                string
}

// verify hashes the files beside a manifest. Of a report that holds its own
// manifest nothing is recorded, so that its verdict has to wait.
func (r *recorded) verify() ([]result, error) {
	var list []result
	if r.whole {
		sum, err := hash(r.file)
		return []result{{name: r.name, disk: sum}}, err
	}
	known := map[string]bool{r.name: true}
	for _, w := range r.Outputs {
		known[w.Name] = true
		f := result{name: w.Name, recorded: w.SHA256, verdict: identical}
		var err error
		f.disk, err = hash(filepath.Join(r.folder, w.Name))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			f.verdict = missing
		case err != nil:
			f.verdict, f.why = unreadable, err.Error()
		case f.disk != f.recorded:
			f.verdict = changed
		}
		list = append(list, f)
	}
	own := result{name: r.name, verdict: identical}
	switch {
	case !r.sealed:
		own.why = "written by a version that recorded no checksum of the manifest"
	case !r.intact:
		own.verdict = changed
	}
	list = append(list, own)
	entries, err := os.ReadDir(r.folder)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if !known[e.Name()] && !e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			list = append(list, result{name: e.Name(), verdict: foreign})
		}
	}
	return list, nil
}

// hash is the SHA-256 of an ordinary file.
func hash(name string) (string, error) {
	f, err := files.Open(name, math.MaxInt64)
	if err != nil {
		return "", err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", sum.Sum(nil)), nil
}

// compare adds what came out when the command was run again in a folder. Reasons
// are circumstances that differ, such as another model.
func compare(list []result, r *recorded, after *recorded, reasons []string) []result {
	why := strings.Join(reasons, ", ")
	if why == "" {
		why = "the same version and model gave another file"
	}
	now := map[string]string{}
	for _, w := range after.Outputs {
		now[w.Name] = w.SHA256
	}
	for i := range list {
		f := &list[i]
		sum, written := now[f.name]
		delete(now, f.name)
		switch {
		case f.name == r.name && !r.whole:
			continue
		case f.verdict == foreign && !written:
			continue
		case f.verdict == foreign:
			f.again = sum
			f.why = "the command writes a file of this name, but the manifest does not list it"
			continue
		}
		f.again = sum
		expected := f.recorded
		if r.whole {
			expected = f.disk
		}
		switch same := written && sum == expected; {
		case same && f.verdict == "":
			f.verdict = identical
		case same:
		case f.verdict == identical || f.verdict == "":
			f.verdict, f.why = differs, why
			if !written {
				f.why = "the command does not write it now"
			} else if line := firstDifference(filepath.Join(r.folder, f.name), filepath.Join(after.folder, f.name)); line != "" {
				f.why += "; " + line
			}
		default:
			f.why = "and differs when run again: " + why
		}
	}
	for _, w := range after.Outputs {
		if sum, left := now[w.Name]; left && !r.whole {
			list = append(list, result{name: w.Name, again: sum, verdict: differs, why: "the command writes it now; the manifest does not list it"})
		}
	}
	return list
}

// firstDifference says how many lines of two tables differ, and which is the
// first; of other files, nothing.
func firstDifference(then, now string) string {
	const most = 64 << 20
	if filepath.Ext(then) != ".csv" {
		return ""
	}
	a, err := files.Read(then, most)
	if err != nil {
		return ""
	}
	b, err := files.Read(now, most)
	if err != nil {
		return ""
	}
	was, is := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	count, first := 0, 0
	for l := range max(len(was), len(is)) {
		if l >= len(was) || l >= len(is) || was[l] != is[l] {
			if count++; first == 0 {
				first = l + 1
			}
		}
	}
	return fmt.Sprintf("%d of %d lines differ, first line %d", count, len(was)-1, first)
}

// bad counts the files that are not identical.
func bad(list []result) int {
	n := 0
	for _, f := range list {
		if f.verdict != identical {
			n++
		}
	}
	return n
}

// filesTable shows the verdicts.
func filesTable(list []result) *table.Table {
	t := &table.Table{Name: "files", Title: "Files", Columns: []table.Column{
		table.Words("file", "file", 40), table.Words("verdict", "verdict", 24), table.Words("reason", "reason", 44),
		table.Words("recorded", "", 64), table.Words("on_disk", "", 64), table.Words("run_again", "", 64),
	}}
	word := func(s string) table.Cell {
		if s == "" {
			return table.Nothing{}
		}
		return table.Word(s)
	}
	for _, f := range list {
		t.Add(table.Word(f.name), table.Word(f.verdict), word(f.why), word(f.recorded), word(f.disk), word(f.again))
	}
	return t
}

// answer counts the verdicts in words.
func answer(list []result, checked string) string {
	if n := bad(list); n > 0 {
		return fmt.Sprintf("%d of %d files are not as recorded.", n, len(list))
	}
	if len(list) == 1 {
		return "The file is identical " + checked + "."
	}
	return fmt.Sprintf("All %d files are identical %s.", len(list), checked)
}

// circumstances compares version, model, kernel, levers and assumptions, and
// says which of them may explain another file.
func circumstances(r, after *recorded) (*table.Table, []string) {
	t := &table.Table{Name: "circumstances", Title: "Inputs and machine of the run", Columns: []table.Column{
		table.Words("what", "what", 40), table.YesNos("same", "same"), table.Words("recorded", "recorded", 24), table.Words("now", "now", 24),
	}}
	var reasons []string
	add := func(what, then, now, reason string) {
		t.Add(table.Word(what), table.YesNo(then == now), table.Word(then), table.Word(now))
		if then != now {
			reasons = append(reasons, reason)
		}
	}
	add("version", r.Version, after.Version, "another version")
	add("model", r.ModelHash, after.ModelHash, "another model")
	if r.Kernel != "" && after.Kernel != "" {
		add("kernel", r.Kernel, after.Kernel, "another kernel")
	}
	for _, s := range r.Scenarios {
		i := slices.IndexFunc(after.Scenarios, func(n output.ManifestScenario) bool { return n.Name == s.Name })
		if i < 0 {
			add("path "+s.Name, "run", "not run", "the path "+s.Name+" is not run now")
		} else if levers := leversThatDiffer(s.Levers, after.Scenarios[i].Levers); levers != "" {
			add("levers of "+s.Name, "as recorded", levers, "other levers of "+s.Name)
		}
	}
	for _, w := range r.Worlds {
		i := slices.IndexFunc(after.Worlds, func(n output.ManifestWorld) bool { return n.Name == w.Name })
		if i < 0 {
			add("world "+w.Name, "run", "not run", "the world "+w.Name+" is not run now")
		} else if names := valuesThatDiffer(w.Parameters, after.Worlds[i].Parameters); names != "" {
			add("assumptions of "+w.Name, "as recorded", names, "other assumptions in "+w.Name)
		}
	}
	return t, reasons
}
