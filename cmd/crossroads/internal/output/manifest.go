// SPDX-License-Identifier: Apache-2.0

package output

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
)

// Manifest is what it takes to make the files again and to check them.
type Manifest struct {
	Label     string             `json:"label"`
	Version   string             `json:"version"`
	ModelHash string             `json:"model_hash"`
	Results   string             `json:"results,omitempty"` // what the folder holds and nothing else, such as compare
	Command   []string           `json:"command"`
	From      string             `json:"from"`
	Until     string             `json:"until"`
	Seed      uint64             `json:"seed,omitempty"`
	Members   int                `json:"members,omitempty"`
	Kernel    string             `json:"kernel,omitempty"` // that ran; no number depends on it
	Worlds    []ManifestWorld    `json:"worlds"`
	Scenarios []ManifestScenario `json:"scenarios"`
	Outputs   []Written          `json:"outputs"`
	Checksum  string             `json:"checksum,omitempty"` // of the manifest itself; see Seal
}

// MaxManifest is the largest manifest that is read, in bytes.
const MaxManifest = 64 << 20

// write writes the sealed manifest.
func (m *Manifest) write(w io.Writer) error {
	m.Kernel, _ = model.KernelName()
	var b bytes.Buffer
	if err := writeJSON(&b, m); err != nil {
		return err
	}
	_, err := w.Write(Seal(b.Bytes()))
	return err
}

// ManifestWorld is a world in full.
type ManifestWorld struct {
	Name       string             `json:"name"`
	YAML       string             `json:"yaml"`
	Parameters map[string]float64 `json:"parameters"`
}

// ManifestScenario is a path in full: its text and the levers it comes to.
type ManifestScenario struct {
	Name   string                        `json:"name"`
	YAML   string                        `json:"yaml"`
	Levers map[string]map[string]float64 `json:"levers"` // by lever and the month from which a value holds
}

// NewManifest describes a command line and what it was computed from.
func NewManifest(args []string, s Source) *Manifest {
	m := &Manifest{
		Label: model.Label, Version: model.Version, ModelHash: scenarios.ModelHash(), Command: Portable(args),
		From: s.Horizon.Start.String(), Until: (s.Horizon.End - 1).String(), Seed: s.Seed, Members: s.Members,
	}
	for _, w := range s.Worlds {
		values := map[string]float64{}
		for i := range model.ParameterTable {
			row := &model.ParameterTable[i]
			values[row.Name] = *row.Of(&w.Parameters)
		}
		m.Worlds = append(m.Worlds, ManifestWorld{w.Name, w.Text, values})
	}
	for _, p := range s.Paths {
		m.Scenarios = append(m.Scenarios, ManifestScenario{p.Name, p.Text, resolvedLevers(p, s.Worlds, s.Horizon)})
	}
	return m
}

// results says what the folder of the manifest holds.
func (m *Manifest) results() string {
	if m.Results == "" && len(m.Command) > 0 {
		return m.Command[0] // a manifest of an older version
	}
	return m.Results
}

// unrecorded are the flags that change no file, and whether each takes a value.
var unrecorded = map[string]bool{
	"--out": true, "--force": false, "--watch": false, "--resume": false, "--save-every": true,
	"--format": true, "--table": true, "--quiet": false, "--dry-run": false,
}

// Portable is a command line without what belongs to one machine or one moment:
// where its files went, how they were shown, and the folders of scenario and
// world files, whose text the manifest holds. So equal runs give equal manifests
// wherever they are made, resumed or not.
func Portable(args []string) []string {
	var kept []string
	for i := 0; i < len(args); i++ {
		flag, value, joined := strings.Cut(args[i], "=")
		takes, drop := unrecorded[flag]
		switch {
		case drop:
			if takes && !joined {
				i++
			}
		case joined && IsYAML(value):
			kept = append(kept, flag+"="+baseName(value))
		case !joined && IsYAML(flag):
			kept = append(kept, baseName(flag))
		default:
			kept = append(kept, args[i])
		}
	}
	return kept
}

// baseName is a file without its folder, never to be taken for a flag.
func baseName(file string) string {
	base := scenarios.CleanName(filepath.Base(file))
	if strings.HasPrefix(base, "-") {
		return "./" + base
	}
	return base
}

// IsYAML reports whether a file is a scenario or world file, by its ending.
func IsYAML(name string) bool {
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
