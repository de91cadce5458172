// SPDX-License-Identifier: Apache-2.0

// Package output asks audits and puts their answers on the screen and into a
// folder: dry run, progress, tables, figures, manifest and data dictionary are
// the same whatever is asked.
package output

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
)

// An Audit is one question to the model. It is asked, run and shown the same way
// whatever it asks.
type Audit interface {
	// Plan says what the audit will do, without running anything.
	Plan() Plan
	// Run answers. It calls done with the number of runs just finished, from any
	// goroutine.
	Run(ctx context.Context, done func(runs int)) (*Answer, error)
}

// A Plan is what an audit will do.
type Plan struct {
	Runs    int
	Words   string   // what the runs are made of, such as "2 paths, 5 worlds, 500 draws"
	Tables  []string // names of the tables of the answer, in order
	Files   []string // names of the files, in order; those of figures without an ending
	Figures []string
}

// An Answer is what an audit found, as data.
type Answer struct {
	table.Document // Command and the facts of every answer are filled in
	Files          []File
	Figures        []*plots.Figure
	Source         Source
}

// A Source is what an answer was computed from.
type Source struct {
	Paths   []*scenarios.Scenario
	Worlds  []*scenarios.World
	Horizon model.Horizon
	Seed    uint64
	Members int
}

// A Request says how an answer is shown and where it is written.
type Request struct {
	Command string   // such as "robustness"
	Args    []string // the command line, for the manifest
	Format  string   // text, md, json or csv
	Table   string   // the one table to show, or table.List
	Out     string   // folder
	Force   bool     // whether Out may hold the results of another command
	DryRun  bool
	Drawing Drawing
	Stdout  io.Writer
	Stderr  io.Writer
}

// Ask asks an audit and shows its answer. What cannot be written, or a table
// there is not, is refused before anything is computed.
func Ask(ctx context.Context, r *Request, a Audit) error {
	plan := a.Plan()
	if r.Table == table.List {
		return table.WriteNames(r.Stdout, plan.Tables)
	}
	if r.Table != "" && r.Table != table.All && !slices.Contains(plan.Tables, r.Table) {
		return &scenarios.UnknownError{Thing: "table", Name: r.Table, Known: append(plan.Tables, table.List, table.All)}
	}
	if r.DryRun {
		return r.show(plan.document(r))
	}
	folder, err := Open(r.Out, r.Command, r.Force)
	if err != nil {
		return err
	}
	defer folder.Discard()
	p := NewProgress(r.Stderr, plan.Runs)
	answer, err := a.Run(ctx, p.Add)
	p.End()
	if err != nil {
		return err
	}
	if _, err := r.write(folder, answer); err != nil {
		return err
	}
	if err := r.Show(answer); err != nil {
		return err
	}
	folder.Say(r.Stderr)
	r.Drawing.SayLacking(r.Stderr, answer.Source, answer.Figures...)
	return nil
}

// Show prints an answer as requested.
func (r *Request) Show(answer *Answer) error {
	d := answer.Document
	d.Command, d.Facts = r.Command, table.Facts(d.Facts...)
	return r.show(&d)
}

// Write writes the files of an answer and lists their names.
func (r *Request) Write(answer *Answer) (names string, err error) {
	folder, err := Open(r.Out, r.Command, r.Force)
	if err != nil {
		return "", err
	}
	defer folder.Discard()
	return r.write(folder, answer)
}

// write writes the files of an answer to an open folder.
func (r *Request) write(folder *Folder, answer *Answer) (names string, err error) {
	// What is drawn needs little room beside all the numbers of an ensemble, and nothing refers to them after the files.
	if err := folder.Write(answer.Files); err != nil {
		return "", err
	}
	answer.Files = nil
	if err := folder.Write(r.Drawing.Files(answer.Figures...)); err != nil {
		return "", err
	}
	if err := folder.Finish(NewManifest(r.Args, answer.Source)); err != nil {
		return "", err
	}
	return folder.Names(), nil
}

// show prints a document as requested.
func (r *Request) show(d *table.Document) error { return d.Write(r.Stdout, r.Format, r.Table) }

// document says what the plan is.
func (p *Plan) document(r *Request) *table.Document {
	names := slices.Clone(p.Files)
	for _, f := range p.Figures {
		for _, form := range r.Drawing.Forms {
			names = append(names, f+"."+form)
		}
	}
	names = append(names, dictionaryName, manifestName)
	t := &table.Table{Name: "plan", Columns: []table.Column{table.Words("file", "", 0)}}
	for _, n := range names {
		t.Add(table.Word(n))
	}
	return &table.Document{
		Command: r.Command, Single: true, Tables: []*table.Table{t},
		Title: fmt.Sprintf("Dry run: %s runs (%s). Nothing was run.", plots.Count(p.Runs), p.Words),
		Facts: table.Facts(table.Fact{Name: "runs", Cell: table.Count(p.Runs)}),
		Notes: []string{fmt.Sprintf("Would write to %s: %s.", r.Out, strings.Join(names, ", "))},
	}
}

// Drawing is how figures are drawn: in which forms, and how large.
type Drawing struct {
	Forms []string
	Size  canvas.Size
}

// Files are figures in the chosen forms and size.
func (d Drawing) Files(figures ...*plots.Figure) []File {
	var list []File
	for _, f := range figures {
		for _, form := range d.Forms {
			list = append(list, File{Name: f.Name + "." + form, Write: func(w io.Writer) error { return f.Write(w, form, d.Size) }})
		}
	}
	return list
}

// SayLacking names the figures whose font has no letter for a part of a label, and
// the files that keep it.
func (d Drawing) SayLacking(w io.Writer, source Source, figures ...*plots.Figure) {
	var labels []string
	for _, s := range source.Paths {
		labels = append(labels, s.Label)
	}
	for _, w := range source.Worlds {
		labels = append(labels, w.Label)
	}
	labels = slices.DeleteFunc(labels, func(l string) bool { return !canvas.Lacks(l) })
	if len(labels) == 0 || len(figures) == 0 || len(d.Forms) == 0 || len(d.Forms) == 1 && d.Forms[0] == "svg" {
		return
	}
	if !slices.Contains(d.Forms, "svg") {
		fmt.Fprintf(w, "The font of these figures lacks letters of %s; --figures svg keeps them.\n", strings.Join(labels, ", "))
		return
	}
	var names []string
	for _, f := range figures {
		names = append(names, f.Name+".svg")
	}
	fmt.Fprintf(w, "PNG and PDF figures lack letters of %s; these files keep them: %s\n", strings.Join(labels, ", "), strings.Join(names, ", "))
}

// argsKey is the key of a command line in a context.
type argsKey struct{}

// WithArgs keeps the command line for the manifests of what it asks.
func WithArgs(ctx context.Context, args []string) context.Context {
	return context.WithValue(ctx, argsKey{}, args)
}

// Args is the command line kept in a context.
func Args(ctx context.Context) []string {
	args, _ := ctx.Value(argsKey{}).([]string)
	return args
}
