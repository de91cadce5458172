// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
)

func TestMain(m *testing.M) {
	claimMembers = 20
	os.Exit(m.Run())
}

// ask runs a command line below a root and returns what it prints.
func ask(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	root := &cobra.Command{Use: "crossroads", SilenceErrors: true, SilenceUsage: true}
	root.AddCommand(NewDescribe(), NewExplain())
	root.SetArgs(args)
	root.SetOut(&out)
	root.SetErr(&out)
	err := root.ExecuteContext(t.Context())
	return out.String(), err
}

// answered is what a command line prints; it must not fail.
func answered(t *testing.T, args ...string) string {
	t.Helper()
	text, err := ask(t, args...)
	if err != nil {
		t.Fatalf("%v: %v", args, err)
	}
	return text
}

func TestEveryTopicIsTablesThatMachinesCanRead(t *testing.T) {
	broken := regexp.MustCompile(`NaN|\bInf\b|%!|<nil>`)
	for _, topic := range append(Topics(), "tilt") {
		o := &options{path: scenarios.Reference}
		c := &cobra.Command{}
		o.BindFormat(c)
		o.BindWorld(c)
		o.BindUntil(c)
		if o.tilt = topic == "tilt"; o.tilt {
			topic = "parameters"
		}
		d, err := o.answer(topic)
		if err != nil {
			t.Fatalf("%s: %v", topic, err)
		}
		names := map[string]bool{}
		for _, one := range d.Tables {
			if names[one.Name] {
				t.Errorf("%s: two tables are named %s", topic, one.Name)
			}
			names[one.Name] = true
			for _, f := range one.Fields() {
				if len(f.Name) > 40 || strings.Count(f.Name, "_") > 4 || f.Doc == "" {
					t.Errorf("%s, table %s: column %q has the meaning %q", topic, one.Name, f.Name, f.Doc)
				}
			}
		}
		for _, format := range []string{"text", "md", "json", "csv"} {
			var b bytes.Buffer
			if err := d.Write(&b, format, ""); err != nil {
				t.Errorf("%s: %v", topic, err)
			}
			if words := broken.FindString(b.String()); words != "" {
				t.Errorf("%s: says %s", topic, words)
			}
		}
	}
}

func TestDescribeRefusesWhatDoesNotBelongToATopic(t *testing.T) {
	for line, want := range map[string]string{
		"describe":                                 "(0 given)",
		"describe lever":                           "did you mean levers?",
		"describe levers kinetic":                  "(2 given)",
		"describe levers --world backlash":         "this table does not depend on it",
		"describe evidence --until 2030":           "this table does not depend on it",
		"describe levers --format xmile":           "only describe equations has this format",
		"describe levers --format xmle":            "did you mean xmile",
		"describe levers --table nowhere":          "unknown table",
		"describe loops kinetik":                   "did you mean kinetic?",
		"describe equations nobody --format xmile": "unknown path",
		"describe schedule --world bakclash":       "did you mean backlash?",
		"describe evidence --world bakclash":       "did you mean backlash?",
		"describe schedule --until 1999":           "1999",
		"explain":                                  "(0 given)",
		"explain suppression --world bakclash":     "did you mean backlash?",
	} {
		if _, err := ask(t, strings.Fields(line)...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", line, err, want)
		}
	}
}

func TestEquationsAreWrittenForOtherPrograms(t *testing.T) {
	if text := answered(t, "describe", "equations", "kinetic", "--format", "xmile"); !strings.Contains(text, "<xmile") {
		t.Errorf("no XMILE: %.80s", text)
	}
	if text := answered(t, "describe", "equations", "--format", "latex"); !strings.Contains(text, `\begin{document}`) {
		t.Errorf("no LaTeX: %.80s", text)
	}
}

func TestTheModelColumnOfEvidenceDependsOnTheWorld(t *testing.T) {
	central, backlash := answered(t, "describe", "evidence", "--table", "compared"), answered(t, "describe", "evidence", "--table", "compared", "--world", "backlash")
	if central == backlash {
		t.Error("the same figures in the world backlash as in central")
	}
}

