// SPDX-License-Identifier: Apache-2.0

package start

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/class"
	"crossroads/scenarios/files"
	"crossroads/scenarios/forms/blank"
	"crossroads/scenarios/forms/layout"
	"crossroads/scenarios/forms/schema"
	"crossroads/scenarios/runs/batch"
)

// newScenarioNew makes the command that writes a file to begin from.
func newScenarioNew() *cobra.Command {
	var from string
	var world, force bool
	c := &cobra.Command{
		Use:   "new FILE.yaml",
		Short: "Create a scenario or world file with comments",
		Long: model.Label + `

Writes a path file that lists every lever, or with --world a world file that lists every assumption, each with its
range and meaning, all commented out. It runs as it is and changes nothing. It also writes the schema that editors use
to complete and check such files.`,
		Example: "  crossroads scenario new my.yaml --from three-pillar\n  crossroads scenario new my-world.yaml --world --from backlash",
		Args:    flags.OneArgument("file"),
	}
	c.Flags().StringVar(&from, "from", "", "built-in path or world to build on (by default "+scenarios.Reference+", or central)")
	c.Flags().BoolVar(&world, "world", false, "write a world, not a path")
	c.Flags().BoolVar(&force, "force", false, "overwrite an existing file")
	c.RunE = func(c *cobra.Command, args []string) error {
		name := args[0]
		if !output.IsYAML(name) {
			return flags.Usagef("%s: is not the name of a scenario file (FILE.yaml)", name)
		}
		text, try, err := firstText(filepath.Base(name), from, world)
		if err != nil {
			return err
		}
		if err := output.PutFile(name, []byte(text), force); err != nil {
			return err
		}
		beside, err := putSchema(filepath.Dir(name), world, force)
		if err != nil {
			return err
		}
		fmt.Fprintf(c.ErrOrStderr(), "Wrote %s. Next: crossroads %s\n", table.Sentence(append([]string{name}, beside...)), fmt.Sprintf(try, name))
		return nil
	}
	return c
}

// firstText is the text of a file to begin from, and the command that runs it.
func firstText(name, from string, world bool) (text, try string, err error) {
	if world {
		base, err := scenarios.FindWorld(cmp.Or(from, "central"))
		if err != nil {
			return "", "", err
		}
		return blank.World(name, base), "compare --world %s", nil
	}
	base, err := scenarios.Builtin(cmp.Or(from, scenarios.Reference))
	if err != nil {
		return "", "", err
	}
	return blank.Path(name, base), "compare " + base.Name + " %s", nil
}

// schemas are the schemas of both kinds of file.
var schemas = map[string]func() ([]byte, error){"path": schema.Path, "world": schema.World}

// putSchema writes the schema that an editor looks for beside a file, over an
// older one of this program but over nothing else, and names it if it wrote it.
func putSchema(folder string, world, force bool) (wrote []string, err error) {
	kind := kindWord(world)
	text, err := schemas[kind]()
	if err != nil {
		return nil, err
	}
	name := filepath.Join(folder, blank.Schema(kind))
	old, err := os.ReadFile(name)
	if err == nil && bytes.Equal(old, text) {
		return nil, nil
	}
	return []string{name}, output.PutFile(name, text, force || bytes.Contains(old, []byte(schema.Identity+kind)))
}

// newScenarioSchema makes the command that prints a schema.
func newScenarioSchema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema [path | world]",
		Short: "Print the JSON Schema of path or world files, for editors",
		Long: model.Label + `

Prints the JSON Schema (draft 7) of a path's file, or of a world's. Editors with a YAML language server use it to
complete keys and names and to mark mistakes. The command scenario validate finds more mistakes than an editor does.`,
		Example: "  crossroads scenario schema > " + blank.Schema("path") + "\n  crossroads scenario schema world > " + blank.Schema("world"),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return flags.Usagef("%s needs one of path, world (%d given)", c.CommandPath(), len(args))
			}
			write, known := schemas[append(args, "path")[0]]
			if !known {
				return flags.Usagef("%s", scenarios.Unknown("kind of file", args[0], []string{"path", "world"}))
			}
			text, err := write()
			if err != nil {
				return err
			}
			_, err = c.OutOrStdout().Write(text)
			return err
		},
	}
}

// someFiles refuses a command line without a file.
func someFiles(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return flags.Usagef("%s: no file named (one or more)", c.CommandPath())
	}
	return nil
}

