// SPDX-License-Identifier: Apache-2.0

package flags

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"crossroads/scenarios"
)

// A UsageError is a command line that asks for something there is not.
type UsageError struct{ Err error }

func (e UsageError) Error() string { return e.Err.Error() }

func (e UsageError) Unwrap() error { return e.Err }

// Usagef words a UsageError.
func Usagef(format string, args ...any) error { return UsageError{fmt.Errorf(format, args...)} }

// Misused reports whether an error is a misuse of the command line.
func Misused(err error) bool {
	var usage UsageError
	var unknown *scenarios.UnknownError
	return errors.As(err, &usage) || errors.As(err, &unknown)
}

// OneArgument wants exactly one argument of the kind named.
func OneArgument(kind string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) != 1 {
			return Usagef("%s needs one %s (%d given)", c.CommandPath(), kind, len(args))
		}
		return nil
	}
}

// AtLeast refuses a number of draws or points that is too small.
func AtLeast(flag string, value, least int) error {
	if value < least {
		return Usagef("--%s %d: must be %d or more", flag, value, least)
	}
	return nil
}

// NoArguments refuses names.
func NoArguments(c *cobra.Command, args []string) error {
	if len(args) != 0 {
		return Usagef("%s: %q is too much (flags only)", c.CommandPath(), args[0])
	}
	return nil
}

// KnownCommand refuses what is not a command, naming the closest.
func KnownCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, sub := range c.Commands() {
		if !sub.Hidden {
			names = append(names, sub.Name())
		}
	}
	return Usagef("unknown command %q; %s", args[0], MeantOrHelp(c, "", args[0], names))
}

// MeantOrHelp names the known name that was meant, or the help of a command.
func MeantOrHelp(c *cobra.Command, sign, name string, known []string) string {
	if closest := scenarios.Closest(name, known); closest != "" {
		return "did you mean " + sign + closest + "?"
	}
	return "run " + c.CommandPath() + " --help"
}
