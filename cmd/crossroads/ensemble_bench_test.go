package main

import (
	"io"
	"testing"
)

// BenchmarkEnsemble runs the whole command as a user does by default: nine paths
// under 10 000 sets of assumptions, every other way of drawing, files and
// figures.
func BenchmarkEnsemble(b *testing.B) {
	for b.Loop() {
		if code := run([]string{"ensemble", "--out", b.TempDir()}, io.Discard, io.Discard); code != exitDone {
			b.Fatalf("exit code %d, want %d", code, exitDone)
		}
	}
}
