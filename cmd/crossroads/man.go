// SPDX-License-Identifier: Apache-2.0

//go:build man

package main

import (
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"crossroads/model"
)

// A program built with the tag man writes the manual pages; the released
// program does not carry the code that formats them.
func init() {
	extraCommands = append(extraCommands, func() *cobra.Command {
		return &cobra.Command{
			Use:    "man FOLDER",
			Hidden: true,
			Args:   cobra.ExactArgs(1),
			RunE: func(c *cobra.Command, args []string) error {
				if err := os.MkdirAll(args[0], 0o755); err != nil {
					return err
				}
				root := c.Root()
				root.DisableAutoGenTag = true
				return doc.GenManTree(root, &doc.GenManHeader{
					Section: "1", Source: "crossroads " + model.Version, Manual: model.Label,
				}, args[0])
			},
		}
	})
}
