// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"crossroads/cmd/crossroads/internal/describe"
	"crossroads/cmd/crossroads/internal/figures"
	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/counts"
)

// shells are the shells whose completion the program can set up.
var shells = []struct {
	name, where string // where says how the shell takes the script up
	write       func(*cobra.Command, io.Writer) error
}{
	{"bash", "crossroads completion bash > ~/.local/share/bash-completion/completions/crossroads",
		func(root *cobra.Command, w io.Writer) error { return root.GenBashCompletionV2(w, true) }},
	{"zsh", `crossroads completion zsh > "${fpath[1]}/_crossroads"`, (*cobra.Command).GenZshCompletion},
	{"fish", "crossroads completion fish > ~/.config/fish/completions/crossroads.fish",
		func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) }},
	{"powershell", "crossroads completion powershell | Out-String | Invoke-Expression", (*cobra.Command).GenPowerShellCompletionWithDesc},
}

// newCompletion makes the command that prints the script of a shell.
func newCompletion() *cobra.Command {
	var where []string
	for _, s := range shells {
		where = append(where, "  "+s.where)
	}
	c := &cobra.Command{
		Use:   "completion " + strings.Join(shellNames(), "|"),
		Short: "Print the completion script of a shell",
		Long: model.Label + `

Prints the script that lets a shell complete commands, flags, files, and the names of paths, worlds, levers,
parameters, outcomes, series, figures and evidence.`,
		Example: strings.Join(where, "\n"),
		Args:    flags.OneArgument("shell: " + strings.Join(shellNames(), ", ")),
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		for _, s := range shells {
			if s.name == args[0] {
				return s.write(c.Root(), c.OutOrStdout())
			}
		}
		return flags.Usagef("%s", scenarios.Unknown("shell", args[0], shellNames()))
	}
	return c
}

// shellNames lists the names of shells.
func shellNames() []string {
	var names []string
	for _, s := range shells {
		names = append(names, s.name)
	}
	return names
}

// completer lists what may stand where a word has been begun.
type completer = cobra.CompletionFunc

// oneOf completes names.
func oneOf(lists ...func() []string) completer {
	return func(_ *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return beginning(begun, lists), cobra.ShellCompDirectiveNoFileComp
	}
}

// beginning is the names of several lists that begin in a way.
func beginning(begun string, lists []func() []string) (names []string) {
	for _, list := range lists {
		for _, name := range list() {
			if strings.HasPrefix(name, begun) {
				names = append(names, name)
			}
		}
	}
	return names
}

// fixed is a list of names as a function.
func fixed(names ...string) func() []string { return func() []string { return names } }

// aFile completes files by the endings of their names, or any file if none is
// given.
func aFile(endings ...string) completer {
	return func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(endings) == 0 {
			return nil, cobra.ShellCompDirectiveDefault
		}
		return endings, cobra.ShellCompDirectiveFilterFileExt
	}
}

