// SPDX-License-Identifier: Apache-2.0

//go:build !js

// Crossroads-page is the model inside the page: built for WebAssembly it gives
// the page a function that answers its questions. Built for anything else it
// answers one question per line of standard input.
package main

import (
	"bufio"
	"os"

	"crossroads/cmd/crossroads/web/answers"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		os.Stdout.Write(append(answers.Answer(lines.Bytes()), '\n'))
	}
}