// newScenarioValidate makes the command that names every mistake.
func newScenarioValidate() *cobra.Command {
	var o flags.Options
	c := &cobra.Command{
		Use:   "validate FILE.yaml... | -",
		Short: "Check scenario and world files",
		Long: model.Label + `

Reads path and world files, names every mistake with its place and what would be right, and describes each file
without mistakes. A path with a budget is run in the world chosen, to say whether it keeps the budget.
- is standard input.
Exit 1 if any file has a mistake.`,
		Example: "  crossroads scenario validate my.yaml my-world.yaml\n  crossroads scenario validate my.yaml --world my-world.yaml",
		Args:    someFiles,
	}
	o.BindMixed(c)
	o.BindWorld(c)
	c.RunE = func(c *cobra.Command, args []string) error {
		var faults []error
		world, err := o.FindWorld()
		if err != nil {
			return err
		}
		for _, name := range args {
			f, err := find(&o, name)
			if err != nil {
				faults = append(faults, err)
				continue
			}
			fmt.Fprintf(c.OutOrStdout(), "%s: a %s without mistakes; %s\n", name, f.kind(), f.summary())
			if warnings := f.warnings(); len(warnings) > 0 {
				fmt.Fprintln(c.OutOrStdout(), warnings)
			}
			if f.path == nil || f.path.Budget == nil {
				continue
			}
			h := model.DefaultHorizon
			if f.path.End != 0 {
				h.End = f.path.End
			}
			run, err := batch.One(world, h, f.path)
			if err != nil {
				faults = append(faults, err)
				continue
			}
			fmt.Fprintf(c.OutOrStdout(), "in world %s, %s\n", world.Name, run.BudgetWords())
		}
		return errors.Join(faults...)
	}
	return c
}

// newScenarioFmt makes the command that lays files out.
func newScenarioFmt() *cobra.Command {
	var check bool
	c := &cobra.Command{
		Use:   "fmt FILE.yaml... | -",
		Short: "Format scenario and world files",
		Long: model.Label + `

Indents by two spaces, puts one space after colons and commas, and aligns the comments of neighbouring lines.
Comments, blank lines and the order of entries stay; what a file says does not change.
Standard input (-) is printed as it is laid out.`,
		Example: "  crossroads scenario fmt my.yaml\n  crossroads scenario fmt --check *.yaml",
		Args:    someFiles,
	}
	c.Flags().BoolVar(&check, "check", false, "write nothing; name the files that would change, and exit 1 if there are any")
	c.RunE = func(c *cobra.Command, args []string) error {
		var faults []error
		for _, name := range args {
			if name == files.Input && !check {
				faults = append(faults, layOutInput(c.OutOrStdout()))
				continue
			}
			words, err := layOut(name, check)
			if err != nil {
				faults = append(faults, err)
				continue
			}
			fmt.Fprintf(c.ErrOrStderr(), "%s: %s\n", name, words)
		}
		return errors.Join(faults...)
	}
	return c
}

// layOutInput prints standard input as it is laid out.
func layOutInput(out io.Writer) error {
	text, err := files.Read(files.Input, class.MaxEntry)
	if err != nil {
		return err
	}
	laid, err := layout.Format(text)
	if _, mistakes := scenarios.Parse(files.Input, text); mistakes != nil && err != nil && !errors.Is(err, layout.ErrRefused) {
		return mistakes
	}
	if err != nil {
		return fmt.Errorf("standard input: %w", err)
	}
	_, err = out.Write(laid)
	return err
}

// layOut lays one file out and says what became of it.
func layOut(name string, check bool) (string, error) {
	text, err := files.Read(name, class.MaxEntry)
	if err != nil {
		return "", err
	}
	laid, err := layout.Format(text)
	switch {
	case errors.Is(err, layout.ErrRefused):
		return "", fmt.Errorf("%s: %w", name, err)
	case err != nil:
		if _, _, mistakes := scenarios.Check(name); mistakes != nil {
			return "", mistakes
		}
		return "", fmt.Errorf("%s: %w", name, err)
	case bytes.Equal(laid, text):
		return "is laid out", nil
	case check:
		return "", fmt.Errorf("%s: is not in the standard layout (run crossroads scenario fmt %s)", name, name)
	}
	return "reformatted", output.PutFile(name, laid, true)
}
