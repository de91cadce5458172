// SPDX-License-Identifier: Apache-2.0

package output

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"regexp"
)

// seal is the last field of a sealed manifest.
var seal = regexp.MustCompile(`,\n  "checksum": "([0-9a-f]{64})"\n\}\n$`)

// Seal adds to a manifest, the text of an indented JSON object, the SHA-256 of
// that text as its last field, so that a change to it is seen.
func Seal(text []byte) []byte {
	body := bytes.TrimSuffix(text, []byte("\n}\n"))
	return fmt.Appendf(bytes.Clone(body), ",\n  \"checksum\": \"%x\"\n}\n", sha256.Sum256(text))
}

// SealHolds reports whether a manifest is as Seal left it.
func SealHolds(text []byte) bool {
	found := seal.FindSubmatchIndex(text)
	if found == nil {
		return false
	}
	body := append(bytes.Clone(text[:found[0]]), "\n}\n"...)
	return fmt.Sprintf("%x", sha256.Sum256(body)) == string(text[found[2]:found[3]])
}
