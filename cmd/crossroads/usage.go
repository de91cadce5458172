// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// placeholders name what a flag takes, by the flag or by its type.
var placeholders = map[string]string{
	"out": "FOLDER", "from": "FOLDER", "until": "YEAR", "fit-until": "YEAR", "world": "NAME", "against": "NAME", "posterior": "FILE", "bounds": "FILE",
	"string": "TEXT", "word": "WORD", "int": "N", "uint": "N", "float": "NUMBER", "strings": "LIST", "ints": "YEARS", "stringArray": "TEXT", "duration": "TIME",
}

// flagUsages returns one line for each flag: its name, what it takes, what it does
// and its default.
func flagUsages(flags *pflag.FlagSet) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 3, ' ', 0)
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		name := "      --" + f.Name
		if f.Shorthand != "" {
			name = "  -" + f.Shorthand + ", --" + f.Name
		}
		kind, usage := pflag.UnquoteUsage(f)
		switch {
		case f.Value.Type() == "bool":
			kind = ""
		case placeholders[f.Name] != "":
			kind = placeholders[f.Name]
		case placeholders[kind] != "":
			kind = placeholders[kind]
		}
		if kind != "" {
			name += " " + kind
		}
		switch f.DefValue {
		case "", "0", "0s", "false", "[]":
		default:
			if !strings.Contains(usage, "(default ") {
				usage += fmt.Sprintf(" (default %s)", f.DefValue)
			}
		}
		fmt.Fprintf(w, "%s\t%s\n", name, usage)
	})
	w.Flush()
	return b.String()
}

// setUsage has the help of every command list its flags by flagUsages.
func setUsage(root *cobra.Command) {
	cobra.AddTemplateFunc("flagUsages", flagUsages)
	root.SetUsageTemplate(strings.NewReplacer(
		".LocalFlags.FlagUsages", "flagUsages .LocalFlags", ".InheritedFlags.FlagUsages", "flagUsages .InheritedFlags",
	).Replace(root.UsageTemplate()))
}
