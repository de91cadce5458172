// SPDX-License-Identifier: Apache-2.0

package replay

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzParse holds that no text makes the reader of manifests panic, that every error names the file, and that repeating a
// manifest writes its paths and worlds to the folder given and nowhere else.
func FuzzParse(f *testing.F) {
	const head = `{"label":"","version":"0.2.0","model_hash":"1","from":"2021-01","until":"2040-12",`
	for _, text := range []string{
		head + `"command":["compare","my.yaml","--world=harsh"],"worlds":[{"name":"harsh","yaml":"doc: Harsh.\n","parameters":{"exit":0.1}}],"scenarios":[{"name":"my","yaml":"doc: Mine.\n","levers":{}}],"outputs":[{"name":"compare.csv","sha256":"00","bytes":1}]}`,
		head + `"command":["run","../x.yaml"],"worlds":null,"scenarios":[{"name":"../x","yaml":"doc: Out.\n"}],"outputs":[{"name":"../../etc/passwd"}]}`,
		head + `"command":["report","--out","x","--world-out=/tmp/y.yaml","--pairs","a:b"],"outputs":[]}`,
		head + `"command":["replay"]}`,
		head + `"command":[]}`,
		`{"checksum":"` + strings.Repeat("0", 64) + "\"\n}\n",
		"", "null", "[]", "{}{}", "\xff",
	} {
		f.Add(text, false)
		f.Add("<html>"+manifestOpens+text+manifestCloses, true)
	}
	f.Fuzz(func(t *testing.T, text string, inside bool) {
		parent := t.TempDir()
		file := filepath.Join(parent, "manifest.json")
		if inside {
			file = filepath.Join(parent, "report.html")
		}
		r, err := parse(file, []byte(text))
		if err != nil {
			if !strings.Contains(err.Error(), file) {
				t.Errorf("error %v names no file", err)
			}
			return
		}
		folder := filepath.Join(parent, "again")
		if err := os.Mkdir(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		r.again(folder)
		if beside, err := os.ReadDir(parent); err != nil || len(beside) != 1 {
			t.Errorf("beside the folder lie %v, error %v", beside, err)
		}
	})
}
