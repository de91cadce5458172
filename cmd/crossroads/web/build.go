// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

//go:generate go run ./make

// built holds, in a released program, the model as go generate made it.
//
//go:embed built
var built embed.FS

// The files go generate leaves in built.
const (
	packedFile = "model.wasm.gz"
	startsFile = "wasm_exec.js"
	hashFile   = "model.hash"
)

// ErrNoModel says that a program holds no model for the page and cannot build one.
var ErrNoModel = errors.New("page: this program was built without the model for the page; use a released program, or build one in the source folder: " +
	"go generate ./cmd/crossroads/web && go build ./cmd/crossroads")

// Inside reports whether the program holds the page's model of the given hash.
func Inside(hash string) bool {
	inside, err := built.ReadFile("built/" + hashFile)
	return err == nil && strings.TrimSpace(string(inside)) == hash
}

// Find returns the model for the page. Where the sources of this program and a
// Go tool are at hand it is built from them, so that it cannot be out of date;
// else it is the one inside the program, which must be of the model whose hash
// is given. Say is told before anything takes long.
func Find(ctx context.Context, hash string, say func(string)) (Model, error) {
	if dir, ok := sourceFolder(hash); ok {
		return Build(ctx, dir, say)
	}
	m := Model{}
	var err error
	if m.Packed, err = built.ReadFile("built/" + packedFile); errors.Is(err, fs.ErrNotExist) {
		return Model{}, ErrNoModel
	}
	if m.Starts, err = built.ReadFile("built/" + startsFile); err != nil {
		return Model{}, err
	}
	inside, err := built.ReadFile("built/" + hashFile)
	if err != nil {
		return Model{}, err
	}
	if got := strings.TrimSpace(string(inside)); got != hash {
		return Model{}, fmt.Errorf("page: this program holds model %s for the page but is model %s itself; in the source folder, run "+
			"go generate ./cmd/crossroads/web && go build ./cmd/crossroads", got, hash)
	}
	return m, nil
}

// sourceFolder returns the folder of the sources this program was compiled
// from, if it is still there and there is a Go tool. A trimmed program does not
// know where it was compiled; unless it holds the model of the given hash, it
// looks upward from the working directory.
func sourceFolder(hash string) (string, bool) {
	_, file, _, ok := runtime.Caller(0)
	if !ok {
		return "", false
	}
	if _, err := exec.LookPath("go"); err != nil {
		return "", false
	}
	dir, err := os.Getwd()
	if filepath.IsAbs(file) {
		source := filepath.Dir(file)
		module := filepath.Join(source, "..", "..", "..")
		if Inside(hash) && (err != nil || dir != module && !strings.HasPrefix(dir, module+string(filepath.Separator))) {
			return "", false // only who works on the sources may have changed them since
		}
		_, err := os.Stat(source)
		return source, err == nil
	}
	if err != nil || Inside(hash) {
		return "", false
	}
	here := filepath.Join("cmd", "crossroads", "web")
	for {
		module, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil {
			_, missing := os.Stat(filepath.Join(dir, here, "build.go"))
			return filepath.Join(dir, here), missing == nil && strings.HasPrefix(string(module), "module crossroads\n")
		}
		if parent := filepath.Dir(dir); parent != dir {
			dir = parent
			continue
		}
		return "", false
	}
}

// Build compiles the model with the Go tool, from a folder inside the module. The
// compiled program is kept in the user's cache, where the tool sees whether it is
// still current.
func Build(ctx context.Context, dir string, say func(string)) (Model, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	cache = filepath.Join(cache, "crossroads")
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return Model{}, fmt.Errorf("page: %w", err)
	}
	program := filepath.Join(cache, fmt.Sprintf("page-%x.wasm", sha256.Sum256([]byte(dir)))[:21]+".wasm")
	if _, err := os.Stat(program); err != nil {
		say("building the model for the page (once; half a minute)")
	}
	tool := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", program, "crossroads/cmd/crossroads-page")
	tool.Dir = dir
	tool.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0", "GOFLAGS=")
	if out, err := tool.CombinedOutput(); err != nil {
		return Model{}, fmt.Errorf("page: the model does not build: %w\n%s", err, out)
	}
	wasm, err := os.ReadFile(program)
	if err != nil {
		return Model{}, fmt.Errorf("page: %w", err)
	}
	root, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return Model{}, fmt.Errorf("page: go env GOROOT: %w", err)
	}
	starts, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", startsFile))
	if err != nil {
		return Model{}, fmt.Errorf("page: %w", err)
	}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return Model{}, err
	}
	if _, err := z.Write(wasm); err != nil {
		return Model{}, err
	}
	if err := z.Close(); err != nil {
		return Model{}, err
	}
	return Model{packed.Bytes(), starts}, nil
}

// Keep writes a model into the folder from which the next build of the program
// embeds it.
func Keep(m Model, hash, dir string) error {
	for name, text := range map[string][]byte{packedFile: m.Packed, startsFile: m.Starts, hashFile: []byte(hash + "\n")} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
