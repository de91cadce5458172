// SPDX-License-Identifier: Apache-2.0

package files

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestOnlyOrdinaryFilesWithinTheLimitAreRead(t *testing.T) {
	dir := t.TempDir()
	small, large := filepath.Join(dir, "small"), filepath.Join(dir, "large")
	for name, size := range map[string]int{small: 10, large: 11} {
		if err := os.WriteFile(name, make([]byte, size), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if text, err := Read(small, 10); err != nil || len(text) != 10 {
		t.Errorf("a file at the limit: %d bytes, %v", len(text), err)
	}
	for name, want := range map[string]string{
		large:                          "larger than 10 bytes",
		dir:                            "it is a folder",
		filepath.Join(dir, "none"):     "file not found",
		filepath.Join(small, "inside"): "cannot open",
	} {
		_, err := Read(name, 10)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	if _, err := Read(filepath.Join(dir, "none"), 10); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v does not tell that the file is missing", err)
	}
	if _, err := os.Stat("/dev/zero"); err == nil {
		if _, err := Read("/dev/zero", 10); err == nil || !strings.Contains(err.Error(), "device") {
			t.Errorf("a device: %v", err)
		}
	}
}

func TestPlain_PutsWhatTheSystemSaidInWords(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.csv")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	none, inside := filepath.Join(dir, "none"), filepath.Join(file, "inside")
	_, missing := os.Stat(none)
	_, within := os.Open(inside)
	for want, err := range map[string]error{
		"cannot open " + none + ": file not found":                              missing,
		"entries: cannot open " + none + ": file not found":                     fmt.Errorf("entries: %w", missing),
		"cannot open " + inside + ": part of the path is a file, not a folder":  within,
		"cannot write " + inside + ": part of the path is a file, not a folder": os.Mkdir(inside, 0o755),
		"cannot write " + dir + "/b: file not found":                            os.Rename(none, filepath.Join(dir, "b")),
		"one\ncannot open " + none + ": file not found":                         errors.Join(errors.New("one"), missing),
		"no words of the system":                                                errors.New("no words of the system"),
		"cannot open " + none + ": no permission":                               &fs.PathError{Op: "open", Path: none, Err: fs.ErrPermission},
		"cannot write " + none + ": no space left on device":                    &fs.PathError{Op: "write", Path: none, Err: syscall.ENOSPC},
		"cannot write " + none + ": short write":                                &fs.PathError{Op: "write", Path: none, Err: io.ErrShortWrite},
		"no permission":                                                         os.NewSyscallError("fsync", syscall.EACCES),
		"":                                                                      nil,
	} {
		if got := Plain(err); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTheLimitIsSaidInTheLargestUnitThatFits(t *testing.T) {
	for most, want := range map[int64]string{
		10:      "cannot read a.csv: it is larger than 10 bytes, the most that is read",
		1023:    "cannot read a.csv: it is larger than 1023 bytes, the most that is read",
		1 << 10: "cannot read a.csv: it is larger than 1 kB, the most that is read",
		1 << 20: "cannot read a.csv: it is larger than 1 MB, the most that is read",
		512e6:   "cannot read a.csv: it is larger than 488 MB, the most that is read",
	} {
		if got := tooLarge("a.csv", most).Error(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestOpenRefusesWithoutLeavingAFileOpen(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a")
	if err := os.WriteFile(name, []byte("text"), 0o644); err != nil {
		t.Fatal(err)
	}
	if f, err := Open(name, 3); err == nil || f != nil {
		t.Errorf("a larger file: %v, %v", f, err)
	}
	f, err := Open(name, 4)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if text, err := io.ReadAll(f); string(text) != "text" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
}

func TestAFileIsNamedByItsFirstBytesAndTheLongerMarkFirst(t *testing.T) {
	for text, want := range map[string][2]string{
		"\xff\xfe\x00\x00a": {"text in UTF-32", "save it as UTF-8"}, "\xff\xfea\x00": {"text in UTF-16", "save it as UTF-8; in a spreadsheet: CSV UTF-8"},
		"PK\x03\x04": {"a workbook or an archive", "save the sheet as CSV UTF-8"}, "%PDF-1.7": {"a PDF document", ""}, "{\"a\": 1}": {"a JSON document", ""},
		"PAR": {"", ""}, "a,b\n": {"", ""}, "": {"", ""},
	} {
		if what, advice := Kind([]byte(text)); what != want[0] || advice != want[1] {
			t.Errorf("%q is %q (%s), want %q (%s)", text, what, advice, want[0], want[1])
		}
	}
}

func TestStandardInputIsReadUpToTheLimit(t *testing.T) {
	name := filepath.Join(t.TempDir(), "in")
	if err := os.WriteFile(name, []byte("12345"), 0o644); err != nil {
		t.Fatal(err)
	}
	defer func(usual *os.File) { os.Stdin = usual }(os.Stdin)
	for most, want := range map[int64]string{5: "", 4: "cannot read standard input: it is larger than 4 bytes, the most that is read"} {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		os.Stdin = f
		text, err := Read(Input, most)
		if want == "" && (err != nil || string(text) != "12345") || want != "" && (err == nil || err.Error() != want) {
			t.Errorf("at most %d bytes: %q, %v; want %q", most, text, err, want)
		}
		f.Close()
	}
}
