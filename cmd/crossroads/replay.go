package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/model"
	"crossroads/scenarios"
)

// newReplay makes the command that does an earlier command over again.
func newReplay() *cobra.Command {
	var o options
	c := &cobra.Command{
		Use:   "replay MANIFEST.json | report.html",
		Short: "Do an earlier run over again and say whether the files come out the same",
		Long: model.Label + `

Carries out the command recorded in a manifest, or in a report, with the scenario and world files recorded there, and
compares the model and every file written. Exit 0: identical; 1: something differs, and the table says what.`,
		Example: "  crossroads replay out/manifest.json\n  crossroads replay report.html",
		Args:    oneArgument("manifest"),
	}
	o.bindFormat(c)
	c.RunE = func(c *cobra.Command, args []string) error { return replay(c, &o, args[0]) }
	return c
}

// replay carries out the recorded command in a folder of its own and compares.
func replay(c *cobra.Command, o *options, name string) error {
	before, err := readManifest(name)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "crossroads-replay-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	args, changed, err := before.again(folder)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	out := filepath.Join(folder, "out")
	if err := carryOut(append(args, "--out", out)); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	after, err := readManifest(filepath.Join(out, manifestIn(name)))
	if err != nil {
		return err
	}
	r, differ := replayReport(name, before, after, changed)
	r.Sentences = append(r.Sentences, firstDifferences(filepath.Dir(name), out, before, after)...)
	if err := r.print(c.OutOrStdout(), o.format); err != nil {
		return err
	}
	if differ > 0 {
		return fmt.Errorf("%s: %s not as recorded (the table says which)", name, things(differ))
	}
	return nil
}

// things counts what differs.
func things(n int) string {
	if n == 1 {
		return "1 thing is"
	}
	return fmt.Sprintf("%d things are", n)
}

// manifestIn is the file, among those a command writes, that holds a manifest
// in the form of the one read.
func manifestIn(name string) string {
	if filepath.Ext(name) == ".html" {
		return "report.html"
	}
	return "manifest.json"
}

// The marks around the manifest inside a report.
const (
	manifestOpens  = `<script type="application/json" id="manifest">`
	manifestCloses = `</script>`
)

// readManifest reads a manifest from a file of its own or out of a report.
func readManifest(name string) (*manifest, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var whole []byte
	if filepath.Ext(name) == ".html" {
		_, rest, opens := bytes.Cut(text, []byte(manifestOpens))
		inside, _, closes := bytes.Cut(rest, []byte(manifestCloses))
		if !opens || !closes {
			return nil, fmt.Errorf("%s: holds no manifest (a report written by crossroads report)", name)
		}
		whole, text = text, inside
	}
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("%s: is no manifest: %w (the manifest.json beside the files, or report.html)", name, err)
	}
	if len(m.Command) == 0 || m.ModelHash == "" {
		return nil, fmt.Errorf("%s: is no manifest: it names no command or no model (the manifest.json beside the files, or report.html)", name)
	}
	if whole != nil {
		// The page cannot hold its own hash; it is compared as a whole beside its parts.
		m.Outputs = append(m.Outputs, outputFile{"report.html", sum256(whole), int64(len(whole))})
	}
	return &m, nil
}

// again is the recorded command line with the recorded files written to a
// folder and named in place of the old, and what was built in then but is
// otherwise now. Built-in paths and worlds that have not changed keep their
// names.
func (m *manifest) again(folder string) (args, changed []string, err error) {
	if m.Command[0] == "replay" || m.Command[0] == "serve" {
		return nil, nil, fmt.Errorf("command %s: cannot be replayed (a command that writes files)", m.Command[0])
	}
	files := map[string]string{} // by the name of the path or world
	keep := func(name, text, builtin string) error {
		if text == builtin {
			return nil
		}
		if filepath.Base(name) != name || name == "." || name == ".." {
			return fmt.Errorf("%q: is no name of a path or world", name)
		}
		files[name] = filepath.Join(folder, name+".yaml")
		return os.WriteFile(files[name], []byte(text), 0o644)
	}
	for _, s := range m.Scenarios {
		builtin := ""
		if known, err := scenarios.Builtin(s.Name); err == nil {
			builtin = known.Text
		}
		if err := keep(s.Name, s.YAML, builtin); err != nil {
			return nil, nil, err
		}
	}
	for _, w := range m.Worlds {
		builtin := ""
		if known, err := scenarios.FindWorld(w.Name); slices.Contains(scenarios.WorldNames(), w.Name) && err == nil {
			builtin = known.Text
		}
		if err := keep(w.Name, w.YAML, builtin); err != nil {
			return nil, nil, err
		}
	}
	named := map[string]bool{}
	written := func(word string) string {
		name := word
		if isYAML(word) {
			name = strings.TrimSuffix(filepath.Base(word), filepath.Ext(word))
		}
		named[name] = true
		file, ok := files[name]
		switch {
		case !ok:
			return word
		case !isYAML(word):
			changed = append(changed, name)
		}
		return file
	}
	for i, word := range m.Command {
		flag, value, joined := strings.Cut(word, "=")
		outFlag := func(f string) bool { return strings.HasPrefix(f, "-") && strings.HasSuffix(f, "-out") }
		switch {
		case joined && outFlag(flag):
			args = append(args, flag+"="+filepath.Join(folder, filepath.Base(value)))
		case i > 0 && outFlag(m.Command[i-1]):
			args = append(args, filepath.Join(folder, filepath.Base(word)))
		case joined && strings.HasPrefix(flag, "-"):
			args = append(args, flag+"="+written(value))
		case i == 0 || strings.HasPrefix(word, "-"):
			args = append(args, word)
		default:
			args = append(args, written(word))
		}
	}
	// A command that names no path ran all those built in, one that names no
	// world the central one; what has changed since has to be named now.
	builtIn := func(s manifestScenario) bool { return slices.Contains(scenarios.PathNames(), s.Name) }
	if !slices.ContainsFunc(m.Scenarios, func(s manifestScenario) bool { return named[s.Name] || !builtIn(s) }) &&
		slices.ContainsFunc(m.Scenarios, func(s manifestScenario) bool { return files[s.Name] != "" }) {
		for _, s := range m.Scenarios {
			args = append(args, written(s.Name))
		}
	}
	if len(m.Worlds) == 1 && !named[m.Worlds[0].Name] && files[m.Worlds[0].Name] != "" {
		args = append(args, "--world", written(m.Worlds[0].Name))
	}
	return args, changed, nil
}

