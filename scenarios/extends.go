// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"io"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// opener reads a file by its name.
type opener func(name string) ([]byte, error)

// readAtMost reads no more than most bytes.
func readAtMost(f io.Reader, most int64) ([]byte, error) {
	return io.ReadAll(io.LimitReader(f, most))
}

// extends reads which path another builds on.
func (r *reader) extends(s *Scenario, p pair) {
	name := r.text("extends", p.value)
	switch {
	case name == "":
	case isFile(name):
		if inner, text := r.inherited(p.value, name); inner != nil {
			base, err := inner.path(text)
			if r.adopt(p.value, name, err) {
				s.inherit(base)
			}
		}
	case slices.Contains(WorldNames(), name):
		r.fault(p.value, "extends: %s is a world (a path extends a path; --world %s runs it in that world)", name, name)
	default:
		base, err := Builtin(name)
		if err != nil {
			r.unknown(p.value, "extends", PathNames())
			return
		}
		s.inherit(base)
	}
	s.named = true
}

// extendsWorld reads which world another builds on.
func (r *reader) extendsWorld(w *World, p pair) {
	name := r.text("extends", p.value)
	switch {
	case name == "":
	case isFile(name):
		if inner, text := r.inherited(p.value, name); inner != nil {
			base, err := inner.world(text)
			if r.adopt(p.value, name, err) {
				w.inherit(base)
			}
		}
	case slices.Contains(PathNames(), name):
		r.fault(p.value, "extends: %s is a path (a world extends a world)", name)
	default:
		base, err := FindWorld(name)
		if err != nil {
			r.unknown(p.value, "extends", WorldNames())
			return
		}
		w.inherit(base)
	}
}

// inherited opens a file that the one at hand builds on, or returns nil after
// noting why not.
func (r *reader) inherited(n *yaml.Node, name string) (*reader, []byte) {
	if r.open == nil {
		r.fault(n, "extends: no files can be read here (a built-in name)")
		return nil, nil
	}
	file := name
	if !filepath.IsAbs(file) {
		file = filepath.Join(filepath.Dir(r.file), filepath.FromSlash(file))
	}
	chain := append(slices.Clone(r.chain), filepath.Clean(file))
	if first := slices.Index(chain, filepath.Clean(file)); first < len(chain)-1 || len(chain) > maxDepth {
		r.fault(n, "extends: goes in a circle: %s (a chain that ends in a built-in)", strings.Join(basesOf(chain[first:]), " → "))
		return nil, nil
	}
	text, err := r.open(file)
	if err != nil {
		r.fault(n, "extends: %s cannot be read (a file beside this one, or a built-in name)", name)
		return nil, nil
	}
	return &reader{file: file, open: r.open, chain: chain, mixed: r.mixed}, text
}

// basesOf are the names of files without their folders.
func basesOf(files []string) []string {
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = filepath.Base(file)
	}
	return names
}

// adopt reports whether a file that the one at hand builds on was read, and notes
// its mistakes if not.
func (r *reader) adopt(n *yaml.Node, name string, err error) bool {
	if err == nil {
		return true
	}
	r.fault(n, "extends: %s has mistakes (they follow)", name)
	if mistakes, ok := err.(Mistakes); ok {
		r.others = append(r.others, mistakes...)
	}
	return false
}
