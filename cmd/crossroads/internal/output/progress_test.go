// SPDX-License-Identifier: Apache-2.0

package output

import (
	"strings"
	"testing"
	"time"
)

func TestTheTimeLeftIsSaidOnlyOnceItMeansSomething(t *testing.T) {
	for _, c := range []struct {
		done  int
		spent time.Duration
		want  bool
	}{
		{500, time.Second, false}, {10, 10 * time.Second, false}, {500, 10 * time.Second, true},
	} {
		p := &Progress{done: c.done, total: 1000}
		if got := p.words(c.spent); strings.Contains(got, "10s left") != c.want {
			t.Errorf("%d of 1000 runs after %v: %q, time left wanted: %v", c.done, c.spent, got, c.want)
		}
	}
}
