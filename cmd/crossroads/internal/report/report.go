// SPDX-License-Identifier: Apache-2.0

// Package report has the command that writes everything about some paths into one
// page.
package report

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/document"
	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/judgement"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/audits/overview"
	"crossroads/scenarios/runs/ensemble"
)

// reportOptions are the flags of report.
type reportOptions struct {
	flags.Options
	from string
}

// NewReport makes the command that writes everything about some paths into one
// page.
func NewReport() *cobra.Command {
	var o reportOptions
	c := &cobra.Command{
		Use:   "report [PATH | FILE.yaml]...",
		Short: "Write one page with inputs, results and doubts",
		Long: model.Label + `

Runs the chosen paths, or all built-in ones, and writes report.html: one file that opens without a network or JavaScript
and prints on A4. It holds everything needed to reproduce it (crossroads replay report.html).`,
		Example: `  crossroads report
  crossroads report kinetic my.yaml --world backlash --against kinetic --out mine
  crossroads ensemble --members 10000 --out big && crossroads report --from big`,
	}
	o.BindOut(c)
	o.BindWorld(c)
	o.BindUntil(c)
	o.BindAgainst(c)
	o.BindMembers(c, 1000, "its audits take 500 of them at most")
	o.BindFrom(c)
	c.Flags().StringVar(&o.from, "from", "", "folder of an ensemble whose draws are shown, instead of new draws")
	c.Flags().StringVar(&o.Figures, "figures", "none", "pdf: print the page to report.pdf too, with an installed Chromium")
	c.RunE = func(c *cobra.Command, args []string) error { return writeReport(c, &o, args) }
	return c
}

// writeReport runs the paths and writes the page.
func writeReport(c *cobra.Command, o *reportOptions, names []string) error {
	toPrint := o.Figures == "pdf"
	if !toPrint && o.Figures != "none" {
		return flags.Usagef("--figures %s: the figures stand in the page (pdf prints the page; compare writes figures to files)", o.Figures)
	}
	if toPrint && chromium() == "" {
		return fmt.Errorf("--figures pdf: no Chromium is installed (chromium or google-chrome on the path, or print report.html from a browser)")
	}
	a, err := newData(c, o, names)
	if err != nil {
		return err
	}
	out, err := o.OpenFolder()
	if err != nil {
		return err
	}
	defer out.Discard()
	if err := out.Write([]output.File{{Name: "report.html", Write: a.write}}); err != nil {
		return err
	}
	if toPrint {
		err := out.Write([]output.File{{Name: "report.pdf", Write: func(w io.Writer) error { return printPage(w, out.Draft("report.html")) }}})
		if err != nil {
			return err
		}
	}
	if err := out.Finish(a.Manifest); err != nil {
		return err
	}
	out.Say(c.ErrOrStderr())
	return nil
}

// Data is everything a report tells.
type Data struct {
	options *reportOptions
	ctx     context.Context
	*overview.Result
	Against  *scenarios.Run // in the chosen world
	Draws    *distributions
	Lead     []string // how world and draws agree with the counts
	Facts    []table.Fact
	Manifest *output.Manifest
	Sections []section
	Chart    chartData

	judged *judgement.Judgement // measured when first asked for
}

// judgement is which outcomes of the paths rest mainly on judgement, in the
// chosen world.
func (a *Data) judgement() (*judgement.Judgement, error) {
	if a.judged == nil {
		var err error
		if a.judged, err = judgement.Of(a.ctx, a.World, a.Paths, a.Horizon); err != nil {
			return nil, err
		}
	}
	return a.judged, nil
}

// newData runs the paths and gathers the sections.
func newData(c *cobra.Command, o *reportOptions, names []string) (*Data, error) {
	a := &Data{options: o, ctx: c.Context()}
	q, err := chosen(o, names)
	if err != nil {
		return nil, err
	}
	if a.Result, err = q.Run(); err != nil {
		return nil, err
	}
	a.Against = a.Runs[q.Reference]
	if a.Draws, err = a.draws(c, o, names); err != nil {
		return nil, err
	}
	if a.Lead, err = ensemble.FitLines(a.Draws.Draws, a.World); err != nil {
		return nil, err
	}
	a.Facts = table.Facts(table.Fact{Name: "world", Cell: table.Word(strings.Replace(a.World.Marked(), a.World.Name, a.World.Label, 1))}, table.Fact{Name: "years", Cell: table.Word(fmt.Sprintf("%d to %d", model.Fork.Year(), a.Against.Years.Last()))},
		table.Fact{Name: "draws", Cell: table.Count(a.Draws.Members)}, table.Fact{Name: "seed", Cell: table.Seed(a.Draws.Seed)})
	a.Chart = newChartData(a)
	a.Manifest = o.NewManifest(a.Horizon, a.Paths, a.World)
	a.Manifest.Members, a.Manifest.Seed = a.Draws.Members, a.Draws.Seed
	for _, newSection := range reportSections {
		s, err := newSection(a)
		if err != nil {
			return nil, err
		}
		if s.ID == "" {
			continue
		}
		for _, f := range s.Figures {
			a.Manifest.Outputs = append(a.Manifest.Outputs, output.Written{Name: f.Key + ".svg", SHA256: f.Sum, Bytes: int64(len(f.SVG))})
		}
		a.Sections = append(a.Sections, s)
	}
	summary, err := summarySection(a)
	if err != nil {
		return nil, err
	}
	a.Sections = append([]section{summary}, a.Sections...)
	return a, nil
}

