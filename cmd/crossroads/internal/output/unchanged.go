// SPDX-License-Identifier: Apache-2.0

package output

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"

	"crossroads/scenarios/files"
)

// Unchanged refuses a file that a command wrote and that was changed since: the
// manifest beside it records another content. A file without a manifest, or one
// that the manifest does not list, is anybody's own.
func Unchanged(file string) error {
	beside := filepath.Join(filepath.Dir(file), manifestName)
	text, err := files.Read(beside, MaxManifest)
	if err != nil {
		return nil
	}
	var m Manifest
	if json.Unmarshal(text, &m) != nil {
		return fmt.Errorf("%s: cannot be read, so that %s cannot be checked; run the command that wrote them again, or copy the file out of the folder", beside, filepath.Base(file))
	}
	at := slices.IndexFunc(m.Outputs, func(w Written) bool { return w.Name == filepath.Base(file) })
	if at < 0 {
		return nil
	}
	f, err := files.Open(file, math.MaxInt64)
	if err != nil {
		return err
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return err
	}
	if fmt.Sprintf("%x", sum.Sum(nil)) != m.Outputs[at].SHA256 || m.Checksum != "" && !SealHolds(text) {
		return fmt.Errorf("%s: was changed after it was written (crossroads verify %s); run the command again, or copy the file out of the folder to use it as it is",
			file, filepath.Dir(file))
	}
	return nil
}
