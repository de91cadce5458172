// SPDX-License-Identifier: Apache-2.0

package output

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// draftPrefix begins the name of a draft, before the host and the process.
const draftPrefix = ".draft-"

// forgotten is the age at which a draft of another host is taken for left over.
const forgotten = 7 * 24 * time.Hour

// MakeDraft makes a draft inside a folder, named after this host and process,
// and removes the drafts that killed runs left there.
func MakeDraft(folder string) (string, error) {
	Sweep(folder)
	return os.MkdirTemp(folder, fmt.Sprintf("%s%s-%d-", draftPrefix, host(), os.Getpid()))
}

// Sweep removes the drafts that killed runs left in a folder, and puts in place
// what lay ready there: a run that was killed while it did so leaves no mixture of
// earlier and new results to the next. A draft of a
// process that still runs stays, and so does one of another host for a week.
func Sweep(folder string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, e := range entries {
		owner, ours := strings.CutPrefix(e.Name(), draftPrefix)
		if !ours {
			continue
		}
		info, err := e.Info()
		if err != nil {
			continue
		}
		rest, here := strings.CutPrefix(owner, host()+"-")
		number, _, _ := strings.Cut(rest, "-")
		pid, err := strconv.Atoi(number)
		if here && err == nil && !running(pid) || time.Since(info.ModTime()) > forgotten {
			draft := filepath.Join(folder, e.Name())
			putInPlace(draft, folder)
			os.RemoveAll(draft)
		}
	}
}

// putInPlace moves the files of a draft into its folder, if the manifest there is
// whole: it is written after all others and moved after all others.
func putInPlace(draft, folder string) {
	text, err := os.ReadFile(filepath.Join(draft, manifestName))
	if err != nil || !SealHolds(text) {
		return
	}
	entries, err := os.ReadDir(draft)
	if err != nil {
		return
	}
	for _, e := range entries {
		if e.Name() != manifestName && os.Rename(filepath.Join(draft, e.Name()), filepath.Join(folder, e.Name())) != nil {
			return
		}
	}
	os.Rename(filepath.Join(draft, manifestName), filepath.Join(folder, manifestName))
}

// host is the name of this machine, without what would part it from the process.
func host() string {
	name, err := os.Hostname()
	if err != nil || name == "" {
		return "host"
	}
	return strings.NewReplacer("-", "_", "/", "_", "*", "_").Replace(name)
}

// running reports whether a process exists; where that cannot be told, it does.
func running(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer p.Release()
	if runtime.GOOS == "windows" {
		return true // it could be found
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, os.ErrPermission)
}

// PutFile writes a file whole or not at all: to a draft beside it, then renamed.
// What stands there is written over only if told so.
func PutFile(name string, text []byte, over bool) error {
	if _, err := os.Lstat(name); err == nil && !over {
		return fmt.Errorf("%s: already exists (choose another name, or use --force to replace it)", name)
	}
	mode := os.FileMode(0o644)
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	if info, err := os.Stat(name); err == nil {
		mode = info.Mode().Perm()
	}
	draft, err := os.CreateTemp(filepath.Dir(name), draftPrefix+"*"+filepath.Ext(name))
	if err != nil {
		return fmt.Errorf("%s: cannot be written: %w", name, err)
	}
	_, err = draft.Write(text)
	err = errors.Join(err, draft.Chmod(mode), draft.Close())
	if err == nil {
		err = os.Rename(draft.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("%s: cannot be written: %w", name, errors.Join(err, os.Remove(draft.Name())))
	}
	return nil
}
