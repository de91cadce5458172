// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"crossroads/model"
)

// Key is one key of a file or of a part of one.
type Key struct {
	Name    string
	Value   string // what stands behind it
	Doc     string // a sentence or two
	Example string // lines of a file that hold it
}

// key is a Key and how it is read into what its mapping describes.
type key[T any] struct {
	Key
	read func(r *reader, into *T, p pair)
}

// named are the names of a table of keys, in its order.
func named[T any](table []key[T]) []string {
	names := make([]string, len(table))
	for i := range table {
		names[i] = table[i].Name
	}
	return names
}

// documented is a table of keys for those who only describe it.
func documented[T any](table []key[T]) []Key {
	list := make([]Key, len(table))
	for i := range table {
		list[i] = table[i].Key
	}
	return list
}

// fill reads a mapping by a table of keys, in the order of the table, because
// later keys rest on earlier ones. It refuses keys that the table does not have.
func fill[T any](r *reader, thing string, n *yaml.Node, table []key[T], into *T) {
	entries, known := r.pairs(thing, n), named(table)
	if (thing == inPath || thing == inWorld) && len(entries) > 0 && !slices.ContainsFunc(entries, func(p pair) bool {
		return slices.Contains(known, p.key.Value) || misplaced(thing, p.key.Value) != "" || Closest(p.key.Value, known) != ""
	}) {
		r.fault(entries[0].key, "file: names none of the keys of a %s file (%s)", thing, strings.Join(known, ", "))
		return
	}
	for _, p := range entries {
		if slices.Contains(known, p.key.Value) {
			continue
		}
		if advice := misplaced(thing, p.key.Value); advice != "" {
			r.fault(p.key, "%s: %s", p.key.Value, advice)
			continue
		}
		what := "key"
		if thing != inPath && thing != inWorld {
			what = thing + " key"
		}
		r.unknown(p.key, what, known)
	}
	for i := range table {
		for _, p := range entries {
			if p.key.Value == table[i].Name {
				table[i].read(r, into, p)
			}
		}
	}
}

// The two kinds of file, as the messages about their topmost keys name them.
const (
	inPath  = "path"
	inWorld = "world"
)

// renamed are words that other tools use for a key, with the form that is right.
var renamed = map[string]map[string]string{
	inPath: {
		"from": "extends: three-pillar", "base": "extends: three-pillar", "starts": "horizon: {fork: 2025-10}",
		"start": "horizon: {fork: 2025-10}; values at the start stand in a world file", "world": "--world backlash on the command line",
		"fork": "horizon: {fork: 2025-10}", "end": "horizon: {end: 2040-12}", "until": "horizon: {end: 2040-12}",
	},
	inWorld: {"from": "extends: backlash", "base": "extends: backlash", "assumptions": "parameters:"},
	"rule":  {"set": "then: {operations_tempo: 80}", "if": "when: attacks > 1500"},
}

// pathOnly and worldOnly are the keys that one kind of file has and the other not.
var (
	pathOnly  = []string{"horizon", "levers", "rules", "budget", "levers_shown"}
	worldOnly = []string{"parameters", "start", "uncertain", "fit", "counts"}
)

// ownLine are the words that begin a line of their own in a path or a world.
func ownLine() []string {
	return append(slices.Concat(pathOnly, worldOnly, model.LeverNames(), model.ParameterNames()), "extends", "shocks", "label")
}

// misplaced says where a key belongs that stands in the wrong part or kind of
// file, or "" if it belongs nowhere.
func misplaced(thing, name string) string {
	switch {
	case thing == inPath && name != "start" && slices.Contains(worldOnly, name):
		return "is for assumptions, which a path does not set (a world file, my-world.yaml, run with --world my-world.yaml; --mixed allows both in one file)"
	case thing == inWorld && slices.Contains(pathOnly, name):
		return "belongs to a path, not to a world (a file of its own, run beside it)"
	case renamed[thing][name] != "":
		return fmt.Sprintf("is not a key (%s)", renamed[thing][name])
	case thing == inPath || thing == inWorld:
		return homeOf(thing, name, "")
	default:
		return ""
	}
}

// homeOf says where a lever, parameter, start value or shock belongs that stands
// in a section of a path or world, or at its top if section is empty.
func homeOf(file, name, section string) string {
	var is, home, below string
	switch {
	case model.FindLever(name) != nil:
		is, home, below = "a lever", inPath, "levers"
	case startParameter(name) != nil:
		is, home, below = "a value at the start", inWorld, "start"
	case findStartValue(name) != "":
		is, home, below = "a value at the start", inWorld, "start: "+findStartValue(name)
	case model.FindParameter(name) != nil:
		is, home, below = "a parameter", inWorld, "parameters"
	case findShock(name) != nil:
		is, home, below = "a shock", findShock(name).In, "shocks"
	default:
		return ""
	}
	if below == section {
		return ""
	}
	if !strings.Contains(below, ": ") {
		below += ": " + name
	}
	switch {
	case file == home:
		return fmt.Sprintf("is %s (%s: ...)", is, below)
	default:
		return fmt.Sprintf("is %s (%s: ... in the file of a %s)", is, below, home)
	}
}

// PathKeys are the keys of a path's file, in the order in which to write them.
func PathKeys() []Key { return documented(pathKeys()) }

// WorldKeys are the keys of a world's file, in the order in which to write them.
func WorldKeys() []Key { return documented(worldKeys()) }
