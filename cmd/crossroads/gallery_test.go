// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"crossroads/cmd/crossroads/internal/figures"
	"crossroads/model"
)

// TestTheGalleryIsCurrent compares docs/gallery.md and its figures with what plot
// draws now; UPDATE_README=1 writes them again.
func TestTheGalleryIsCurrent(t *testing.T) {
	if !long {
		t.Skip("changes with almost every commit, and is written anew before a release (CROSSROADS_LONG=1)")
	}
	var page strings.Builder
	fmt.Fprintf(&page, "# Gallery\n\n**%s**\n\nEvery figure that `crossroads plot` draws, with the command and the words the program says of it. Other commands draw the\n"+
		"same figures of their own results. Written by a test, which keeps it current.\n", model.Label)
	const folder = "../../docs/figures"
	for _, f := range figures.FigureTable {
		line := "plot " + f.Name
		if f.Name == "cross" {
			line += " --world backlash"
		}
		out := t.TempDir()
		words, _ := say(t, append(strings.Fields(line), "--figures", "svg", "--size", "column", "--out", out)...)
		drawn, err := os.ReadFile(filepath.Join(out, f.Name+".svg"))
		if err != nil {
			t.Fatal(err)
		}
		name := folder + "/" + f.Name + ".svg"
		kept, err := os.ReadFile(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		if !bytes.Equal(kept, drawn) {
			os.MkdirAll(folder, 0o755)
			keepDocument(t, name, string(kept), string(drawn))
		}
		said := strings.SplitN(strings.TrimSpace(words), "\n", 3) // label, title, description
		fmt.Fprintf(&page, "\n## %s\n\n%s\n\n    crossroads %s\n\n![%s](figures/%s.svg)\n\n%s\n", f.Name, said[1], line, f.Doc, f.Name, said[2])
	}
	const name = "../../docs/gallery.md"
	text, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	keepDocument(t, name, string(text), page.String())
}
