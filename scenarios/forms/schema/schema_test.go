// SPDX-License-Identifier: Apache-2.0

package schema

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/rogpeppe/go-internal/txtar"
	"go.yaml.in/yaml/v4"

	"crossroads/scenarios"
	"crossroads/scenarios/forms/blank"
)

// compiled is both schemas, ready to check with.
func compiled(t *testing.T) map[string]*jsonschema.Resolved {
	t.Helper()
	list := map[string]*jsonschema.Resolved{}
	for kind, write := range map[string]func() ([]byte, error){"path": Path, "world": World} {
		text, err := write()
		if err != nil {
			t.Fatal(err)
		}
		var schema jsonschema.Schema
		if err := json.Unmarshal(text, &schema); err != nil {
			t.Fatal(err)
		}
		if list[kind], err = schema.Resolve(nil); err != nil {
			t.Fatal(err)
		}
	}
	return list
}

// instance is a YAML node as an editor hands it to a schema.
func instance(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = instance(n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, instance(item))
		}
		return list
	}
	switch n.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int", "!!float":
		if v, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return v
		}
	}
	return n.Value
}

// beyond are the kinds of mistake that the language of schemas has no words for,
// by what the parser says of them, each with the reason.
var beyond = []struct {
	says, because string
	worth         bool // only of what is no plain number
}{
	{"is given twice", "an editor sees one value for a key, the last", false},
	{"comes after", "a schema does not order the keys of an object", false},
	{"a ramp has nothing to begin from", "which date is the first is a matter of order", false},
	{"lies before the path leaves", "the bound stands elsewhere in the file", false},
	{"lies after the end", "the bound stands elsewhere in the file", false},
	{"lies outside the run", "the bound stands elsewhere in the file", false},
	{"lies outside the path", "the bound stands elsewhere in the file", false},
	{"is later than that of", "the bound stands in another file", false},
	{"which it extends, starts in", "the start stands in another file", false},
	{"is outside the years the model runs", "the start stands elsewhere in the file", false},
	{"not set in", "the start stands elsewhere in the file", false},
	{"lies before the start", "the start stands elsewhere in the file", false},
	{"is in ", "units are added up to dimensions", false},
	{"outside its range", "a quantity with a unit, or a change, is worth what arithmetic makes it", true},
	{"outside its documented range", "a quantity with a unit, or a change, is worth what arithmetic makes it", true},
	{"has no meaning", "bounds of meaning depend on the row; the schema knows documented ranges", false},
	{"are not whole", "a quantity with a unit is worth what arithmetic makes it", true},
	{"may be read as octal", "an editor hands over numbers, not how they were written", false},
	{"has a plus sign", "an editor hands over numbers, not how they were written", false},
	{"has separators", "an editor hands over numbers, not how they were written", false},
	{"is not decimal", "an editor hands over numbers, not how they were written", false},
	{"takes away more than all", "a text with a number is not compared", false},
	{"divides by 0", "a text with a number is not compared", false},
	{"has nothing to be relative to", "it depends on another file", false},
	{"limits a second sum", "keys of one form are not counted", false},
	{"limits nothing", "keys of one form are not counted", false},
	{"counts operations twice", "words within a text are not compared", false},
	{"scales ", "words within a text are not compared with another value", false},
	{"goes in a circle", "it depends on other files", false},
	{"cannot be read", "it depends on other files", false},
	{"has mistakes", "it depends on other files", false},
	{"no files can be read here", "it depends on other files", false},
	{"is a text (", "an editor hands over values without their quotes", false},
	{"is not a plain value", "an editor hands over values without their tags and styles", false},
	{"is not a key", "an editor sees what << brings, not the <<", false},
	{"merges mappings", "an editor sees what << brings, not the <<", false},
	{"an alias stands for", "an editor sees what the alias stands for", false},
	{"has swallowed", "words within a text are not compared with keys", false},
	{"is held at", "it depends on the rest of the file", false},
	{"contradict one another", "it takes the whole matrix of correlations", false},
	{"draws lie between", "it takes the distribution", false},
	{"is not below high", "two values of an object are not compared", false},
	{"its centre", "two values of an object are not compared", false},
	{"yaml: ", "what is no YAML reaches no schema", false},
	{"file: ", "what is no file of its kind reaches no schema", false},
}

// plainNumber is a number that stands alone.
var plainNumber = regexp.MustCompile(`^-?[0-9.]+ *([,}\]#]|$)`)

// expressible reports whether a mistake is one that the schema must refuse.
func expressible(m scenarios.Mistake) bool {
	for _, kind := range beyond {
		if strings.Contains(m.Text, kind.says) {
			return kind.worth && plainNumber.MatchString(m.Source[m.Column-1:])
		}
	}
	return true
}

