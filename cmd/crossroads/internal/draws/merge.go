// SPDX-License-Identifier: Apache-2.0

package draws

import (
	"context"
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
)

// mergeOptions are the flags of merge.
type mergeOptions struct {
	flags.Output
	flags.Draws
	more
}

// NewMerge makes the command that joins the parts of an ensemble.
func NewMerge() *cobra.Command {
	var o mergeOptions
	c := &cobra.Command{
		Use:   "merge FOLDER...",
		Short: "Join parts of an ensemble",
		Long: model.Label + `

Joins the folders that crossroads ensemble --shard wrote, on one machine or many. The result is identical to that of
one run, to the last bit. Refuses parts of another model, seed or set of paths, and names members that are missing.`,
		Example: "  crossroads merge part-* --out out",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return flags.Usagef("%s: no folders given; name one or more, each written by crossroads ensemble --shard", c.CommandPath())
			}
			return nil
		},
	}
	o.BindAudit(c)
	o.BindPosterior(c)
	o.more.bind(c)
	c.RunE = func(c *cobra.Command, folders []string) error {
		if err := o.CheckFolder(c); err != nil {
			return err
		}
		a, err := o.audit(folders)
		if err != nil {
			return err
		}
		return o.Ask(c, a)
	}
	return c
}

// audit reads the parts.
func (o *mergeOptions) audit(folders []string) (*audit, error) {
	if err := knownMembersFile(o.membersTo); err != nil {
		return nil, err
	}
	posterior, err := o.FindPosterior()
	if err != nil {
		return nil, err
	}
	tuneGC()
	whole, err := join(folders, posterior)
	if err != nil {
		return nil, err
	}
	a, err := newAudit(whole.Design(), o.more)
	if err != nil {
		return nil, err
	}
	a.begin = func(ctx context.Context, _ *ensemble.Design, visitor func(*ensemble.Result) (func(*ensemble.Member) error, error), done func(int)) (*ensemble.Result, error) {
		done(whole.Done() * len(whole.Design().Paths))
		return whole, whole.Run(ctx, ensemble.Options{}) // finds the sample of members that figures show
	}
	return a, nil
}

// join reads the parts in the folders and joins them to one complete result.
func join(folders []string, posterior *ensemble.Posterior) (*ensemble.Result, error) {
	var whole *ensemble.Result
	var parts []ensemble.Shard
	for _, folder := range folders {
		name := filepath.Join(folder, stateName)
		f, err := files.Open(name, math.MaxInt64)
		if errors.Is(err, os.ErrNotExist) {
			return nil, fmt.Errorf("%s: holds no part of an ensemble; name folders written by crossroads ensemble --shard", folder)
		}
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if whole == nil {
			d, err := ensemble.DesignOf(f, posterior)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			if whole, err = ensemble.New(d); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
		part, err := ensemble.Decode(whole.Design(), f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w; name parts of one ensemble, written by one version", name, err)
		}
		if err := whole.Add(part); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		parts = append(parts, part.Shard())
	}
	if !whole.Complete() {
		return nil, errors.New(missingWords(whole, parts))
	}
	return whole, nil
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
