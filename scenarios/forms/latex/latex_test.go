// SPDX-License-Identifier: Apache-2.0

package latex

import (
	"strings"
	"testing"

	"crossroads/model"
)

func TestTheDocumentHoldsEveryEquationAndCloses(t *testing.T) {
	var b strings.Builder
	if err := Write(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for i := range model.EquationTable {
		e := &model.EquationTable[i]
		if !strings.Contains(text, e.Symbol+" = "+e.TeX+"}") {
			t.Errorf("%s: its equation is missing", e.Name)
		}
	}
	for _, want := range []string{"ILLUSTRATIVE --- not a forecast", `\begin{document}`, `\end{document}`, `operations\_tempo`, `attack\_rate`} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for number, line := range strings.Split(text, "\n") {
		plain := strings.NewReplacer(`\{`, "", `\}`, "").Replace(line)
		if strings.Count(plain, "{") != strings.Count(plain, "}") || strings.Count(plain, `\left(`) != strings.Count(plain, `\right)`) {
			t.Errorf("line %d: brackets do not close: %s", number+1, line)
		}
		for _, r := range line {
			if r > 0xff && number > 0 {
				t.Errorf("line %d: holds %q, which plain LaTeX has no letter for", number+1, r)
			}
		}
	}
}
