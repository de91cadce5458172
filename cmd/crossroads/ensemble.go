package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/files"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
	"crossroads/scenarios/stats/draw"
)

// ensembleOptions are the flags of ensemble, some of which cross and merge share.
type ensembleOptions struct {
	flags.Options
	sampling  string
	pairs     []string
	membersTo string
	resume    bool
	saveEvery time.Duration
	shard     string
	events    bool
	file      *membersFile // written while members are run
}

// newEnsemble makes the command that runs paths under many sets of assumptions.
func newEnsemble() *cobra.Command {
	var o ensembleOptions
	c := &cobra.Command{
		Use:   "ensemble [SCENARIO | FILE.yaml]...",
		Short: "Compare paths across many draws",
		Long: model.Label + `

Draws all assumptions many times and runs every path under each draw, so that paths are always compared under the same
assumptions. Prints medians, 80% ranges, differences and shares of draws, and how each share changes with other ways of
drawing. Values that a world sets are kept; all others are drawn.

Ctrl-C stops at once and keeps what is done; --resume goes on from there to the same result. --shard runs a part on
another machine; crossroads merge joins the parts.`,
		Example: `  crossroads ensemble --members 10000
  crossroads ensemble kinetic three-pillar --pairs kinetic:three-pillar --world backlash
  crossroads ensemble --members 1000000 --shard 3/16 --out part-3`,
	}
	o.BindFormat(c)
	o.BindFigures(c)
	o.BindOut(c)
	o.BindWorld(c)
	o.BindUntil(c)
	o.BindAgainst(c)
	o.BindMixed(c)
	o.BindMembers(c, 10_000)
	o.BindDryRun(c)
	o.bindDraws(c)
	c.Flags().StringSliceVar(&o.pairs, "pairs", nil, "further pairs to compare: A:B, separated by commas")
	o.bindMembersOut(c)
	c.Flags().BoolVar(&o.resume, "resume", false, "go on with the run that was stopped in the folder")
	o.bindEvents(c)
	c.Flags().DurationVar(&o.saveEvery, "save-every", 15*time.Second, "how often a long run keeps what is done")
	c.Flags().StringVar(&o.shard, "shard", "", "run part i of n only, i from 0: 3/16; auto/16 takes i from the array task (Slurm, Kubernetes, SGE, PBS, AWS Batch)")
	c.RunE = func(c *cobra.Command, args []string) error { return runEnsemble(c, &o, args) }
	return c
}

// bindDraws adds the flags that say how assumptions are drawn.
func (o *ensembleOptions) bindDraws(c *cobra.Command) {
	o.Sampling = string(draw.Latin)
	var known []string
	for _, m := range draw.Methods {
		known = append(known, string(m))
	}
	c.Flags().Var(&flags.Choice{Word: &o.Sampling, Known: known}, "sampling", "how draws are spread: "+strings.Join(known, ", "))
	o.BindFrom(c)
}

// bindMembersOut adds the flag that asks for every member.
func (o *ensembleOptions) bindMembersOut(c *cobra.Command) {
	c.Flags().StringVar(&o.membersTo, "members-out", "", "write every member with its parameters and outcomes to FILE.csv or FILE.parquet (above 100 000 members, a run that was resumed or merged makes its runs again for it)")
}

// bindEvents adds the flag that asks for single attacks.
func (o *ensembleOptions) bindEvents(c *cobra.Command) {
	c.Flags().BoolVar(&o.events, "events", false, fmt.Sprintf("scatter single attacks around the runs of the first %d members and set them beside the recorded years", scatteredMembers))
}

// draws is the way of drawing chosen.
func (o *ensembleOptions) draws() (ensemble.Draws, error) {
	return o.Draws.Find()
}

// design is the ensemble asked for.
func (o *ensembleOptions) design(names []string) (*ensemble.Design, error) {
	if err := flags.AtLeast("members", o.Members, 1); err != nil {
		return nil, err
	}
	if err := knownMembersFile(o.membersTo); err != nil {
		return nil, err
	}
	paths, reference, err := o.FindPaths(names)
	if err != nil {
		return nil, err
	}
	world, err := o.FindWorld()
	if err != nil {
		return nil, err
	}
	h, err := o.Horizon()
	if err != nil {
		return nil, err
	}
	draws, err := o.draws()
	if err != nil {
		return nil, err
	}
	d := &ensemble.Design{
		Paths: paths, Worlds: []*scenarios.World{world}, Horizon: h, Members: o.Members, Draws: draws, Series: ensemble.StandardSeries(),
	}
	place := map[string]int{}
	var known []string
	for i, s := range paths {
		place[s.Name] = i
		known = append(known, s.Name)
		if s == reference {
			d.Against = i
		}
	}
	for _, text := range o.pairs {
		a, b, colon := strings.Cut(text, ":")
		for _, name := range []string{a, b} {
			if _, ok := place[name]; !ok {
				return nil, &scenarios.UnknownError{Thing: "path in --pairs", Name: name, Known: known}
			}
		}
		if !colon || a == b {
			return nil, flags.Usagef("--pairs %s: is not a pair (A:B, two of the paths run)", text)
		}
		d.Pairs = append(d.Pairs, ensemble.Pair{A: place[a], B: place[b]})
	}
	return d, nil
}

