// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"
	"testing"
)

func TestServeRefusesToLetOthersInUnasked(t *testing.T) {
	for addr, want := range map[string]string{
		"0.0.0.0:8321":   "would let other machines in (--lan if that is meant)",
		"192.0.2.1:8321": "would let other machines in",
		"8321":           "is not a host and a port",
		"127.0.0.1:x":    "is not a port",
	} {
		var out, words strings.Builder
		if code := run([]string{"serve", "--no-browser", "--addr", addr}, &out, &words); code != exitMisused || !strings.Contains(words.String(), want) {
			t.Errorf("--addr %s: exit %d, %q, want %q", addr, code, words.String(), want)
		}
	}
}
