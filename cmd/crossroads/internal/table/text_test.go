// SPDX-License-Identifier: Apache-2.0

package table

import (
	"slices"
	"strings"
	"testing"
)

func TestATableApartHasItsNotesOnceAndNoneIsSaidOfNoRows(t *testing.T) {
	apart := &Table{Name: "apart", Title: "Killed", Apart: "world", Columns: []Column{Words("world", "world", 0), Counts("n", "n").AsKey()}, Notes: []string{"Once."}}
	if g := apart.Grids(); len(g) != 1 || !slices.Equal(g[0].Notes, apart.Notes) {
		t.Errorf("without rows %v", g)
	}
	apart.Add(Word("x"), Count(1))
	apart.Add(Word("y"), Count(2))
	if g := apart.Grids(); len(g) != 2 || g[0].Title != "Killed: x" || len(g[0].Notes) != 0 || !slices.Equal(g[1].Notes, apart.Notes) || !g[0].Number(0) {
		t.Errorf("with rows %v", g)
	}
	var b strings.Builder
	d := &Document{Tables: []*Table{{Name: "none", Title: "Nobody", Columns: []Column{Counts("n", "n")}}}}
	if err := d.Write(&b, "text", ""); err != nil || !strings.Contains(b.String(), "Nobody\nNone.\n") {
		t.Errorf("%v: %q", err, b.String())
	}
}

func TestHeadingsOnOneLineKeepTheHyphensOfNames(t *testing.T) {
	for heading, want := range map[string]string{"force-\nworks": "force-works", "poste-\nrior": "posterior", "civilians\n+ security": "civilians + security"} {
		if got := OneLine(heading); got != want {
			t.Errorf("%q becomes %q, want %q", heading, got, want)
		}
	}
}
