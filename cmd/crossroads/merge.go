package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/model"
	"crossroads/scenarios/files"
	"crossroads/scenarios/runs/ensemble"
	"crossroads/scenarios/runs/shares"
)

// newMerge makes the command that joins the parts of an ensemble.
func newMerge() *cobra.Command {
	var o ensembleOptions
	c := &cobra.Command{
		Use:   "merge FOLDER...",
		Short: "Join parts of an ensemble",
		Long: model.Label + `

Joins the folders that crossroads ensemble --shard wrote, on one machine or many. The result is that of one run, to the
last bit. Parts of another model, seed or set of paths are refused, and members that no part holds are named.`,
		Example: "  crossroads merge part-* --out out",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return flags.Usagef("%s: no folders given (one or more, each written by crossroads ensemble --shard)", c.CommandPath())
			}
			return nil
		},
	}
	o.BindFormat(c)
	o.BindFigures(c)
	o.BindOut(c)
	o.BindPosterior(c)
	o.bindMembersOut(c)
	o.bindEvents(c)
	c.RunE = func(c *cobra.Command, args []string) error { return merge(c, &o, args) }
	return c
}

// merge joins the parts and writes what a single run would write.
func merge(c *cobra.Command, o *ensembleOptions, folders []string) error {
	forms, err := o.Drawing()
	if err != nil {
		return err
	}
	if err := knownMembersFile(o.membersTo); err != nil {
		return err
	}
	draws, err := o.draws()
	if err != nil {
		return err
	}
	leanly()
	var whole *ensemble.Result
	var parts []ensemble.Shard
	for _, folder := range folders {
		name := filepath.Join(folder, stateName)
		f, err := files.Open(name, math.MaxInt64)
		if errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("%s: holds no part of an ensemble (a folder written by crossroads ensemble --shard)", folder)
		}
		if err != nil {
			return err
		}
		defer f.Close()
		if whole == nil {
			d, err := ensemble.DesignOf(f, draws.Posterior)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			if whole, err = ensemble.New(d); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		part, err := ensemble.Decode(whole.Design(), f)
		if err != nil {
			return fmt.Errorf("%s: %w (parts of one ensemble, by one version)", name, err)
		}
		if err := whole.Add(part); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		parts = append(parts, part.Shard())
	}
	if !whole.Complete() {
		return errors.New(missingWords(whole, parts))
	}
	if err := whole.Run(c.Context(), ensemble.Options{}); err != nil { // finds the sample of members that figures show
		return err
	}
	ways, err := shares.Ways(whole.Design().Draws, whole.Design().Worlds[0])
	if err != nil {
		return err
	}
	return o.write(c, whole, ways, forms)
}

// missingWords names the members that no part holds, and the parts that should.
func missingWords(r *ensemble.Result, parts []ensemble.Shard) string {
	var members []string
	for _, s := range r.Missing() {
		members = append(members, fmt.Sprintf("%d to %d", s.From, s.To))
	}
	text := fmt.Sprintf("members %s: are in none of the folders", strings.Join(members, ", "))
	count := parts[0].Count
	if count == 0 || slices.ContainsFunc(parts, func(s ensemble.Shard) bool { return s.Count != count }) {
		return text
	}
	var missing []string
	for i := range count {
		if !slices.Contains(parts, ensemble.Shard{Index: i, Count: count}) {
			missing = append(missing, fmt.Sprintf("%d/%d", i, count))
		}
	}
	if len(missing) == 0 {
		return text + " (a part was stopped: run it again with --resume)"
	}
	return fmt.Sprintf("%s (missing: --shard %s)", text, strings.Join(missing, ", "))
}
