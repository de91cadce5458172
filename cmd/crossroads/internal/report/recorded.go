// SPDX-License-Identifier: Apache-2.0

package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"

	"crossroads/cmd/crossroads/internal/output"
	"crossroads/scenarios/files"
)

// ReadManifest reads a manifest from a file of its own or out of a report.
func ReadManifest(name string) (*output.Manifest, error) {
	text, err := files.Read(name, output.MaxManifest)
	if err != nil {
		return nil, err
	}
	if filepath.Ext(name) == ".html" {
		_, rest, _ := bytes.Cut(text, []byte(`<script type="application/json" id="manifest">`))
		text, _, _ = bytes.Cut(rest, []byte(`</script>`))
	}
	var m output.Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("%s: is no manifest: %w; name the manifest.json beside the files, or a report.html", name, err)
	}
	if m.Checksum != "" && !output.SealHolds(text) {
		return nil, fmt.Errorf("%s: was changed after it was written (crossroads verify); run the command again", name)
	}
	return &m, nil
}
