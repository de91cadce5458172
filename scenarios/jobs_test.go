// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"path/filepath"
	"testing"
)

// TestJobs_AreFilesWithoutMistakes reads the files behind docs/jobs.md.
func TestJobs_AreFilesWithoutMistakes(t *testing.T) {
	files, err := filepath.Glob("../docs/jobs/*.yaml")
	if err != nil || len(files) < 6 {
		t.Fatalf("%d files, error %v; want 6 or more", len(files), err)
	}
	for _, file := range files {
		if _, warnings, err := Check(file); err != nil || len(warnings) > 0 {
			t.Errorf("%s: error %v, warnings %v; want none", file, err, warnings)
		}
	}
}
