// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
)

// drawn are the elements a figure may consist of. Anything else, a script above
// all, is refused rather than put into a page.
var drawn = []string{"svg", "title", "desc", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "defs", "clipPath", "pattern", "image"}

// Inline is an SVG as part of a page. It is read to its end: only elements that
// draw, no attribute that acts or fetches.
func Inline(svg []byte) (template.HTML, error) {
	decoder := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return "", fmt.Errorf("figure: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if !slices.Contains(drawn, t.Name.Local) {
				return "", fmt.Errorf("figure: element %s does not belong in a figure", t.Name.Local)
			}
			for _, attr := range t.Attr {
				name, value := strings.ToLower(attr.Name.Local), strings.TrimSpace(attr.Value)
				fetches := name == "href" && !strings.HasPrefix(value, "data:image/png;") && !strings.HasPrefix(value, "#")
				if strings.HasPrefix(name, "on") || fetches || name == "style" {
					return "", fmt.Errorf("figure: attribute %s of %s does not belong in a figure", attr.Name.Local, t.Name.Local)
				}
			}
		case xml.Directive, xml.ProcInst:
			return "", errors.New("figure: a declaration does not belong in a figure")
		}
	}
	return template.HTML(svg), nil
}

// Sum256 is the SHA-256 of a text in hexadecimal digits.
func Sum256(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
