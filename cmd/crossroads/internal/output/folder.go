// SPDX-License-Identifier: Apache-2.0

package output

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/scenarios/files"
	"crossroads/scenarios/stats/workers"
)

// The files that every folder of results holds.
const (
	manifestName   = "manifest.json"
	dictionaryName = "datapackage.json"
)

// A File is a file to write. One that holds a table says which, for the data
// dictionary; its rows may be left out there. Of other CSV files the dictionary
// tells types from their cells.
type File struct {
	Name  string
	Table *table.Table // nil if it holds none
	Write func(io.Writer) error
	Doc   string // what the data dictionary says of it
}

// TableFile is a file NAME.csv that holds a table and no more.
func TableFile(t *table.Table) File {
	return File{Name: t.Name + ".csv", Table: t, Write: t.WriteCSV}
}

// FilesOf are the files that hold the tables, one each.
func FilesOf(tables []*table.Table) []File {
	var list []File
	for _, t := range tables {
		list = append(list, TableFile(t))
	}
	return list
}

// TableFiles are the names of the files that hold the tables of these names.
func TableFiles(tables []string) []string {
	var files []string
	for _, name := range tables {
		files = append(files, name+".csv")
	}
	return files
}

// A Folder gathers the files of one command and puts them in place together, so
// that a failed run leaves earlier results whole. Every file that commands wrote
// to a folder belongs to the manifest there.
type Folder struct {
	path    string
	results string
	draft   string   // a folder beside the finished files
	made    []string // the folders that were not there, innermost first
	before  []string // files of the manifest that was there
	written []Written
	tables  []File
}

// Written is one line of the manifest.
type Written struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// Open makes the folder, if need be, and a draft inside it. Results says what will
// lie there, such as "compare". A folder that cannot be written is refused, and
// one with other results unless forced.
func Open(path, results string, force bool) (*Folder, error) {
	Sweep(path)
	f := &Folder{path: path, results: results}
	text, err := files.Read(filepath.Join(path, manifestName), MaxManifest)
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
		return nil, fmt.Errorf("--out %s: %w", path, err)
	}
	if err == nil {
		var m Manifest
		if err := json.Unmarshal(text, &m); err != nil {
			return nil, fmt.Errorf("--out %s: holds a %s that cannot be read; name another folder", path, manifestName)
		}
		if other := m.results(); other != "" && other != results && !force {
			return nil, fmt.Errorf("--out %s: holds results of crossroads %s; name another folder, or add --force to replace them", path, other)
		}
		for _, w := range m.Outputs {
			if filepath.Base(w.Name) == w.Name { // a manifest names nothing outside its folder
				f.before = append(f.before, w.Name)
			}
		}
	}
	for above := filepath.Clean(path); ; above = filepath.Dir(above) {
		if _, err := os.Stat(above); !os.IsNotExist(err) {
			break
		}
		f.made = append(f.made, above)
	}
	err = os.MkdirAll(path, 0o755)
	if err == nil {
		f.draft, err = MakeDraft(path)
	}
	if err != nil {
		return nil, fmt.Errorf("--out %s: cannot be written: %w; name another folder", path, plain{err})
	}
	return f, nil
}

// Discard removes the draft, and folders made for nothing; what was put in place
// stays.
func (f *Folder) Discard() {
	os.RemoveAll(f.draft)
	for _, folder := range f.made {
		os.Remove(folder) // fails where it holds files
	}
}

// Draft is where a file lies that was written and is not yet in place.
func (f *Folder) Draft(name string) string { return filepath.Join(f.draft, name) }

// Write writes files at once, as many at a time as there are processors. The
// manifest lists them in the order given.
func (f *Folder) Write(list []File) error {
	written := make([]Written, len(list))
	err := workers.Each(context.Background(), len(list), func(i int) (err error) {
		if written[i], err = f.writeOne(list[i]); err != nil {
			err = fmt.Errorf("%s: cannot be written: %w", filepath.Join(f.path, list[i].Name), err)
		}
		return err
	})
	if err != nil {
		return err
	}
	for i := range list {
		if list[i].Table != nil || filepath.Ext(list[i].Name) == ".csv" {
			described := list[i]
			described.Write = nil // so that what it wrote from can go
			f.tables = append(f.tables, described)
		}
	}
	f.written = append(f.written, written...)
	return nil
}

// writeOne writes one file to the draft.
func (f *Folder) writeOne(one File) (Written, error) {
	file, err := os.Create(filepath.Join(f.draft, one.Name))
	if err != nil {
		return Written{}, err
	}
	defer file.Close()
	sum := sha256.New()
	if err := one.Write(io.MultiWriter(file, sum)); err != nil {
		return Written{}, err
	}
	info, err := file.Stat()
	if err != nil {
		return Written{}, err
	}
	return Written{one.Name, hex.EncodeToString(sum.Sum(nil)), info.Size()}, file.Close()
}

// Finish writes the data dictionary and the manifest over all files so far, puts
// everything in place, and removes what the manifest before listed and this one
// does not.
func (f *Folder) Finish(m *Manifest) error {
	if err := f.Write([]File{{Name: dictionaryName, Write: f.writeDictionary}}); err != nil {
		return err
	}
	m.Outputs, m.Results = f.written, f.results
	if err := f.Write([]File{{Name: manifestName, Write: m.write}}); err != nil {
		return err
	}
	for _, w := range f.written {
		if err := os.Rename(filepath.Join(f.draft, w.Name), filepath.Join(f.path, w.Name)); err != nil {
			return err
		}
	}
	for _, name := range f.before {
		if !slices.ContainsFunc(f.written, func(w Written) bool { return w.Name == name }) {
			if err := os.Remove(filepath.Join(f.path, name)); err != nil && !os.IsNotExist(err) {
				return err
			}
		}
	}
	return os.Remove(f.draft)
}

// Names lists the finished files, for a closing word.
func (f *Folder) Names() string {
	var list []string
	for _, w := range f.written {
		list = append(list, w.Name)
	}
	return strings.Join(list, ", ")
}

// Say says which files were written, and where.
func (f *Folder) Say(w io.Writer) {
	if len(f.written) == 1 {
		fmt.Fprintf(w, "Wrote 1 file to %s: %s\n", f.path, f.Names())
		return
	}
	fmt.Fprintf(w, "Wrote %d files to %s: %s\n", len(f.written), f.path, f.Names())
}

// writeJSON writes a value as indented JSON.
func writeJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// plain is an error of the file system in words, without the system call.
type plain struct{ error }

func (e plain) Unwrap() error { return e.error }

func (e plain) Error() string {
	var at *fs.PathError
	switch {
	case errors.Is(e.error, syscall.ENOTDIR):
		return "part of the path is a file, not a folder"
	case errors.Is(e.error, fs.ErrPermission):
		return "no permission"
	case errors.Is(e.error, fs.ErrNotExist):
		return "folders cannot be created there"
	case errors.As(e.error, &at):
		return at.Err.Error()
	}
	return e.error.Error()
}
