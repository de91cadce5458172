// SPDX-License-Identifier: Apache-2.0

//go:build unix

package files

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestAPipeIsRefusedWithoutWaiting(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	if _, err := Read(pipe, 10); err == nil || !strings.Contains(err.Error(), "it is a pipe") {
		t.Errorf("a pipe: %v", err)
	}
}
