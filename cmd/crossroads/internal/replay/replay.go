// SPDX-License-Identifier: Apache-2.0

package replay

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
)

// usualRuns is how many runs a recorded command may take unless told otherwise.
const usualRuns = 100_000_000

// New makes the command that certifies results by running their command again.
func New() *cobra.Command {
	var o flags.Output
	var most int
	c := &cobra.Command{
		Use:   "replay FOLDER | MANIFEST.json | report.html",
		Short: "Re-run a recorded command and verify its files",
		Long: model.Label + `

Hashes the files beside a manifest, runs the recorded command again with the paths and worlds recorded there, and gives a
verdict on every file: identical, changed on disk, missing, not from this run, or differs when run again.
Exit 0: all identical; 1: at least one is not, and the table says which.`,
		Example: "  crossroads replay out\n  crossroads replay report.html",
		Args:    oneName,
	}
	o.BindFormat(c)
	c.Flags().IntVar(&most, "max-runs", usualRuns, "refuse a command that takes more runs of the model than this; 0 for no limit")
	c.RunE = func(c *cobra.Command, args []string) error {
		r, err := read(args[0])
		if err != nil {
			return err
		}
		return r.replay(c, &o, most)
	}
	return c
}

// NewVerify makes the command that checks files against their manifest.
func NewVerify() *cobra.Command {
	var o flags.Output
	c := &cobra.Command{
		Use:   "verify FOLDER | MANIFEST.json",
		Short: "Check that the files of a folder are those its manifest records",
		Long: model.Label + `

Hashes the files beside a manifest and gives a verdict on every file, without running anything. To run the recorded
command again as well, use replay. Exit 0: all identical; 1: at least one is not.`,
		Example: "  crossroads verify out",
		Args:    oneName,
	}
	o.BindFormat(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		r, err := read(args[0])
		if err != nil {
			return err
		}
		if r.whole {
			return flags.Usagef("%s: a report cannot record its own hash; check it with crossroads replay, or verify its folder", args[0])
		}
		list, err := r.verify()
		if err != nil {
			return err
		}
		d := &table.Document{
			Command: "verify", Title: "Verified: " + r.line(), Single: true, Facts: table.Facts(),
			Answer: []string{answer(list, "to what the manifest records")}, Tables: []*table.Table{filesTable(list)},
		}
		return show(c, &o, d, r, list)
	}
	return c
}

// oneName refuses anything but one name.
func oneName(c *cobra.Command, args []string) error {
	if len(args) != 1 {
		return flags.Usagef("%s needs one folder or manifest, for example: %s out (%d given)", c.CommandPath(), c.CommandPath(), len(args))
	}
	return nil
}

// line is the recorded command as somebody would type it.
func (r *recorded) line() string { return "crossroads " + strings.Join(r.Command, " ") }

// show prints the verdicts and fails unless all files are identical.
func show(c *cobra.Command, o *flags.Output, d *table.Document, r *recorded, list []result) error {
	if err := d.Write(c.OutOrStdout(), o.Format, o.Table); err != nil {
		return err
	}
	if n := bad(list); n > 0 {
		return fmt.Errorf("%s: %d of %d files are not as recorded", r.file, n, len(list))
	}
	return nil
}

