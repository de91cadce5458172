// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// unlisted are the commands after which stands what nobody can list.
var unlisted = []string{"class show"}

// TestEveryNameCompletes holds that each command that takes names has a row that
// says which, each flag that takes words one too, and that no row is left over.
func TestEveryNameCompletes(t *testing.T) {
	commands, flags := map[string]bool{}, map[string]bool{}
	for _, c := range everyCommand(newRoot()) {
		name := strings.TrimPrefix(c.CommandPath(), "crossroads ")
		_, listed := argumentCompletions[name]
		commands[name] = true
		if takes := strings.Contains(c.Use, " "); takes != listed && !c.HasSubCommands() && !slices.Contains(unlisted, name) {
			t.Errorf("crossroads %s: takes names: %v, has a row: %v", c.Use, takes, listed)
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			flags[f.Name], flags[c.Name()+" "+f.Name] = true, true
			kind := f.Value.Type()
			_, row := flagCompletions[f.Name]
			if words := strings.HasPrefix(kind, "string"); words && !row && !slices.Contains(freeFlags, f.Name) {
				t.Errorf("crossroads %s --%s: takes words and has no row", name, f.Name)
			}
		})
	}
	for name := range argumentCompletions {
		if !commands[name] {
			t.Errorf("a row for crossroads %s, which is no command", name)
		}
	}
	for name := range flagCompletions {
		if !flags[name] {
			t.Errorf("a row for --%s, which is no flag", name)
		}
	}
}

// freeFlags take words that nobody can list.
var freeFlags = []string{"inputs", "target", "where", "shard", "budget", "addr"}