// aFolder completes folders.
func aFolder(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// nothing completes what nobody can list, such as a number.
var nothing completer = cobra.NoFileCompletions

// orYAML completes names, and beside them scenario or world files and the folders
// that may hold some.
func orYAML(lists ...func() []string) completer { return orFile(output.IsYAML, lists...) }

// orFile completes the names of lists and the files that fit.
func orFile(fits func(name string) bool, lists ...func() []string) completer {
	return func(_ *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		all, directive := beginning(begun, lists), cobra.ShellCompDirectiveNoFileComp
		folder, _ := filepath.Split(begun)
		entries, err := os.ReadDir(cmp.Or(folder, "."))
		if err != nil {
			return all, directive
		}
		for _, entry := range entries {
			switch name := folder + entry.Name(); {
			case !strings.HasPrefix(name, begun) || strings.HasPrefix(entry.Name(), "."):
			case entry.IsDir():
				all, directive = append(all, name+"/"), directive|cobra.ShellCompDirectiveNoSpace
			case fits(name):
				all = append(all, name)
			}
		}
		return all, directive
	}
}

// several completes the last of words separated by commas.
func several(one completer) completer {
	return func(c *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		before, last := "", begun
		if i := strings.LastIndexByte(begun, ','); i >= 0 {
			before, last = begun[:i+1], begun[i+1:]
		}
		list, directive := one(c, args, last)
		given := strings.Split(before, ",")
		var more []cobra.Completion
		for _, word := range list {
			if !slices.Contains(given, word) {
				more = append(more, before+word)
			}
		}
		return more, directive
	}
}

// before completes the first part of a word up to a mark that the rest follows.
func before(mark string, one completer) completer {
	return func(c *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if strings.Contains(begun, mark) {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		list, directive := one(c, args, begun)
		var marked []cobra.Completion
		for _, word := range list {
			marked = append(marked, word+mark)
		}
		return marked, directive | cobra.ShellCompDirectiveNoSpace
	}
}

// both completes two different words with a mark between them.
func both(mark string, one completer) completer {
	first := before(mark, one)
	return func(c *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		word, rest, marked := strings.Cut(begun, mark)
		if !marked {
			return first(c, args, begun)
		}
		list, directive := one(c, args, rest)
		var all []cobra.Completion
		for _, other := range list {
			if other != word {
				all = append(all, word+mark+other)
			}
		}
		return all, directive
	}
}

// isTableFile reports whether a file is named like a table.
func isTableFile(name string) bool {
	return slices.Contains([]string{".csv", ".parquet"}, filepath.Ext(name))
}

// What the places of a command line may hold.
var (
	aPath        = orYAML(scenarios.PathNames)
	aWorld       = orYAML(scenarios.WorldNames)
	pathOrWorld  = orYAML(scenarios.PathNames, scenarios.WorldNames)
	yamlFile     = orYAML()
	aLever       = oneOf(model.LeverNames)
	anAssumption = oneOf(model.ParameterNames)
	anOutcome    = oneOf(model.OutcomeNames)
)

// flagCompletions holds what a flag may be set to, by "command flag" where it
// differs between commands, else by its name. A flag that takes one of a few
// words lists them itself; one that takes a number completes to nothing.
var flagCompletions = map[string]completer{
	"world":          aWorld,
	"worlds":         several(aWorld),
	"against":        aPath,
	"path":           aPath,
	"outcome":        several(anOutcome),
	"figures":        several(oneOf(plots.Forms, fixed("none"))),
	"report figures": oneOf(fixed("pdf", "none")),
	"size":           oneOf(canvas.SizeNames),
	"out":            aFolder,
	"from":           aFolder,
	"new from":       oneOf(scenarios.PathNames, scenarios.WorldNames),
	"table":          oneOf(fixed(table.List, table.All)),
	"method":         oneOf(fixed("rk4", "euler")),
	"map":            several(anAssumption),
	"evidence":       orFile(isTableFile, fixed(counts.Sets...)),
	"bounds":         aFile("csv", "parquet"),
	"in":             aFile("csv", "parquet"),
	"posterior":      aFile("csv", "parquet"),
	"members-out":    aFile("csv", "parquet"),
	"world-out":      yamlFile,
	"levers":         several(aLever),
	"rising":         several(aLever),
	"falling":        several(aLever),
	"range":          before("=", aLever),
	"pairs":          several(both(":", aPath)),
	"threshold":      before("<", anOutcome),
}

// argumentCompletions holds what the names after a command may be, in order; the
// last goes for all that follow where the command takes any number.
var argumentCompletions = map[string]struct {
	places []completer
	more   bool
}{
	"compare":           {[]completer{aPath}, true},
	"run":               {[]completer{aPath}, false},
	"plot":              {[]completer{oneOf(figures.FigureNames), aPath}, true},
	"describe":          {[]completer{oneOf(describe.Topics), aPath}, false},
	"explain":           {[]completer{oneOf(describe.Explainable)}, false},
	"breakeven":         {[]completer{aPath, aPath}, false},
	"cross":             {[]completer{aPath}, true},
	"debate":            {[]completer{aPath}, true},
	"discover":          {[]completer{aPath, aPath}, false},
	"ensemble":          {[]completer{aPath}, true},
	"report":            {[]completer{aPath}, true},
	"robustness":        {[]completer{aPath}, true},
	"sensitivity":       {[]completer{aPath, aPath}, false},
	"study":             {[]completer{aPath}, true},
	"merge":             {[]completer{aFolder}, true},
	"replay":            {[]completer{aFile("json", "html"), aFolder}, false},
	"verify":            {[]completer{aFile("json"), aFolder}, false},
	"completion":        {[]completer{oneOf(shellNames)}, false},
	"evidence new":      {[]completer{aFile("csv")}, false},
	"evidence validate": {[]completer{aFile("csv", "parquet")}, true},
	"evidence show":     {[]completer{aFile("csv", "parquet")}, false},
	"class merge":       {[]completer{aFile()}, true},
	"class code":        {[]completer{aPath}, false},
	"ensemble cross":    {[]completer{aPath}, true},
	"ensemble merge":    {[]completer{aFolder}, true},

	"scenario show":     {[]completer{pathOrWorld}, false},
	"scenario new":      {[]completer{yamlFile}, false},
	"scenario validate": {[]completer{yamlFile}, true},
	"scenario fmt":      {[]completer{yamlFile}, true},
	"scenario diff":     {[]completer{pathOrWorld, pathOrWorld}, false},
	"scenario schema":   {[]completer{oneOf(fixed("path", "world"))}, false},
}

// complete tells every command what its flags and names may be.
func complete(root *cobra.Command) {
	for _, c := range everyCommand(root) {
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if list := flagCompleter(c, f); list != nil {
				c.RegisterFlagCompletionFunc(f.Name, list) // fails only for a flag there is not, or one told before
			}
		})
		if !c.HasSubCommands() {
			c.ValidArgsFunction = argumentCompleter(c)
		}
	}
}

// everyCommand lists the commands below one, and those below them.
func everyCommand(c *cobra.Command) []*cobra.Command {
	var list []*cobra.Command
	for _, sub := range c.Commands() {
		list = append(append(list, sub), everyCommand(sub)...)
	}
	return list
}

// flagCompleter is what a flag may be set to, or nil for a switch.
func flagCompleter(c *cobra.Command, f *pflag.Flag) completer {
	if one, ok := f.Value.(*flags.Choice); ok {
		return oneOf(fixed(one.Known...))
	}
	for _, key := range []string{c.Name() + " " + f.Name, f.Name} {
		if list, ok := flagCompletions[key]; ok {
			return list
		}
	}
	if f.NoOptDefVal != "" {
		return nil
	}
	return nothing
}

// argumentCompleter is what the names after a command may be.
func argumentCompleter(c *cobra.Command) completer {
	known, ok := argumentCompletions[strings.TrimPrefix(c.CommandPath(), c.Root().Name()+" ")]
	if !ok {
		return nothing
	}
	return func(c *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		at := len(args)
		if known.more {
			at = min(at, len(known.places)-1)
		}
		if at >= len(known.places) {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		list, directive := known.places[at](c, args, begun)
		return slices.DeleteFunc(slices.Clone(list), func(word cobra.Completion) bool { return slices.Contains(args, word) }), directive
	}
}
