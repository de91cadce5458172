package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"crossroads/model"
	"crossroads/scenarios"
)

// newNew makes the command that writes a scenario file to begin from.
func newNew() *cobra.Command {
	var from string
	c := &cobra.Command{
		Use:     "new FILE.yaml",
		Short:   "Write a scenario file to begin from, every lever explained",
		Long:    model.Label + "\n\nWrites a scenario file with every lever, its range and words behind comment signs. It never writes over a file.",
		Example: "  crossroads new my.yaml --from three-pillar",
		Args:    oneArgument("file"),
	}
	c.Flags().StringVar(&from, "from", scenarios.Reference, "built-in path to build on")
	c.RunE = func(c *cobra.Command, args []string) error {
		base, err := scenarios.Builtin(from)
		if err != nil {
			return err
		}
		file, err := os.OpenFile(args[0], os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return fmt.Errorf("%s: cannot be made: %w (a new file)", args[0], err)
		}
		if _, err := file.WriteString(scenarios.Template(base)); err != nil {
			return errors.Join(err, file.Close(), os.Remove(args[0]))
		}
		fmt.Fprintf(c.ErrOrStderr(), "wrote %s; try: crossroads compare %s %s\n", args[0], from, args[0])
		return file.Close()
	}
	return c
}

// newCheck makes the command that reads files and names their mistakes.
func newCheck() *cobra.Command {
	return &cobra.Command{
		Use:     "check FILE.yaml...",
		Short:   "Read scenario and world files and name every mistake",
		Long:    model.Label + "\n\nReads scenario and world files and names every mistake with its place and what would be right. A file with the key parameters: is a world.",
		Example: "  crossroads check my.yaml my-world.yaml",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("crossroads check: no file named (one or more)")
			}
			var faults []error
			for _, name := range args {
				kind, warnings, err := scenarios.Check(name)
				if err != nil {
					faults = append(faults, err)
					continue
				}
				for _, w := range warnings {
					fmt.Fprintln(c.ErrOrStderr(), w)
				}
				fmt.Fprintf(c.OutOrStdout(), "%s: a %s without mistakes\n", name, kind)
			}
			return errors.Join(faults...)
		},
	}
}