// runEnsemble runs the ensemble, or its part, and writes what it found.
func runEnsemble(c *cobra.Command, o *ensembleOptions, names []string) error {
	d, err := o.design(names)
	if err != nil {
		return err
	}
	forms, err := o.Drawing()
	if err != nil {
		return err
	}
	part, err := readShard(o.shard)
	if err != nil {
		return err
	}
	ways, err := shares.Ways(d.Draws, d.Worlds[0])
	if err != nil {
		return err
	}
	beside := min(d.Members, besideMembers)
	if o.DryRun {
		fmt.Fprintf(c.OutOrStdout(), "%d runs: %d paths under %d draws, and %d other ways of drawing, %d times each\n",
			len(d.Paths)*(d.Members+(len(ways)-1)*beside), len(d.Paths), d.Members, len(ways)-1, beside)
		return nil
	}
	leanly()
	r, err := o.beginning(c, d)
	if err != nil {
		return err
	}
	// Where members are too many to be kept, their file is written as they are run, unless some were run before.
	if o.membersTo != "" && part.Count == 0 && !r.Kept() && r.Done() == 0 {
		if o.file, err = createMembers(o.membersTo, r); err != nil {
			return err
		}
		defer o.file.discard()
	}
	if err := o.fill(c, r, part); err != nil {
		return err
	}
	if part.Count > 0 {
		if err := saveState(o.Out, r); err != nil {
			return err
		}
		fmt.Fprintf(c.ErrOrStderr(), "wrote to %s: part %d of %d, %d of %d members (crossroads merge joins the parts)\n", o.Out, part.Index, part.Count, r.Done(), d.Members)
		return nil
	}
	if err := o.write(c, r, ways, forms); err != nil {
		return err
	}
	return removeState(o.Out)
}

// besideMembers is how many members every other way of drawing has at most:
// enough to tell 50 of 100 from 54.
const besideMembers = 1024

// write runs the other ways of drawing, writes the files of a complete ensemble
// and prints the table.
func (o *ensembleOptions) write(c *cobra.Command, r *ensemble.Result, ways []shares.Way, forms output.Drawing) error {
	d := r.Design()
	out, err := o.OpenFolder()
	if err != nil {
		return err
	}
	defer out.Discard()
	// What is drawn needs little room beside all the numbers of the ensemble, and nothing refers to them from here on.
	t, pictures, err := o.writeNumbers(c, out, r, ways, forms)
	if err != nil {
		return err
	}
	if err := out.Write(pictures); err != nil {
		return err
	}
	m := o.NewManifest(d.Horizon, d.Paths, d.Worlds...)
	m.Seed, m.Members = d.Draws.Seed, d.Members
	if err := out.Finish(m); err != nil {
		return err
	}
	written := out.Names()
	if o.membersTo != "" {
		written += ", " + o.membersTo
	}
	if err := blocks.Show(c, &o.Output, t); err != nil {
		return err
	}
	fmt.Fprintf(c.ErrOrStderr(), "wrote to %s: %s\n", o.Out, written)
	return nil
}

// writeNumbers runs the other ways of drawing and writes all files but figures.
// It returns the table and the figures, which no longer need the result.
func (o *ensembleOptions) writeNumbers(c *cobra.Command, out *output.Folder, r *ensemble.Result, ways []shares.Way, forms output.Drawing) (t *blocks.Report, pictures []output.File, err error) {
	side := *r.Design()
	side.Members = min(side.Members, besideMembers)
	p := output.NewProgress(c.ErrOrStderr(), (len(ways)-1)*side.Members*len(side.Paths))
	others, err := shares.Run(c.Context(), &side, ways[1:], p.Add)
	p.End()
	if err != nil {
		return nil, nil, err
	}
	results := append([]*ensemble.Result{r}, others...)
	t = ensembleReport(ways, results)
	if t.Lead, err = ensemble.FitLines(r.Design().Draws, r.Design().Worlds[0]); err != nil {
		return nil, nil, err
	}
	apart, err := centreWords(r)
	if err != nil {
		return nil, nil, err
	}
	t.Lead[len(t.Lead)-1] += apart
	undrawn, err := undrawnSentences(r.Design())
	if err != nil {
		return nil, nil, err
	}
	t.Sentences = append(undrawn, t.Sentences...)
	pictures = ensembleFigures(r, forms)
	numbers := []output.File{{Name: "ensemble.csv", Write: func(w io.Writer) error { return writeDistributions(w, ways, results) }},
		{Name: "crossings.csv", Write: func(w io.Writer) error { return writeCrossings(w, r) }}}
	if o.events {
		s, err := scatter(c.Context(), r)
		if err != nil {
			return nil, nil, err
		}
		numbers = append(numbers, s.pieces()...)
		pictures = append(pictures, s.figures(forms)...)
		t.Blocks = append(append(t.Blocks, s.blocks()...), scatterBlock())
		t.Sentences = append(t.Sentences, s.sentence())
	}
	if err := out.Write(numbers); err != nil {
		return nil, nil, err
	}
	switch {
	case o.file != nil:
		err = o.file.finish()
	case o.membersTo != "":
		err = writeMembers(c.Context(), o.membersTo, r)
	}
	return t, pictures, err
}

