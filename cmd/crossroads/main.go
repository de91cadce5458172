// SPDX-License-Identifier: Apache-2.0

// Command crossroads compares policy paths on the Pakistan–Afghanistan border
// in a simple model. Everything it shows is illustrative, not a forecast.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/internal/replay"
	"crossroads/cmd/crossroads/internal/sink"
	"crossroads/model"
	"crossroads/scenarios/files"
)

// The exit codes.
const (
	exitDone    = 0
	exitFailed  = 1 // a file with mistakes, a run that diverges, something that cannot be written
	exitMisused = 2 // an unknown command, flag or name
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run carries out one command line and returns the exit code. Results go to
// stdout, words to stderr.
func run(args []string, stdout, stderr io.Writer) int {
	if _, err := model.KernelName(); err != nil {
		fmt.Fprintln(stderr, err)
		return exitMisused
	}
	out, words := sink.NewTerminal(stdout), sink.NewTerminal(stderr)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx = replay.WithProgram(ctx, execute)
	err := execute(ctx, args, out, words)
	if err == nil && out.Err() != nil {
		err = fmt.Errorf("the answer could not be written: %w", out.Err())
	}
	if err == nil {
		return exitDone
	}
	if errors.Is(err, context.Canceled) {
		err = errors.New("stopped before the end: nothing was written")
	}
	code := exitFailed
	said := files.Plain(err)
	if flags.Misused(err) {
		code = exitMisused
		if hint := blankHint(args); hint != "" {
			said += "\n" + hint
		}
	}
	if wantsJSON(args) {
		json.NewEncoder(words).Encode(map[string]any{"error": said, "exit": code})
	} else {
		fmt.Fprintln(words, said)
	}
	return code
}

// execute carries out one command line.
func execute(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return root.ExecuteContext(output.WithArgs(ctx, args))
}

// wantsJSON reports whether a command line asks for an answer in JSON; its errors
// come as one JSON object, too.
func wantsJSON(args []string) bool {
	for i, a := range args {
		if a == "--format=json" || a == "--format" && i+1 < len(args) && args[i+1] == "json" {
			return true
		}
	}
	return false
}

// blankHint explains a blank that splits a flag from its value or a list in two.
func blankHint(args []string) string {
	for i := 1; i < len(args); i++ {
		before, word := args[i-1], args[i]
		switch {
		case strings.HasPrefix(before, "--") && !strings.Contains(before, "=") && slices.Contains([]string{"true", "false", "yes", "no"}, strings.ToLower(word)):
			return fmt.Sprintf("%s %s: a flag that is on or off takes no word after a space; write %s or %s=false", before, word, before, before)
		case strings.HasSuffix(before, ",") && !strings.HasPrefix(word, "-"):
			return fmt.Sprintf("%s %s: the space ends the list; write %s%s", before, word, before, word)
		}
	}
	return ""
}

// newHelp makes the command that shows the help of another and refuses unknown ones.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Show the help of a command",
		RunE: func(c *cobra.Command, args []string) error {
			found, rest, err := c.Root().Find(args)
			if found == nil || err != nil || len(rest) > 0 {
				if found == nil {
					found = c.Root()
				}
				return flags.KnownCommand(found, args[len(args)-max(1, len(rest)):])
			}
			found.InitDefaultHelpFlag()
			return found.Help()
		},
	}
}

// flagError refuses an unknown flag, naming the closest, and a value that a flag
// does not take.
func flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		return flags.Usagef("unknown flag --%s; %s", unknown.GetSpecifiedName(), flags.MeantOrHelp(c, "--", unknown.GetSpecifiedName(), names))
	case errors.As(err, &invalid):
		return flags.Usagef("--%s %s: %w", invalid.GetFlag().Name, invalid.GetValue(), invalid.Unwrap())
	}
	return flags.Usagef("%w; run %s --help", err, c.CommandPath())
}