// agree holds that parser and schema agree on a file.
func agree(t *testing.T, schemas map[string]*jsonschema.Resolved, name, text string) {
	t.Helper()
	kind, parse := "path", func() error { _, err := scenarios.Parse(name, []byte(text)); return err }
	if scenarios.IsWorld([]byte(text)) {
		kind, parse = "world", func() error { _, err := scenarios.ParseWorld(name, []byte(text)); return err }
	}
	err := parse()
	top, bad := scenarios.Document([]byte(text))
	if bad != nil {
		if err == nil {
			t.Errorf("%s: is no YAML and has no mistakes", name)
		}
		return
	}
	refused := schemas[kind].Validate(instance(top))
	var mistakes scenarios.Mistakes
	switch errors.As(err, &mistakes); {
	case err == nil && refused != nil:
		t.Errorf("%s: has no mistakes, and the schema refuses it: %v\n%s", name, refused, text)
	case err != nil && refused == nil:
		for _, m := range mistakes {
			if expressible(m) {
				t.Errorf("the schema accepts what the parser refuses: %v\n%s", m, text)
			}
		}
	}
}

// commented is an entry behind a comment sign in a file to begin from.
var commented = regexp.MustCompile(`(?m)^(  )?# ?(( *- )?[a-z_]+:( [\[{"0-9].*)?)$`)

// TestSchemaAndParserAgree holds it on every built-in file, the files to begin
// from with and without their comment signs, every example of the language, and
// every broken file.
func TestSchemaAndParserAgree(t *testing.T) {
	schemas := compiled(t)
	for _, pattern := range []string{"../../*.yaml", "../../worlds/*.yaml"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			agree(t, schemas, filepath.Base(name), string(text))
		}
	}
	for name, text := range corpus(t) {
		agree(t, schemas, name, text)
	}
	base, err := scenarios.Builtin("three-pillar")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{blank.Path("mine.yaml", base), blank.World("mine.yaml", scenarios.Central())} {
		agree(t, schemas, "mine.yaml", text)
		all := commented.ReplaceAllString(text, "$1$2")
		if all == text {
			t.Fatal("no comment sign taken away")
		}
		agree(t, schemas, "all.yaml", all)
	}
	for _, key := range scenarios.PathKeys() {
		agree(t, schemas, key.Name+".yaml", example(key, "levers"))
	}
	for _, key := range scenarios.WorldKeys() {
		agree(t, schemas, key.Name+".yaml", example(key, "parameters"))
	}
	for i, text := range broken {
		agree(t, schemas, "broken-"+strconv.Itoa(i)+".yaml", text)
	}
}

// corpus is the broken files of the parser's own test; a file that stands for
// what no text holds is left to it.
func corpus(t *testing.T) map[string]string {
	t.Helper()
	names, err := filepath.Glob("../../testdata/broken/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if filepath.Ext(f.Name) == ".yaml" {
				texts[f.Name] = string(f.Data)
			}
		}
	}
	return texts
}

// example is the example of a key as a file, with a key that tells its kind.
func example(key scenarios.Key, sign string) string {
	text := key.Example + "\n"
	if key.Name != "doc" {
		text += "doc: X.\n"
	}
	if key.Name != sign {
		text += sign + ": {}\n"
	}
	return text
}