// leanly keeps memory close to what is in use, and if it can be below 256 MiB:
// most of it is large and stays, so that looking for what is left over costs
// little.
func leanly() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(25)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(232 << 20)
	}
}

// stateName is the file in which an unfinished run, or a part, is kept.
const stateName = "ensemble.state"

// beginning is an empty result, or the one kept in the folder.
func (o *ensembleOptions) beginning(c *cobra.Command, d *ensemble.Design) (*ensemble.Result, error) {
	if !o.resume {
		return ensemble.New(d)
	}
	name := filepath.Join(o.Out, stateName)
	f, err := files.Open(name, math.MaxInt64)
	if errors.Is(err, os.ErrNotExist) {
		fmt.Fprintf(c.ErrOrStderr(), "%s: nothing is kept here; all members are run\n", o.Out)
		return ensemble.New(d)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := ensemble.Decode(d, f)
	var damaged *ensemble.DamagedError
	switch {
	case errors.As(err, &damaged):
		fmt.Fprintf(c.ErrOrStderr(), "%s: is %v; all members are run anew\n", name, err)
		return ensemble.New(d)
	case err != nil:
		return nil, fmt.Errorf("%s: %w (the same command as then, or another --out)", name, err)
	}
	fmt.Fprintf(c.ErrOrStderr(), "%s: %d of %d members are done\n", name, r.Done(), d.Members)
	return r, nil
}

// fill runs the members that are missing. When it is stopped it keeps
// what is done in the folder.
func (o *ensembleOptions) fill(c *cobra.Command, r *ensemble.Result, part ensemble.Shard) error {
	if r.Members(part) == 0 {
		fmt.Fprintf(c.ErrOrStderr(), "part %d of %d holds no member: %d members are too few for so many parts\n", part.Index, part.Count, r.Design().Members)
	}
	p := output.NewProgress(c.ErrOrStderr(), r.Design().Members*len(r.Design().Paths))
	defer p.End()
	last, unsaved := 0, false
	options := ensemble.Options{
		Shard: part,
		Progress: func(done, total int) {
			p.SetTotal(total * len(r.Design().Paths))
			p.Add((done - last) * len(r.Design().Paths))
			last = done
		},
		Every: o.saveEvery,
		Save: func(r *ensemble.Result) error {
			err := saveState(o.Out, r)
			if err != nil && !unsaved {
				p.End()
				fmt.Fprintf(c.ErrOrStderr(), "%v; the run goes on\n", err)
			}
			unsaved = err != nil
			return nil
		},
	}
	if o.file != nil {
		options.Visit = o.file.add
	}
	err := r.Run(c.Context(), options)
	if err == nil {
		return nil
	}
	p.End()
	if !errors.Is(err, context.Canceled) || r.Done() == 0 {
		return err
	}
	if err := saveState(o.Out, r); err != nil {
		return err
	}
	return fmt.Errorf("stopped: %d of %d members are kept in %s (--resume goes on)", r.Done(), r.Design().Members, filepath.Join(o.Out, stateName))
}

// saveState keeps the blocks that are done: in a new file first, so that the one
// before stays whole if this one cannot be written.
func saveState(folder string, r *ensemble.Result) (err error) {
	name := filepath.Join(folder, stateName)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("%s: cannot be written: %w", name, err)
	}
	f, err := os.Create(filepath.Join(folder, "."+stateName+".draft"))
	if err != nil {
		return fmt.Errorf("%s: cannot be written: %w", name, err)
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
			err = fmt.Errorf("%s: cannot be written: %w", name, err)
		}
	}()
	defer f.Close()
	if err := r.Encode(f); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// removeState removes what was kept of a run that is now complete.
func removeState(folder string) error {
	err := os.Remove(filepath.Join(folder, stateName))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
