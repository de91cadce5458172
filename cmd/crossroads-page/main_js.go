// SPDX-License-Identifier: Apache-2.0

package main

import (
	"syscall/js"

	"crossroads/cmd/crossroads/web/answers"
)

// main gives the worker of the page the function crossroadsAnswer and waits for
// its calls.
func main() {
	js.Global().Set("crossroadsAnswer", js.FuncOf(func(_ js.Value, args []js.Value) any {
		return string(answers.Answer([]byte(args[0].String())))
	}))
	js.Global().Call("crossroadsReady")
	select {}
}