// broken are files with mistakes, beside those of the corpus.
var broken = []string{
	"levers: {openness: 0.3}\n",
	"doc:\nlevers: {}\n",
	"doc: X.\nlevres: {}\n",
	"doc: X.\nlevers: {opennes: 0.3}\n",
	"doc: X.\nlevers: {openness: 3}\n",
	"doc: X.\nlevers: {openness: 30%}\n",
	"doc: X.\nlevers: {openness: \"0,3\"}\n",
	"doc: X.\nlevers: {openness: yes}\n",
	"doc: X.\nlevers: {openness: .inf}\n",
	"doc: X.\nlevers: {openness: ~}\n",
	"doc: X.\nlevers: {openness: [0.3]}\n",
	"doc: X.\nlevers: {openness: {}}\n",
	"doc: X.\nlevers: {openness: {26: 0.3}}\n",
	"doc: X.\nlevers: {openness: {2026-13: 0.3}}\n",
	"doc: X.\nlevers: {openness: {2026: 0.3, 2030: upto 0.6}}\n",
	"doc: X.\nlevers: {openness: {2026: 0.3, 2030: to 0.6, 2030-01: 0.7}}\n",
	"doc: X.\nlevers: {openness: {2030: to 0.6}}\n",
	"doc: X.\nlevers: {openness: {2025: 0.3}}\n",
	"doc: X.\nlevers: {investment: 2 USD trillion/year}\n",
	"doc: X.\nlevers: {investment: 500 attacks/year}\n",
	"doc: X.\nlevers: {investment: 9000 USD million/year}\n",
	"doc: X.\nlevers: {investment: +9000%}\n",
	"doc: X.\nlevers: {replacement: 0.3}\n",
	"doc: X.\nextends: three-pilar\nlevers: {}\n",
	"doc: X.\nextends: backlash\nlevers: {}\n",
	"doc: X.\nextends: other.yaml\nlevers: {}\n",
	"doc: X.\nhorizon: {fork: 2019-01}\nlevers: {}\n",
	"doc: X.\nhorizon: {fork: 2027}\nlevers: {}\n",
	"doc: X.\nhorizon: {end: 2035-06}\nlevers: {}\n",
	"doc: X.\nhorizon: {end: 2035}\nlevers: {}\n",
	"doc: X.\nhorizon: {ends: 2035-12}\nlevers: {}\n",
	"doc: X.\nhorizon: 2035-12\nlevers: {}\n",
	"doc: X.\nshocks: {surge: {at: 2027, months: 3, extra: 5}}\n",
	"doc: X.\nshocks: []\n",
	"doc: X.\nshocks: [{surge: {at: 2027, months: 3}}]\n",
	"doc: X.\nshocks: [{surge: {months: 3, extra: 5}}]\n",
	"doc: X.\nshocks: [{surge: {at: 2027, months: 3.5, extra: 5}}]\n",
	"doc: X.\nshocks: [{surge: {at: 2027, months: 3, extra: 500}}]\n",
	"doc: X.\nshocks: [{surge: {at: 2027, month: 3, extra: 5}}]\n",
	"doc: X.\nshocks: [{surges: {at: 2027, months: 3, extra: 5}}]\n",
	"doc: X.\nshocks: [{mass_casualty_attack: {at: 2027}}]\nlevers: {}\n",
	"doc: X.\nshocks: [{surge: {at: 2027, months: 3, extra: 5}, ceasefire: {at: 2028, months: 2, multiplier: 0.5}}]\n",
	"doc: X.\nshocks: [{surge: {at: 2019, months: 3, extra: 5}}]\n",
	"doc: X.\nrules: [{when: attacks > 900, then: {dialogue: 1}}]\n",
	"doc: X.\nrules: [{when: attacks > 900, then: {dialogue: 1}, for: 6 months, until: attacks < 3}]\n",
	"doc: X.\nrules: [{when: attacks, then: {dialogue: 1}, for: 6 months}]\n",
	"doc: X.\nrules: [{when: attacks >= 3, then: {dialogue: 1}, for: 6 months}]\n",
	"doc: X.\nrules: [{when: attakcs > 3, then: {dialogue: 1}, for: 6 months}]\n",
	"doc: X.\nrules: [{when: attacks > 3, then: {dialog: 1}, for: 6 months}]\n",
	"doc: X.\nrules: [{when: attacks > 3, then: {dialogue: 2}, for: 6 months}]\n",
	"doc: X.\nrules: [{when: attacks > 3, then: {}, for: 6 months}]\n",
	"doc: X.\nrules: [{when: attacks > 3, then: {dialogue: 1}, for: 0.5}]\n",
	"doc: X.\nrules: [{when: attacks > 3, then: {dialogue: 1}, for: soon}]\n",
	"doc: X.\nrules: [{when: attacks > 3, then: {dialogue: 1}, until: attacks < 1 for 3 months}]\n",
	"doc: X.\nrules: [{if: attacks > 3, then: {dialogue: 1}, for: 6 months}]\n",
	"doc: X.\nbudget: 2500\nlevers: {}\n",
	"doc: X.\nbudget: {}\nlevers: {}\n",
	"doc: X.\nbudget: {operation: 2500}\nlevers: {}\n",
	"doc: X.\nbudget: {operations: -5}\nlevers: {}\n",
	"doc: X.\nbudget: {operations: 1, counts: promised}\nlevers: {}\n",
	"doc: X.\nlevers_shown: []\nlevers: {}\n",
	"doc: X.\nlevers_shown: [openness, openness]\nlevers: {}\n",
	"doc: X.\nlevers_shown: openness\nlevers: {}\n",
	"doc: X.\nlevers: {openness: 0.3}\nparameters: {pool: 20000}\n",
	"parameters: {pool: 20000}\n",
	"doc: X.\nparameters: {pol: 20000}\n",
	"doc: X.\nparameters: {pool: 1}\n",
	"doc: X.\nparameters: {pool: many}\n",
	"doc: X.\nparameters: {pool: {value: 30000}}\n",
	"doc: X.\nparameters: {pool: {value: 12000, outside_range: none}}\n",
	"doc: X.\nparameters: {fighters: 5000}\n",
	"doc: X.\nstart: {fighter: 5000}\n",
	"doc: X.\nstart: {fighters: 1}\n",
	"doc: X.\nparameters: {}\nshocks: [{surge: {at: 2027, months: 3, extra: 5}}]\n",
	"doc: X.\nuncertain: {inflow: {form: gamma}}\n",
	"doc: X.\nuncertain: {inflow: {form: normal, mean: 300}}\n",
	"doc: X.\nuncertain: {inflow: {form: uniform, mode: 300}}\n",
	"doc: X.\nuncertain: {inflow: {low: 600, high: 200}}\n",
	"doc: X.\nuncertain: {inflow: {low: 1, high: 200}}\n",
	"doc: X.\nuncertain: {inflow: {low: 200, high: 600}, correlations: [{between: [inflow], rank: 0.5}]}\n",
	"doc: X.\nuncertain: {inflow: {low: 200, high: 600}, correlations: [{between: [inflow, contagion], rank: 2}]}\n",
}
