// SPDX-License-Identifier: Apache-2.0

// Package replay certifies results: it hashes the files beside a manifest and
// runs the recorded command again.
package replay

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"crossroads/cmd/crossroads/internal/output"
	"crossroads/scenarios"
	"crossroads/scenarios/files"
)

// The marks around the manifest inside a report.
const (
	manifestOpens  = `<script type="application/json" id="manifest">`
	manifestCloses = `</script>`
)

// unrepeatable are the commands that have no results to compare.
var unrepeatable = []string{"replay", "verify", "serve", "page", "completion", "version"}

// recorded is a manifest as it was read.
type recorded struct {
	output.Manifest
	file   string // as it was named
	folder string // where the files lie
	name   string // of the file inside the folder
	whole  bool   // whether the manifest stands inside the only file, a report
	sealed bool   // whether it has a checksum
	intact bool   // whether the checksum holds
}

// read reads a manifest: one in a folder, one of its own, or one inside a report.
// The files it names must lie beside it.
func read(name string) (*recorded, error) {
	file := name
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		file = filepath.Join(name, "manifest.json")
	}
	text, err := files.Read(file, output.MaxManifest)
	if err != nil {
		return nil, err
	}
	return parse(file, text)
}

// parse reads the text of a manifest file, or of a report with one inside.
func parse(file string, text []byte) (*recorded, error) {
	var err error
	r := &recorded{file: file, folder: filepath.Dir(file), name: filepath.Base(file)}
	inside := text
	if filepath.Ext(file) == ".html" {
		_, rest, opens := bytes.Cut(text, []byte(manifestOpens))
		var closes bool
		inside, _, closes = bytes.Cut(rest, []byte(manifestCloses))
		if !opens || !closes {
			return nil, fmt.Errorf("%s: holds no manifest; name a report written by crossroads report", file)
		}
		r.whole = true
	}
	decoder := json.NewDecoder(bytes.NewReader(inside))
	decoder.DisallowUnknownFields()
	err = decoder.Decode(&r.Manifest)
	if err == nil {
		if _, more := decoder.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("text follows its end")
		}
	}
	if err == nil && (len(r.Command) == 0 || r.ModelHash == "") {
		err = errors.New("it names no command or no model")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: is no manifest: %w; name the manifest.json beside the files, or a report.html", file, err)
	}
	if r.whole {
		r.Outputs = nil // they are parts of the page, which is compared as a whole
		return r, nil
	}
	r.sealed, r.intact = r.Checksum != "", output.SealHolds(text)
	for _, w := range r.Outputs {
		if filepath.Base(w.Name) != w.Name || strings.HasPrefix(w.Name, ".") {
			return nil, fmt.Errorf("%s: names the file %q; every file must lie beside the manifest", file, w.Name)
		}
	}
	return r, nil
}

// again is the recorded command line with the recorded paths and worlds written
// to a folder and named in place of the old, and the names of those that are
// built in otherwise now. What is built in and has not changed keeps its name.
func (r *recorded) again(folder string) (args, changed []string, err error) {
	command := output.Portable(r.Command) // a manifest of an older version may hold more
	if len(command) == 0 {
		return nil, nil, fmt.Errorf("%s: names no command", r.file)
	}
	if slices.Contains(unrepeatable, command[0]) || strings.HasPrefix(command[0], "-") {
		return nil, nil, fmt.Errorf("%s: the command %s cannot be run again; only commands that write results can", r.file, command[0])
	}
	written := map[string]string{} // by the name of the path or world
	keep := func(name, text, builtin string) error {
		if text == builtin {
			return nil
		}
		if filepath.Base(name) != name || name == "." || name == ".." || strings.ContainsAny(name, `/\`) {
			return fmt.Errorf("%s: %q is no name of a path or world", r.file, name)
		}
		file := name + ".yaml"
		for _, word := range command { // another ending may be shorter
			_, value, _ := strings.Cut(word, "=")
			for _, w := range []string{word, value} {
				if base := filepath.Base(w); output.IsYAML(base) && strings.TrimSuffix(base, filepath.Ext(base)) == name {
					file = base
				}
			}
		}
		written[name] = filepath.Join(folder, file)
		return os.WriteFile(written[name], []byte(text), 0o644)
	}
	for _, s := range r.Scenarios {
		builtin := ""
		if known, err := scenarios.Builtin(s.Name); err == nil {
			builtin = known.Text
		}
		if err := keep(s.Name, s.YAML, builtin); err != nil {
			return nil, nil, err
		}
	}
	for _, w := range r.Worlds {
		builtin := ""
		if known, err := scenarios.FindWorld(w.Name); slices.Contains(scenarios.WorldNames(), w.Name) && err == nil {
			builtin = known.Text
		}
		if err := keep(w.Name, w.YAML, builtin); err != nil {
			return nil, nil, err
		}
	}
	named := map[string]bool{}
	replace := func(word string) string {
		name := word
		if output.IsYAML(word) {
			name = strings.TrimSuffix(filepath.Base(word), filepath.Ext(word))
		}
		named[name] = true
		file, ok := written[name]
		switch {
		case !ok:
			return word
		case !output.IsYAML(word):
			changed = append(changed, name)
		}
		return file
	}
	several := func(words string) string { // a flag may name several, separated by commas
		list := strings.Split(words, ",")
		for i := range list {
			list[i] = replace(list[i])
		}
		return strings.Join(list, ",")
	}
	writes := func(flag string) bool { return strings.HasPrefix(flag, "-") && strings.HasSuffix(flag, "-out") }
	for i, word := range command {
		flag, value, joined := strings.Cut(word, "=")
		switch {
		case joined && writes(flag):
			args = append(args, flag+"="+filepath.Join(folder, filepath.Base(value)))
		case i > 0 && writes(command[i-1]):
			args = append(args, filepath.Join(folder, filepath.Base(word)))
		case joined && strings.HasPrefix(flag, "--"):
			args = append(args, flag+"="+several(value))
		case i == 0 || strings.HasPrefix(word, "-"):
			args = append(args, word)
		default:
			args = append(args, several(word))
		}
	}
	// A command that names no path ran all those built in, one that names no
	// world the central one; what has changed since has to be named now.
	builtIn := func(s output.ManifestScenario) bool { return slices.Contains(scenarios.BuiltinNames(), s.Name) }
	if !slices.ContainsFunc(r.Scenarios, func(s output.ManifestScenario) bool { return named[s.Name] || !builtIn(s) }) &&
		slices.ContainsFunc(r.Scenarios, func(s output.ManifestScenario) bool { return written[s.Name] != "" }) {
		for _, s := range r.Scenarios {
			args = append(args, replace(s.Name))
		}
	}
	if len(r.Worlds) == 1 && !named[r.Worlds[0].Name] && written[r.Worlds[0].Name] != "" {
		args = append(args, "--world", replace(r.Worlds[0].Name))
	}
	return args, changed, nil
}