// replay hashes the files, runs the command again and shows both.
func (r *recorded) replay(c *cobra.Command, o *flags.Output, most int) error {
	list, err := r.verify()
	if err != nil {
		return err
	}
	room, err := output.MakeDraft(os.TempDir())
	if err != nil {
		return err
	}
	defer os.RemoveAll(room)
	args, otherwise, err := r.again(room)
	if err != nil {
		return err
	}
	out := filepath.Join(room, "out")
	if most > 0 {
		runs, err := r.runs(c.Context(), append(slices.Clone(args), "--out", out))
		if err != nil {
			return err
		}
		if runs > most {
			return fmt.Errorf("%s: the command takes %s runs, more than --max-runs %s; allow as many with --max-runs %d", r.file, plots.Count(runs), plots.Count(most), runs)
		}
	}
	if _, err := program(c.Context(), r.file, append(args, "--out", out)); err != nil {
		return err
	}
	name := "manifest.json"
	if r.whole {
		name = "report.html"
	}
	after, err := read(filepath.Join(out, name))
	if err != nil {
		return err
	}
	if r.whole {
		sum, err := hash(after.file)
		if err != nil {
			return err
		}
		after.Outputs = []output.Written{{Name: r.name, SHA256: sum}}
	}
	what, reasons := circumstances(r, after)
	list = compare(list, r, after, reasons)
	d := &table.Document{
		Command: "replay", Title: "Replayed: " + r.line(), Facts: table.Facts(),
		Answer: []string{answer(list, "on disk and when run again")}, Tables: []*table.Table{filesTable(list), what},
	}
	if len(otherwise) > 0 {
		d.Notes = append(d.Notes, fmt.Sprintf("Built in otherwise since then, and run as recorded: %s.", table.Sentence(otherwise)))
	}
	return show(c, o, d, r, list)
}

// runsWords finds the number of runs that a dry run states.
var runsWords = regexp.MustCompile(`([0-9][0-9 ,\x{2009}\x{202f}\x{a0}]*) runs`)

// runs is how many runs of the model a recorded command takes: as its dry run
// says, or the paths in all worlds and draws if it has none.
func (r *recorded) runs(ctx context.Context, args []string) (int, error) {
	said, err := program(ctx, r.file, append(args, "--dry-run", "--format", "json"))
	if err != nil {
		if !strings.Contains(err.Error(), "dry-run") { // a mistake of another kind, which running it would meet too
			return 0, err
		}
		return max(len(r.Scenarios), 1) * max(len(r.Worlds), 1) * max(r.Members, 1), nil
	}
	var d struct{ Facts struct{ Runs int } }
	if json.Unmarshal(said, &d) == nil && d.Facts.Runs > 0 {
		return d.Facts.Runs, nil
	}
	if found := runsWords.FindSubmatch(said); found != nil {
		digits := strings.Map(func(c rune) rune {
			if c < '0' || c > '9' {
				return -1
			}
			return c
		}, string(found[1]))
		if n, err := strconv.Atoi(digits); err == nil {
			return n, nil
		}
	}
	return 0, fmt.Errorf("%s: the number of runs is not known in advance; allow any number with --max-runs 0", r.file)
}

// A Program carries out a command line: answers to stdout, words to stderr.
type Program func(ctx context.Context, args []string, stdout, stderr io.Writer) error

// programKey is the key of a program in a context.
type programKey struct{}

// WithProgram keeps in a context the program that replay runs recorded commands
// with.
func WithProgram(ctx context.Context, p Program) context.Context {
	return context.WithValue(ctx, programKey{}, p)
}

// program runs a command line in this process and returns what it printed. It
// ends when the context does.
func program(ctx context.Context, file string, args []string) ([]byte, error) {
	run, ok := ctx.Value(programKey{}).(Program)
	if !ok {
		return nil, errors.New("replay: no program to run the recorded command with")
	}
	var printed, said bytes.Buffer
	err := run(ctx, args, &printed, &said)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("%s: the recorded command fails now: crossroads %s\n%s%w", file, strings.Join(output.Portable(args), " "), said.String(), err)
	}
	return printed.Bytes(), nil
}

// leversThatDiffer names the levers two resolved paths do not share.
func leversThatDiffer(a, b map[string]map[string]float64) string {
	var names []string
	for i := range model.LeverTable {
		name := model.LeverTable[i].Name
		if !maps.Equal(a[name], b[name]) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// valuesThatDiffer names the parameters two worlds do not share.
func valuesThatDiffer(a, b map[string]float64) string {
	var names []string
	for name, v := range a {
		if w, ok := b[name]; !ok || w != v {
			names = append(names, name)
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}
