package main

import (
	"bytes"
	"testing"
)

// BenchmarkCompare does the whole main job: nine runs, the table, five figures
// in two forms, CSV and manifest.
func BenchmarkCompare(b *testing.B) {
	folder := b.TempDir()
	for b.Loop() {
		var stdout, stderr bytes.Buffer
		if code := run([]string{"compare", "--out", folder}, &stdout, &stderr); code != exitDone {
			b.Fatalf("exit %d: %s", code, stderr.String())
		}
	}
}
