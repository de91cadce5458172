// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
)

// sample is a page around a model that is none.
func sample(t *testing.T) []byte {
	t.Helper()
	page, err := Page(Model{Packed: []byte("packed"), Starts: []byte("// starts")}, []byte(`{"tables":{}}`))
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func TestPageCarriesLabelPolicyAndEveryPart(t *testing.T) {
	page := sample(t)
	if found := regexp.MustCompile(`\{\{[a-z]+\}\}`).Find(page); found != nil {
		t.Errorf("%s was not filled in", found)
	}
	if !bytes.Contains(page, []byte(model.Label)) {
		t.Errorf("%q does not stand in the page", model.Label)
	}
	policy := Policy(page)
	for _, want := range []string{"default-src 'none'", "script-src 'sha256-", "'wasm-unsafe-eval'", "style-src 'sha256-"} {
		if !strings.Contains(policy, want) {
			t.Errorf("policy %q lacks %s", policy, want)
		}
	}
	if strings.Contains(policy, "'unsafe-") {
		t.Errorf("policy %q allows what is unsafe", policy)
	}
	if found := regexp.MustCompile(`(?i)<[^>]+ (style|on[a-z]+)="`).Find(page); found != nil {
		t.Errorf("%s: the policy forbids it", found)
	}
	if found := regexp.MustCompile(`(src|href)="https?:`).Find(page); found != nil {
		t.Errorf("%s: the page needs nothing from elsewhere", found)
	}
}

func TestScriptAndStyleAreLight(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(sample(t)); err != nil {
		t.Fatal(err)
	}
	z.Close()
	if most := 150_000; packed.Len() > most {
		t.Errorf("script and style: %d bytes packed, want %d at most", packed.Len(), most)
	}
}

func TestPageRefusesPartsThatWouldEndEarly(t *testing.T) {
	for _, bad := range []string{`{"a":"</script>"}`, `{"a":"<!--"}`} {
		if _, err := Page(Model{}, []byte(bad)); err == nil {
			t.Errorf("%s: was taken", bad)
		}
	}
}

func TestEveryModuleIsInTheListAfterThoseItImports(t *testing.T) {
	files, err := filepath.Glob("page/*.js")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, name := range modules {
		text, err := sources.ReadFile("page/" + name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range importLine.FindAllSubmatch(text, -1) {
			if from := string(found[2]) + ".js"; !seen[from] {
				t.Errorf("%s imports %s, which does not come before it", name, from)
			}
		}
		seen[name] = true
	}
	for _, f := range files {
		if name := filepath.Base(f); !seen[name] && name != "worker.js" {
			t.Errorf("%s is in no list", name)
		}
	}
}

// Words that take sides or claim to know the future.
var unwanted = regexp.MustCompile(`(?i)\b(winner|wins|best|better|worse|worst|optimal|martyr\w*|eliminat\w*|terrorist\w*|likely|unlikely|probabl[ey]|predicts?|will happen|confidence)\b`)

func TestTextsTakeNoSideAndPredictNothing(t *testing.T) {
	text, err := sources.ReadFile("page/strings.js")
	if err != nil {
		t.Fatal(err)
	}
	// A key is not shown; only what stands in quotes is.
	for _, found := range regexp.MustCompile("'[^'\n]*'|`[^`]*`").FindAll(text, -1) {
		found = regexp.MustCompile(`\$\{[^}]*\}`).ReplaceAll(found, nil)
		if bad := unwanted.Find(found); bad != nil && !bytes.Contains(found, []byte("Predict first")) {
			t.Errorf("%s: %q", found, bad)
		}
	}
}

func TestModelInsideTheProgramIsOfItsOwnModel(t *testing.T) {
	hash, err := os.ReadFile("built/" + hashFile)
	if os.IsNotExist(err) {
		t.Skip("no model inside: go generate ./cmd/crossroads/web makes one for a program that leaves its sources")
	}
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.TrimSpace(string(hash)), scenarios.ModelHash(); got != want {
		t.Errorf("built holds model %s, the sources are model %s (go generate ./cmd/crossroads/web)", got, want)
	}
	m, err := Build(t.Context(), ".", func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	inside, err := os.ReadFile("built/" + packedFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(inside, m.Packed) {
		t.Error("built holds another program than the sources make (go generate ./cmd/crossroads/web)")
	}
}

func TestEveryEventHasItsWordsOnThePage(t *testing.T) {
	text, err := sources.ReadFile("page/strings.js")
	if err != nil {
		t.Fatal(err)
	}
	from := bytes.Index(text, []byte("  shock: {"))
	part := text[from:]
	part = part[:bytes.Index(part, []byte("\n  },"))]
	for i := range scenarios.ShockTable {
		if name := scenarios.ShockTable[i].Name; bytes.Count(part, []byte(name+": ")) != 3 {
			t.Errorf("%s: the page needs its name, its sign and what is typical", name)
		}
	}
}