// carryOut runs a command line with this program, in a process of its own.
func carryOut(args []string) error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	var said bytes.Buffer
	again := exec.Cmd{Path: program, Args: append([]string{os.Args[0]}, args...), Stderr: &said}
	if err := again.Run(); err != nil {
		return fmt.Errorf("the recorded command does not run any more: crossroads %s: %w\n%s",
			strings.Join(portable(args), " "), err, strings.TrimSpace(said.String()))
	}
	return nil
}

// replayReport lists what was recorded beside what came out now, and counts
// what differs.
func replayReport(name string, before, after *manifest, changed []string) (*report, int) {
	r := &report{
		Title: fmt.Sprintf("%s, replayed: crossroads %s", filepath.ToSlash(name), strings.Join(before.Command, " ")),
		Facts: facts(),
	}
	differ := 0
	verdict := func(same bool) string {
		if same {
			return "identical"
		}
		differ++
		return "DIFFERENT"
	}
	t := block{Columns: []column{{"what", "what", 40}, {"verdict", "", 10}, {"recorded", "recorded", 18}, {"now", "now", 18}}}
	add := func(what, then, now string) { t.Rows = append(t.Rows, []any{what, verdict(then == now), then, now}) }
	add("version", before.Version, after.Version)
	add("model", before.ModelHash, after.ModelHash)
	for _, s := range before.Scenarios {
		levers := "not run"
		for _, n := range after.Scenarios {
			if n.Name == s.Name {
				levers = leversThatDiffer(s.Levers, n.Levers)
			}
		}
		if levers != "" {
			add("levers of "+s.Name, "", levers)
		}
	}
	for _, w := range before.Worlds {
		for _, n := range after.Worlds {
			if n.Name == w.Name && !maps.Equal(n.Parameters, w.Parameters) {
				add("assumptions of "+w.Name, "", "other values")
			}
		}
	}
	now := map[string]string{}
	for _, f := range after.Outputs {
		now[f.Name] = f.SHA256
	}
	for _, f := range before.Outputs {
		sum, written := now[f.Name]
		if !written {
			sum = "not written"
		}
		add(f.Name, digits(f.SHA256), digits(sum))
		delete(now, f.Name)
	}
	for _, extra := range slices.Sorted(maps.Keys(now)) {
		add(extra, "not written", digits(now[extra]))
	}
	r.Blocks = []block{t}
	if len(changed) > 0 {
		r.Sentences = append(r.Sentences, fmt.Sprintf("Built in otherwise since then, and run as recorded: %s.", list(changed)))
	}
	if differ == 0 {
		r.Sentences = append(r.Sentences, fmt.Sprintf("Identical: model, levers, assumptions and every file written (%d).", len(before.Outputs)))
	}
	return r, differ
}

// digits is a hash, short enough for a table.
func digits(sum string) string { return sum[:min(16, len(sum))] }

// leversThatDiffer names the levers two resolved paths do not share.
func leversThatDiffer(a, b map[string]map[string]float64) string {
	var names []string
	for i := range model.LeverTable {
		name := model.LeverTable[i].Name
		if !maps.Equal(a[name], b[name]) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// firstDifferences says, for each table that lies beside the manifest as
// recorded and came out otherwise, how many lines differ and which is the first.
func firstDifferences(then, now string, before, after *manifest) []string {
	var sentences []string
	for _, f := range before.Outputs {
		i := slices.IndexFunc(after.Outputs, func(n outputFile) bool { return n.Name == f.Name })
		if filepath.Ext(f.Name) != ".csv" || i < 0 || after.Outputs[i].SHA256 == f.SHA256 {
			continue
		}
		a, err := os.ReadFile(filepath.Join(then, f.Name))
		if err != nil {
			continue
		}
		b, err := os.ReadFile(filepath.Join(now, f.Name))
		if err != nil {
			continue
		}
		was, is := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
		count, first := 0, -1
		for l := range max(len(was), len(is)) {
			if l >= len(was) || l >= len(is) || was[l] != is[l] {
				if count++; first < 0 {
					first = l
				}
			}
		}
		if first >= 0 && first < min(len(was), len(is)) {
			sentences = append(sentences, fmt.Sprintf("%s: %d of %d lines differ, first line %d: %s, now %s", f.Name, count, len(was)-1, first+1, was[first], is[first]))
		}
	}
	return sentences
}