// chosen is what is asked: the paths, the world and the end that are named, or those
// of the ensemble whose draws are shown.
func chosen(o *reportOptions, names []string) (q overview.Question, err error) {
	if o.from != "" && len(names) > 0 {
		return q, flags.Usagef("--from %s: names the paths already (no further ones)", o.from)
	}
	if o.from != "" {
		if q.Paths, q.World, q.Horizon, err = recorded(o.from); err != nil {
			return q, err
		}
		q.Reference = slices.IndexFunc(q.Paths, func(s *scenarios.Scenario) bool { return s.Name == o.Against })
		if q.Reference < 0 {
			return q, flags.Usagef("--against %s: is not in the ensemble of %s", o.Against, o.from)
		}
		return q, nil
	}
	var reference *scenarios.Scenario
	if q.Paths, reference, err = o.FindPaths(names); err != nil {
		return q, err
	}
	q.Reference = slices.Index(q.Paths, reference)
	if q.World, err = o.FindWorld(); err != nil {
		return q, err
	}
	q.Horizon, err = o.Horizon()
	return q, err
}

// write writes the page.
func (a *Data) write(w io.Writer) error { return document.WriteDocument(w, "report.html", a) }

// Command is the line that makes the report again.
func (a *Data) Command() string {
	return "crossroads " + strings.Join(quotedWords(a.Manifest.Command), " ")
}

// Title says what the report is about.
func (a *Data) Title() string {
	return fmt.Sprintf("%s on the Pakistan–Afghanistan border, %d to %d", table.Plural(len(a.Runs), "policy path"), model.HistoryStart.Year(), a.Against.Years.Last())
}

// quotedWords puts quotes around words that a shell would take apart.
func quotedWords(words []string) []string {
	var list []string
	for _, w := range words {
		if w == "" || strings.ContainsAny(w, " \t\n'\"\\$`&|;<>()*?[]#~!{}") {
			w = "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
		}
		list = append(list, w)
	}
	return list
}

// section is a part of a report.
type section struct {
	ID, Title string
	Words     []string
	Opening   []point // before figures and tables
	Points    []point // after them
	Figures   []document.ShownFigure
	Tables    []*table.Table
	Sentences []string
	Folded    []folded
	Explore   bool // the chart that answers to the reader stands here
	Details   bool // the details begin here
}

// point is a short paragraph under a word of its own.
type point struct{ Head, Text string }

// folded is what a reader may open.
type folded struct {
	Title     string
	Tables    []*table.Table
	Texts     []namedText
	Sentences []string
}

// namedText is a text shown as it is.
type namedText struct{ Name, Text string }

// browsers are the names under which a Chromium may be installed.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"}

// chromium is the path of an installed Chromium, or nothing.
func chromium() string {
	for _, name := range browsers {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// printed finds when a PDF was made.
var printed = regexp.MustCompile(`\(D:[0-9]{14}[^)]*\)`)

// printPage prints a page to PDF. The date is left out, so that equal pages give
// equal files.
func printPage(w io.Writer, page string) error {
	page, err := filepath.Abs(page)
	if err != nil {
		return err
	}
	to := page + ".pdf"
	defer os.Remove(to)
	args := []string{"--headless", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf=" + to, "file://" + filepath.ToSlash(page)}
	if os.Geteuid() == 0 {
		args = append([]string{"--no-sandbox"}, args...) // Chromium refuses to run as root otherwise
	}
	if out, err := exec.Command(chromium(), args...).CombinedOutput(); err != nil {
		return fmt.Errorf("the page cannot be printed: %w\n%s", err, bytes.TrimSpace(out))
	}
	text, err := os.ReadFile(to)
	if err != nil {
		return err
	}
	_, err = w.Write(printed.ReplaceAllFunc(text, func(date []byte) []byte {
		blank := bytes.Repeat([]byte("0"), len(date)) // as long, so that places in the file hold
		copy(blank, "(D:20000101000000Z")
		blank[len(blank)-1] = ')'
		return blank
	}))
	return err
}
