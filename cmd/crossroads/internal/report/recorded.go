// SPDX-License-Identifier: Apache-2.0

package report

import (
	"encoding/json"
	"fmt"
	"path/filepath"

	"crossroads/cmd/crossroads/internal/output"
	"crossroads/scenarios/files"
)

// readManifest reads the manifest in a folder.
func readManifest(folder string) (*output.Manifest, error) {
	name := filepath.Join(folder, "manifest.json")
	text, err := files.Read(name, output.MaxManifest)
	if err != nil {
		return nil, err
	}
	var m output.Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("%s: is no manifest: %w; name a folder that crossroads ensemble wrote", name, err)
	}
	if m.Checksum != "" && !output.SealHolds(text) {
		return nil, fmt.Errorf("%s: was changed after it was written (crossroads verify); run the command again", name)
	}
	return &m, nil
}
