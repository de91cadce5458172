// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/audits"
	"crossroads/cmd/crossroads/internal/describe"
	"crossroads/cmd/crossroads/internal/draws"
	"crossroads/cmd/crossroads/internal/evidence"
	"crossroads/cmd/crossroads/internal/figures"
	"crossroads/cmd/crossroads/internal/fitting"
	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/replay"
	"crossroads/cmd/crossroads/internal/report"
	"crossroads/cmd/crossroads/internal/sink"
	"crossroads/cmd/crossroads/internal/start"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/cmd/crossroads/internal/teach"
	"crossroads/model"
)

// groups lists the commands of the first screen, in order.
var groups = []struct {
	title    string
	commands []func() *cobra.Command
}{
	{"Start", []func() *cobra.Command{start.NewCompare, start.NewRun, describe.NewExplain, start.NewScenario, teach.NewPage}},
	{"Teach", []func() *cobra.Command{teach.NewLesson, teach.NewClass, teach.NewServe, report.NewReport}},
	{"Try many assumptions", []func() *cobra.Command{newEnsembleGroup, newCalibrateGroup, evidence.New}},
	{"Question a result", []func() *cobra.Command{
		audits.NewBreakeven, audits.NewSensitivity, audits.NewRobustness, audits.NewDiscover, audits.NewStudy, audits.NewDebate, audits.NewOptimize,
	}},
	{"Look up", []func() *cobra.Command{describe.NewDescribe, figures.NewPlot, replay.New, replay.NewVerify, newCompletion, newVersion}},
}

// renamed lists the commands that version 0.1 had under other names. They work for
// one version more and name the new command.
var renamed = []struct {
	to      string
	command func() *cobra.Command
}{
	{"ensemble merge", draws.NewMerge},
	{"ensemble cross", audits.NewCross},
	{"calibrate backtest", fitting.NewBacktest},
}

// newEnsembleGroup makes ensemble and the commands that belong to it.
func newEnsembleGroup() *cobra.Command {
	c := draws.NewEnsemble()
	c.AddCommand(draws.NewMerge(), audits.NewCross())
	return c
}

// newCalibrateGroup makes calibrate and the command that tests its fit.
func newCalibrateGroup() *cobra.Command {
	c := fitting.NewCalibrate()
	c.AddCommand(fitting.NewBacktest())
	return c
}

// newRoot makes the program with all its commands.
func newRoot() *cobra.Command {
	cobra.EnableCommandSorting = false // the first screen has an order of its own
	root := &cobra.Command{
		Use:           "crossroads",
		Short:         "Compare policy paths for the Pakistan–Afghanistan border",
		Long:          firstLines,
		Version:       model.Version,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          flags.KnownCommand,
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := io.WriteString(c.OutOrStdout(), firstScreen)
			return err
		},
	}
	quiet := root.PersistentFlags().Bool("quiet", false, "print nothing but the answer and errors")
	root.PersistentPreRun = func(*cobra.Command, []string) {
		if *quiet {
			root.SetErr(io.Discard) // errors are printed by whoever runs the root
		}
	}
	root.SetFlagErrorFunc(flagError)
	root.CompletionOptions.DisableDefaultCmd = true
	for _, g := range groups {
		root.AddGroup(&cobra.Group{ID: g.title, Title: g.title})
		for _, newCommand := range g.commands {
			c := newCommand()
			c.GroupID = g.title
			root.AddCommand(c)
		}
	}
	for _, r := range renamed {
		root.AddCommand(oldName(r.command(), r.to))
	}
	for _, newCommand := range extraCommands {
		root.AddCommand(newCommand())
	}
	root.SetHelpCommand(newHelp())
	complete(root)
	setUsage(root)
	usual := root.HelpFunc()
	root.SetHelpFunc(func(c *cobra.Command, args []string) {
		if c == root {
			writeCommands(c.OutOrStdout(), root)
			return
		}
		out := c.OutOrStdout()
		var text bytes.Buffer
		c.SetOut(&text)
		usual(c, args)
		c.SetOut(nil) // that of the root
		io.WriteString(out, fitHelp(text.String(), sink.Width(out)))
	})
	return root
}

// fitHelp breaks the lines of a help text at a width. Lines that begin at the
// margin flow together into paragraphs; a flag's words go on below each other.
func fitHelp(text string, width int) string {
	var lines []string
	for _, l := range strings.Split(text, "\n") {
		last := len(lines) - 1
		switch margin := l != "" && l[0] != ' ' && !strings.HasSuffix(l, ":"); {
		case margin && last >= 0 && lines[last] != "" && lines[last][0] != ' ' && lines[last] != model.Label && !strings.HasSuffix(lines[last], ":"):
			lines[last] += " " + l
		default:
			lines = append(lines, l)
		}
	}
	var b strings.Builder
	for _, l := range lines {
		indent := 0
		if strings.HasPrefix(l, "  ") {
			indent = len(l) - len(strings.TrimLeft(l, " "))
			if _, words, two := strings.Cut(l[indent:], "   "); two {
				indent = len(l) - len(strings.TrimLeft(words, " "))
			}
		}
		for i, part := range table.Wrap(l[indent:], width-indent) {
			if i == 0 {
				b.WriteString(l[:indent])
			} else {
				b.WriteString(strings.Repeat(" ", indent))
			}
			b.WriteString(part + "\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// extraCommands are commands of special builds.
var extraCommands []func() *cobra.Command

// oldName hides a command and has it name the new one on stderr.
func oldName(c *cobra.Command, to string) *cobra.Command {
	c.Hidden = true
	before := c.PreRunE
	c.PreRunE = func(c *cobra.Command, args []string) error {
		fmt.Fprintf(c.ErrOrStderr(), "crossroads %s is now crossroads %s; the old name goes in the next version\n", c.Name(), to)
		if before == nil {
			return nil
		}
		return before(c, args)
	}
	return c
}

// firstLines say what the program asks.
const firstLines = model.Label + `
Compare policy paths for the Pakistan–Afghanistan border in a simple model:
what would have to be true for force or investment to cost fewer lives?`

// firstScreen is what the program says when it is called alone: what it asks, five
// commands that can be run as they stand, and how to go on.
const firstScreen = firstLines + `

Try one of these:
  crossroads compare               Compare the paths side by side
  crossroads page                  Write an interactive page that works offline
  crossroads explain attacks       Explain a number, its source and effect
  crossroads scenario new my.yaml  Start a path of your own, then compare my.yaml
  crossroads lesson                Write the materials for a lesson of 50 minutes

All commands:  crossroads help
One command:   crossroads compare --help
`

// writeCommands writes what the program asks and its commands in groups.
func writeCommands(w io.Writer, root *cobra.Command) {
	var b strings.Builder
	b.WriteString(firstLines + "\n\nUsage: crossroads COMMAND [flags]\n")
	for _, g := range root.Groups() {
		b.WriteString("\n" + g.Title + "\n")
		for _, c := range root.Commands() {
			if c.GroupID == g.ID {
				fmt.Fprintf(&b, "  %-12s %s\n", c.Name(), c.Short)
			}
		}
	}
	b.WriteString("\nHelp on one command: crossroads COMMAND --help\n")
	io.WriteString(w, b.String())
}
