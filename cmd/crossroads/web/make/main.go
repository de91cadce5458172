// SPDX-License-Identifier: Apache-2.0

// Command make puts the model for the page where the next build of crossroads
// embeds it: for a program that leaves this machine and its sources.
package main

import (
	"context"
	"fmt"
	"os"

	"crossroads/cmd/crossroads/web"
	"crossroads/scenarios"
)

func main() {
	say := func(words string) { fmt.Fprintln(os.Stderr, words) }
	m, err := web.Build(context.Background(), ".", say)
	if err == nil {
		err = web.Keep(m, scenarios.ModelHash(), "built")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