func TestEvidenceSaysFirstHowManyFiguresAreMissedAndListsThem(t *testing.T) {
	d, err := Evidence(scenarios.Central())
	if err != nil {
		t.Fatal(err)
	}
	missed := d.Tables[0]
	if missed.Name != "missed" || len(missed.Rows) == 0 || !strings.Contains(d.Answer[0], table.Count(len(missed.Rows)).Text()+" of those we recommend") {
		t.Errorf("the answer %q does not count the %d rows of table %s", d.Answer[0], len(missed.Rows), missed.Name)
	}
}

func TestAScheduleHoldsShocksAndRulesOfTheFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mine.yaml")
	text := "doc: A rule and a shock.\nrules:\n  - {when: attacks > 1500 for 3 months, until: attacks < 1200, then: {operations_tempo: 90}}\nshocks: [talks_fail: {at: 2030-05, trust_lost: 0.4}]\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	got := answered(t, "describe", "schedule", file)
	for _, want := range []string{"attacks > 1500", "attacks < 1200", "operations_tempo = 90", "2030-05"} {
		if !strings.Contains(got, want) {
			t.Errorf("does not say %q", want)
		}
	}
}

func TestSharesOfDrawsOfClaimsCarryTheirNumberOfDraws(t *testing.T) {
	d, err := Claims()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range d.Tables[0].Rows {
		for i, c := range d.Tables[0].Columns {
			if c.Name == "prior" && row[i].(table.Share).Of != claimMembers {
				t.Errorf("claim %v: %v", row[0].Value(), row[i])
			}
		}
	}
}

func TestTheTableOfAssumptionsCountsWhatVariesAndWhatIsFitted(t *testing.T) {
	d := Parameters()
	if rows := len(d.Tables[0].Rows); rows != len(model.ParameterTable) {
		t.Errorf("%d rows, want %d", rows, len(model.ParameterTable))
	}
	if want := "of which 60 vary and 4 are constant"; !strings.Contains(d.Answer[0], want) {
		t.Errorf("%q does not say %q", d.Answer[0], want)
	}
}

func TestFiguresAreWrittenWithTheirUnitAndRange(t *testing.T) {
	for id, want := range map[string]string{
		"E08": "1,600 killed (713 to 1,612)", "PICSS-2025-attacks": "1,066 attacks (1,063 to 1,066)", "E22": "540 million US dollars (540 to 690)", "E23": "0", "E28": "",
	} {
		if got := FigureWords(model.FindEvidence(id)); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}

func TestExplainShowsTheLabelsOfOutcomes(t *testing.T) {
	text := answered(t, "explain", "suppression")
	if !strings.Contains(text, "All killed, militants") || strings.Contains(text, "deaths_all") {
		t.Error("the effects name outcomes as files do, not as people read them")
	}
}

func TestExplainReadsFilesOfOnesOwn(t *testing.T) {
	dir := t.TempDir()
	path, world := filepath.Join(dir, "my.yaml"), filepath.Join(dir, "world.yaml")
	for name, text := range map[string]string{path: "doc: Short.\nextends: investment\nhorizon: {fork: 2026-01, end: 2035-12}\nlevers: {openness: {2026: 0.3, 2030: to 1}}\nshocks: [ceasefire: {at: 2027-03, months: 5, multiplier: 0.3}]\n",
		world: "doc: Other.\nparameters: {revenge: 2.5, pool: {value: 90000, outside: a guess}, contagion: {uncertain: uniform}}\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{path: "It ends in 2035-12", path + ".openness": "The file sets the values", path + ".dialogue": "does not set it"} {
		if text := answered(t, "explain", name); !strings.Contains(text, want) {
			t.Errorf("%s: does not say %q", filepath.Base(name), want)
		}
	}
	if _, err := ask(t, "explain", filepath.Join(dir, "nowhere.yaml")); err == nil {
		t.Error("a file that is not there is explained")
	}
	if _, err := ask(t, "explain", filepath.Join(dir, "nowhere.yaml")+".openness"); err == nil {
		t.Error("a lever of a file that is not there is explained")
	}
}
