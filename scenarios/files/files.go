// Package files reads files that others wrote: none larger than a limit, and
// nothing but ordinary files.
package files

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Read returns the content of an ordinary file of at most so many bytes. A
// folder, a pipe, a device and a larger file are refused in words that name the
// file.
func Read(name string, most int64) ([]byte, error) {
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
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("cannot open %s: file not found%w", name, quiet{err})
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("cannot open %s: no permission to read it%w", name, quiet{err})
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("cannot open %s: %w", name, err)
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
