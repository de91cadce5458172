package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"crossroads/cmd/crossroads/internal/output"
	"crossroads/model"
	"crossroads/scenarios"
)

// folder gathers the files of one command and puts them in place together, so
// that a failed run leaves earlier results whole.
type folder struct {
	path    string
	draft   string // a folder beside the finished files
	written []outputFile
}

// outputFile is one line of the manifest.
type outputFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// openFolder makes the folder, if need be, and a draft inside it.
func openFolder(path string) (*folder, error) {
	if err := os.MkdirAll(path, 0o755); err != nil {
		return nil, fmt.Errorf("--out %s: cannot be made: %w (a folder that can be written)", path, err)
	}
	draft, err := output.MakeDraft(path)
	if err != nil {
		return nil, fmt.Errorf("--out %s: cannot be written: %w (a folder that can be written)", path, err)
	}
	return &folder{path: path, draft: draft}, nil
}

// discard removes the draft; what was put in place stays.
func (f *folder) discard() { os.RemoveAll(f.draft) }

// piece is a file to write.
type piece struct {
	name  string
	write func(io.Writer) error
}

// write writes the pieces at once, as many at a time as there are processors.
// The manifest lists them in the order given.
func (f *folder) write(pieces []piece) error {
	written, errs := make([]outputFile, len(pieces)), make([]error, len(pieces))
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	for i := range pieces {
		all.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			written[i], errs[i] = f.writeOne(pieces[i])
		})
	}
	all.Wait()
	for i := range pieces {
		if errs[i] != nil {
			return fmt.Errorf("%s: cannot be written: %w", filepath.Join(f.path, pieces[i].name), errs[i])
		}
	}
	f.written = append(f.written, written...)
	return nil
}

// writeOne writes one piece to the draft.
func (f *folder) writeOne(p piece) (outputFile, error) {
	file, err := os.Create(filepath.Join(f.draft, p.name))
	if err != nil {
		return outputFile{}, err
	}
	defer file.Close()
	sum := sha256.New()
	if err := p.write(io.MultiWriter(file, sum)); err != nil {
		return outputFile{}, err
	}
	info, err := file.Stat()
	if err != nil {
		return outputFile{}, err
	}
	return outputFile{p.name, hex.EncodeToString(sum.Sum(nil)), info.Size()}, file.Close()
}

// publish moves every file of the draft into place.
func (f *folder) publish() error {
	for _, w := range f.written {
		if err := os.Rename(filepath.Join(f.draft, w.Name), filepath.Join(f.path, w.Name)); err != nil {
			return err
		}
	}
	return os.Remove(f.draft)
}

// manifest is what it takes to make the files again and to check them.
type manifest struct {
	Label     string             `json:"label"`
	Version   string             `json:"version"`
	ModelHash string             `json:"model_hash"`
	Command   []string           `json:"command"`
	From      string             `json:"from"`
	Until     string             `json:"until"`
	Seed      uint64             `json:"seed,omitempty"`
	Members   int                `json:"members,omitempty"`
	Kernel    string             `json:"kernel,omitempty"` // that ran; no number depends on it
	Worlds    []manifestWorld    `json:"worlds"`
	Scenarios []manifestScenario `json:"scenarios"`
	Outputs   []outputFile       `json:"outputs"`
}

// manifestWorld is a world in full.
type manifestWorld struct {
	Name       string             `json:"name"`
	YAML       string             `json:"yaml"`
	Parameters map[string]float64 `json:"parameters"`
}

// manifestScenario is a path in full: its text and the levers it comes to.
type manifestScenario struct {
	Name   string                        `json:"name"`
	YAML   string                        `json:"yaml"`
	Levers map[string]map[string]float64 `json:"levers"` // by lever and the month from which a value holds
}

// newManifest describes a command over the given paths and worlds.
func newManifest(command []string, h model.Horizon, paths []*scenarios.Scenario, worlds ...*scenarios.World) *manifest {
	m := &manifest{
		Label: model.Label, Version: model.Version, ModelHash: scenarios.ModelHash(), Command: portable(command),
		From: h.Start.String(), Until: (h.End - 1).String(),
	}
	for _, w := range worlds {
		values := map[string]float64{}
		for i := range model.ParameterTable {
			row := &model.ParameterTable[i]
			values[row.Name] = *row.Of(&w.Parameters)
		}
		m.Worlds = append(m.Worlds, manifestWorld{w.Name, w.Text, values})
	}
	for _, s := range paths {
		m.Scenarios = append(m.Scenarios, manifestScenario{s.Name, s.Text, resolvedLevers(s, worlds, h)})
	}
	return m
}

// portable is a command line without what belongs to one machine or one moment.
func portable(command []string) []string { return output.Portable(command) }

// isYAML tells a scenario or world file by its ending.
func isYAML(name string) bool {
	ext := filepath.Ext(name)
	return ext == ".yaml" || ext == ".yml"
}

// resolvedLevers lists, for every lever, the months in which its value changes,
// scaled as the budget says in the first of the worlds.
func resolvedLevers(s *scenarios.Scenario, worlds []*scenarios.World, h model.Horizon) map[string]map[string]float64 {
	levers := map[string]map[string]float64{}
	plan := s.Plan(h)
	if len(worlds) > 0 {
		plan = s.PlanIn(worlds[0], h)
	}
	for i := range model.LeverTable {
		row := &model.LeverTable[i]
		changes := map[string]float64{}
		for m := range plan.Months {
			v := *row.Of(&plan.Months[m])
			if m == 0 || v != *row.Of(&plan.Months[m-1]) {
				changes[(h.Start + model.Month(m)).String()] = v
			}
		}
		levers[row.Name] = changes
	}
	return levers
}

// finish writes the manifest over all files so far and puts everything in place.
func (f *folder) finish(m *manifest) error {
	m.Outputs = f.written
	m.Kernel, _ = model.KernelName()
	err := f.write([]piece{{"manifest.json", func(w io.Writer) error {
		var b bytes.Buffer
		encoder := json.NewEncoder(&b)
		encoder.SetIndent("", "  ")
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(m); err != nil {
			return err
		}
		_, err := w.Write(output.Seal(b.Bytes()))
		return err
	}}})
	if err != nil {
		return err
	}
	return f.publish()
}

// names lists the finished files, for a closing word.
func (f *folder) names() string {
	var list []string
	for _, w := range f.written {
		list = append(list, w.Name)
	}
	return strings.Join(list, ", ")
}
