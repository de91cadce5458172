// SPDX-License-Identifier: Apache-2.0

// Package files reads files that others wrote: none larger than a limit, and
// nothing but ordinary files.
package files

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"syscall"
)

// Input is the name of standard input on a command line.
const Input = "-"

// Read returns the content of an ordinary file of at most so many bytes, or that
// of standard input. A folder, a pipe, a device and a larger file are refused in
// words that name the file.
func Read(name string, most int64) ([]byte, error) {
	if name == Input {
		text, err := io.ReadAll(io.LimitReader(os.Stdin, most+1))
		if err == nil && int64(len(text)) > most {
			err = tooLarge("standard input", most)
		}
		return text, err
	}
	f, err := Open(name, most)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, most+1)) // a file may grow while it is read
	if err == nil && int64(len(text)) > most {
		err = tooLarge(name, most)
	}
	return text, err
}

// Open opens an ordinary file of at most so many bytes, and refuses what Read
// refuses. It never waits: a pipe is refused before it is opened.
func Open(name string, most int64) (*os.File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, inWords(name, err)
	}
	switch mode := info.Mode(); {
	case mode.IsDir():
		return nil, fmt.Errorf("cannot read %s: it is a folder; name a file", name)
	case mode&fs.ModeNamedPipe != 0:
		return nil, fmt.Errorf("cannot read %s: it is a pipe; save its content to a file first", name)
	case !mode.IsRegular():
		return nil, fmt.Errorf("cannot read %s: it is a device or socket; name an ordinary file", name)
	case info.Size() > most:
		return nil, tooLarge(name, most)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, inWords(name, err)
	}
	return f, nil
}

// inWords says why a file cannot be opened.
func inWords(name string, err error) error {
	return fmt.Errorf("cannot open %s: %s%w", name, cause(err), quiet{err})
}

// Plain returns the text of an error with what the system said about a file or
// folder put in plain words: "stat a.csv: no such file or directory" becomes
// "cannot open a.csv: file not found".
func Plain(err error) string {
	if err == nil {
		return ""
	}
	text := err.Error()
	for _, said := range systemErrors(err) {
		text = strings.ReplaceAll(text, said.Error(), plain(said))
	}
	return text
}

// systemErrors lists what the system said among the causes of an error.
func systemErrors(err error) []error {
	switch e := err.(type) {
	case *fs.PathError, *os.LinkError, *os.SyscallError:
		return []error{err}
	case interface{ Unwrap() error }:
		return systemErrors(e.Unwrap())
	case interface{ Unwrap() []error }:
		var all []error
		for _, one := range e.Unwrap() {
			all = append(all, systemErrors(one)...)
		}
		return all
	}
	return nil
}

// plain words what the system said about one file or folder.
func plain(err error) string {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &link):
		return fmt.Sprintf("cannot write %s: %s", link.New, cause(err))
	case !errors.As(err, &path):
		return cause(err)
	case slices.Contains([]string{"open", "stat", "lstat", "read", "readdirent"}, path.Op):
		return fmt.Sprintf("cannot open %s: %s", path.Path, cause(err))
	}
	return fmt.Sprintf("cannot write %s: %s", path.Path, cause(err))
}

// cause says why the system refused a file or folder.
func cause(err error) string {
	var number syscall.Errno
	switch {
	case errors.Is(err, syscall.ENOTDIR):
		return "part of the path is a file, not a folder"
	case errors.Is(err, fs.ErrNotExist):
		return "file not found"
	case errors.Is(err, fs.ErrPermission):
		return "no permission"
	case errors.As(err, &number):
		return number.Error()
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// quiet is an error that adds no words, so that errors.Is still finds its cause.
type quiet struct{ error }

func (quiet) Error() string   { return "" }
func (q quiet) Unwrap() error { return q.error }

// tooLarge refuses a file.
func tooLarge(name string, most int64) error {
	size := fmt.Sprintf("%d bytes", most)
	switch {
	case most >= 1<<20:
		size = fmt.Sprintf("%d MB", most>>20)
	case most >= 1<<10:
		size = fmt.Sprintf("%d kB", most>>10)
	}
	return fmt.Errorf("cannot read %s: it is larger than %s, the most that is read", name, size)
}
