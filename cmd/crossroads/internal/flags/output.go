// SPDX-License-Identifier: Apache-2.0

// Package flags binds the options that mean the same in every command, checks
// them, and says what shells may complete.
package flags

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/plots"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
)

// Choice is a flag that takes one of a few words.
type Choice struct {
	Word  *string
	Known []string
}

func (c *Choice) String() string { return *c.Word }

// Type names the kind of value in the help text.
func (c *Choice) Type() string { return "word" }

// Set takes a known word and refuses others, naming the closest.
func (c *Choice) Set(word string) error {
	if !slices.Contains(c.Known, word) {
		return errors.New("not supported; " + scenarios.Instead(word, c.Known))
	}
	*c.Word = word
	return nil
}

// Formats are the forms in which every command prints its answer.
var Formats = []string{"text", "md", "json", "csv"}

// Output are the flags that say how an answer is shown and where it is written.
type Output struct {
	Format  string
	Table   string
	Out     string
	Force   bool
	Figures string
	Size    string
	DryRun  bool
}

// BindFormat adds the form of what is printed.
func (o *Output) BindFormat(c *cobra.Command) {
	o.Format = Formats[0]
	c.Flags().Var(&Choice{&o.Format, Formats}, "format", "form of the printed answer: "+strings.Join(Formats, ", "))
	c.Flags().StringVar(&o.Table, "table", "", "show this table only; list names them, all shows every table")
}

// BindFolder adds the folder for files, by default one for each kind of results.
func (o *Output) BindFolder(c *cobra.Command, results string) {
	c.Flags().StringVar(&o.Out, "out", "out/"+results, "folder for the files written")
	c.Flags().BoolVar(&o.Force, "force", false, "replace results of another command in the folder")
}

// BindFigures adds form and size of figures.
func (o *Output) BindFigures(c *cobra.Command) {
	c.Flags().StringVar(&o.Figures, "figures", "svg,png", "forms of the figures, separated by commas: "+strings.Join(plots.Forms(), ", ")+"; none for no figures")
	c.Flags().StringVar(&o.Size, "size", canvas.Sizes[0].Name, "size of the figures: "+strings.Join(canvas.SizeNames(), ", "))
}

// BindDryRun adds the flag of commands that take long.
func (o *Output) BindDryRun(c *cobra.Command) {
	c.Flags().BoolVar(&o.DryRun, "dry-run", false, "print the number of runs and the files that would be written, and run nothing")
}

// BindAudit adds what every audit takes.
func (o *Output) BindAudit(c *cobra.Command) {
	o.BindFormat(c)
	o.BindFolder(c, c.Name())
	o.BindFigures(c)
	o.BindDryRun(c)
}

// Request is how and where the answer is shown.
func (o *Output) Request(c *cobra.Command) (*output.Request, error) {
	drawing, err := o.Drawing()
	return &output.Request{
		Command: commandName(c), Args: output.Args(c.Context()),
		Format: o.Format, Table: o.Table, Out: o.Out, Force: o.Force, DryRun: o.DryRun, Drawing: drawing,
		Stdout: c.OutOrStdout(), Stderr: c.ErrOrStderr(),
	}, err
}

// Drawing is the chosen forms of figures, in the order given, and their size.
func (o *Output) Drawing() (output.Drawing, error) {
	if o.Figures == "none" || o.Figures == "" {
		return output.Drawing{}, nil
	}
	size, err := canvas.FindSize(o.Size)
	if err != nil {
		return output.Drawing{}, err
	}
	forms := Separated(o.Figures)
	for _, f := range forms {
		if known := plots.Forms(); !slices.Contains(known, f) {
			return output.Drawing{}, Usagef("%s", "--figures "+f+" is not supported; "+scenarios.Instead(f, append(known, "none")))
		}
	}
	return output.Drawing{Forms: forms, Size: size}, nil
}

// commandName is the command without the name of the program.
func commandName(c *cobra.Command) string {
	return strings.TrimPrefix(c.CommandPath(), c.Root().Name()+" ")
}

// Show prints a document as the flags say.
func (o *Output) Show(c *cobra.Command, d *table.Document) error {
	d.Command = commandName(c)
	return d.Write(c.OutOrStdout(), o.Format, o.Table)
}

// CheckFolder refuses a folder that cannot be written, for commands that do
// something long before they ask.
func (o *Output) CheckFolder(c *cobra.Command) error {
	if o.DryRun || o.Table == table.List {
		return nil
	}
	f, err := output.Open(o.Out, commandName(c), o.Force)
	if err == nil {
		f.Discard()
	}
	return err
}

// Ask asks an audit as the flags say.
func (o *Output) Ask(c *cobra.Command, a output.Audit) error {
	r, err := o.Request(c)
	if err != nil {
		return err
	}
	return output.Ask(c.Context(), r, a)
}

// warn prints warnings of files.
func warn(w io.Writer, warnings scenarios.Mistakes) {
	for _, m := range warnings {
		fmt.Fprintln(w, m)
	}
}

// Default gives a flag of a command another default than it usually has.
func Default(c *cobra.Command, name, value string) {
	f := c.Flags().Lookup(name)
	f.DefValue = value
	if err := f.Value.Set(value); err != nil {
		panic(err)
	}
}
