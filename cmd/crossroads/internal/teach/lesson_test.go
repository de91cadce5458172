// SPDX-License-Identifier: Apache-2.0

package teach

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/class/lesson"
)

// measuredKit is a lesson of the usual size, measured once.
var measuredKit = sync.OnceValues(func() (*lessonData, error) {
	steps, err := lesson.Steps(50)
	if err != nil {
		return nil, err
	}
	groups, err := lesson.Groups(35, 7)
	if err != nil {
		return nil, err
	}
	k := &lessonData{Minutes: 50, Pupils: 35, Steps: steps, Groups: groups}
	return k, k.measure(100, 1)
})

// newLessonData is a lesson about an outcome.
func newLessonData(t *testing.T, outcome string) *lessonData {
	t.Helper()
	measured, err := measuredKit()
	if err != nil {
		t.Fatal(err)
	}
	k := *measured
	k.Outcome, k.pageText = model.FindOutcome(outcome), []byte(model.Label+model.Version)
	if err := k.draw(); err != nil {
		t.Fatal(err)
	}
	return &k
}

// written fills in a page.
func written(t *testing.T, k *lessonData, name string) string {
	t.Helper()
	var b bytes.Buffer
	for _, p := range k.pieces() {
		if p.Name == name {
			if err := p.Write(&b); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
	}
	t.Fatalf("no page %s", name)
	return ""
}

func TestEveryPageOfALessonIsFilledInAndLabelled(t *testing.T) {
	for _, outcome := range model.OutcomeNames() {
		k := newLessonData(t, outcome)
		for _, p := range k.pieces() {
			var b bytes.Buffer
			if err := p.Write(&b); err != nil {
				t.Fatalf("%s for %s: %v", p.Name, outcome, err)
			}
			text := b.String()
			for _, broken := range []string{"<no value>", "%!", "NaN", "Inf"} {
				if strings.Contains(text, broken) {
					t.Errorf("%s for %s holds %q", p.Name, outcome, broken)
				}
			}
			pupils := strings.Contains("3-pupil-sheet.html 4-other-side.html 8-role-cards.html 9-worksheet.html pupils.html", p.Name)
			if !strings.Contains(text, model.Label) || !pupils && !strings.Contains(text, model.Version) {
				t.Errorf("%s does not carry the label and the version", p.Name)
			}
		}
	}
}

// identifiers are words with underscores, which only files and commands hold.
var identifiers = regexp.MustCompile(`[a-z]+_[a-z_]+`)

// tags are the marks of a page, which are not read.
var tags = regexp.MustCompile(`(?s)<style.*?</style>|<[^>]*>`)

func TestSheetsForPupilsHoldNoIdentifierAndAskForNoNumberOfDead(t *testing.T) {
	k := newLessonData(t, "attacks")
	for _, name := range []string{"3-pupil-sheet.html", "4-other-side.html", "8-role-cards.html", "9-worksheet.html", "pupils.html"} {
		text := tags.ReplaceAllString(written(t, k, name), "")
		for _, found := range slices.Concat(identifiers.FindAllString(text, -1), []string{scenarios.ModelHash(), "seed", "kinetic", "Kinetic", "CR1"}, scenarios.BuiltinNames(), scenarios.WorldNames()[1:]) {
			if strings.Contains(text, found) {
				t.Errorf("%s holds %q", name, found)
			}
		}
	}
	if text := written(t, k, "3-pupil-sheet.html"); !strings.Contains(text, "I guess the mix") || strings.Contains(text, "how many") {
		t.Error("the sheet asks for something else than a guess of a path")
	}
}

func TestSlidesNameNoFileAndNoHash(t *testing.T) {
	text := tags.ReplaceAllString(written(t, newLessonData(t, "attacks"), "6-slides.html"), "")
	for _, found := range slices.Concat(identifiers.FindAllString(text, -1), []string{scenarios.ModelHash(), "kinetic"}, scenarios.BuiltinNames(), scenarios.WorldNames()[1:]) {
		if strings.Contains(text, found) {
			t.Errorf("the slides hold %q", found)
		}
	}
}

func TestTheScriptNamesTheGroupsAsTheyAreSeated(t *testing.T) {
	for seated, want := range map[[2]int]string{{35, 7}: "7 groups of 5", {33, 8}: "1 group of 5 and 7 groups of 4"} {
		k := newLessonData(t, "attacks")
		var err error
		if k.Groups, err = lesson.Groups(seated[0], seated[1]); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(written(t, k, "2-script.html"), want) {
			t.Errorf("%v: the script does not say %q", seated, want)
		}
	}
}

func TestAShortLessonLeavesOutTheGroups(t *testing.T) {
	k := newLessonData(t, "attacks")
	var err error
	if k.Steps, err = lesson.Steps(30); err != nil {
		t.Fatal(err)
	}
	for name, words := range map[string]string{"2-script.html": "Groups report", "3-pupil-sheet.html": "My path"} {
		if strings.Contains(written(t, k, name), words) {
			t.Errorf("%s still holds %q", name, words)
		}
	}
}

func TestTeachingFilesBeginWhereTheCurrentCourseStands(t *testing.T) {
	k := newLessonData(t, "attacks")
	for _, p := range k.pieces() {
		if !output.IsYAML(p.Name) {
			continue
		}
		s, err := scenarios.Parse(p.Name, []byte(written(t, k, p.Name)))
		if err != nil {
			t.Fatal(err)
		}
		if s.Budget == nil || s.Budget.Limit != k.Budget {
			t.Errorf("%s: budget %v, want %v", p.Name, s.Budget, k.Budget)
		}
		run, err := s.Run(scenarios.Central(), model.DefaultHorizon)
		if err != nil {
			t.Fatal(err)
		}
		for i := range model.OutcomeTable {
			o := &model.OutcomeTable[i]
			if got, want := o.Of(run.Years), o.Of(k.Against.Years); got != want {
				t.Errorf("%s: %s = %v, want %v", p.Name, o.Name, got, want)
			}
		}
		if over := s.Budget.Over(run.Years); len(over) > 0 {
			t.Errorf("%s is over its budget in %v", p.Name, over)
		}
	}
	for i := range lesson.RoleTable {
		role := &lesson.RoleTable[i]
		s, err := scenarios.Parse("r.yaml", []byte(written(t, k, roleFile(role))))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(s.Shown, role.Says()) {
			t.Errorf("%s shows %v, want %v", role.Name, s.Shown, role.Says())
		}
	}
}

func TestEveryMainPathFitsTheBudgetOfALesson(t *testing.T) {
	k := newLessonData(t, "attacks")
	b := scenarios.Budget{Limit: k.Budget, Counted: []*model.Outcome{model.FindOutcome("operations_spending"), model.FindOutcome("programmes_spending"), model.FindOutcome("investment_announced")}}
	for _, r := range k.Runs {
		if over := b.Over(r.Years); len(over) > 0 {
			t.Errorf("%s is over %v in %v", r.Scenario.Name, k.Budget, over)
		}
	}
}

func TestTheAnswerKeyIsReadOffTheRuns(t *testing.T) {
	k := newLessonData(t, "attacks")
	key := written(t, k, "5-answer-key.html")
	narrow := model.FindOutcome("deaths_civilian_security")
	for i, runs := range k.InWorld {
		for _, r := range runs {
			if n := table.Amount(narrow.Of(r.Years), narrow.Unit) + " / "; !strings.Contains(key, n) {
				t.Errorf("%s in %s: %q is not in the answer key", r.Scenario.Name, k.Worlds[i].Name, n)
			}
		}
	}
	for _, q := range k.Worksheet() {
		if q.Answer == "" || q.Ask == "" || q.Blanks == 0 {
			t.Errorf("question %q lacks an answer, a text or lines to write on", q.Title)
		}
	}
}

func TestLinksToThePageUseTheLettersOfTheLeverTable(t *testing.T) {
	text := written(t, newLessonData(t, "attacks"), "pupils.html")
	if want := "only=tprxd&amp;outcome=attacks"; !strings.Contains(text, want) {
		t.Errorf("the page where pupils begin does not hold %s", want)
	}
}

func TestEverySlideTheScriptNamesIsThere(t *testing.T) {
	for _, outcome := range []string{"attacks", "deaths_all"} {
		k := newLessonData(t, outcome)
		script, slides := written(t, k, "2-script.html"), written(t, k, "6-slides.html")
		named := regexp.MustCompile(`(?i)slide “([^”]*)”`).FindAllStringSubmatch(script, -1)
		if len(named) < 8 {
			t.Fatalf("the script names %d slides, want eight or more", len(named))
		}
		for _, m := range regexp.MustCompile(`<h2>([^<]*)</h2>`).FindAllStringSubmatch(slides, -1) {
			if !slices.ContainsFunc(named, func(n []string) bool { return n[1] == m[1] }) {
				t.Errorf("%s: the script never shows the slide %q", outcome, m[1])
			}
		}
		for _, m := range named {
			if !strings.Contains(slides, ">"+m[1]+"</h") {
				t.Errorf("%s: no slide is called %q", outcome, m[1])
			}
		}
		for _, file := range regexp.MustCompile(`href="([^"#]*)"`).FindAllStringSubmatch(written(t, k, "1-read-first.html"), -1) {
			if file[1] != "data:," && !slices.ContainsFunc(k.pieces(), func(p output.File) bool { return p.Name == file[1] }) {
				t.Errorf("the page to read first names %s, which is not in the folder", file[1])
			}
		}
	}
}

func TestTheCommandWritesTheWholeFolder(t *testing.T) {
	out := filepath.Join(t.TempDir(), "lesson")
	_, said, err := ask(NewLesson(), "--pupils", "33", "--groups", "8", "--members", "100", "--page=false", "--out", out)
	if err != nil || !strings.Contains(said, "Wrote 17 files") {
		t.Fatalf("%v: %s", err, said)
	}
	for args, want := range map[string]string{
		"--minutes 10": "is outside what a lesson can be", "--pupils 0": "--pupils", "--outcome nothing": "unknown outcome", "--members 3": "members",
	} {
		if _, _, err := ask(NewLesson(), append(strings.Fields(args), "--out", out)...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("lesson %s: %v, want %q", args, err, want)
		}
	}
}

func TestThePageIsWrittenWithItsManifest(t *testing.T) {
	c, out := &cobra.Command{Use: "page"}, filepath.Join(t.TempDir(), "page")
	c.SetContext(t.Context())
	var o flags.Options
	o.BindOut(c)
	o.Out = out
	if err := writePage(c, &o, testPage); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(filepath.Join(out, pageFile)); err != nil || !bytes.Equal(text, testPage) {
		t.Errorf("the page is %q, %v", text, err)
	}
	if _, _, err := ask(NewPage(), "--world", "mine.yaml", "--out", out); err == nil || !strings.Contains(err.Error(), "the page holds the built-in worlds") {
		t.Errorf("a world of one's own: %v", err)
	}
}

func TestGradesGoOnFromTheirNumber(t *testing.T) {
	for g, want := range map[gradeCount]string{
		{model.Cited, 1}: "is cited", {model.Cited, 2}: "are cited", {model.Judgement, 1}: "comes from our judgement", {model.FewStudies, 2}: "come from " + string(model.FewStudies),
	} {
		if got := g.Words(); got != want {
			t.Errorf("%d %s, want %s", g.Count, got, want)
		}
	}
}
