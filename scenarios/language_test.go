// SPDX-License-Identifier: Apache-2.0

package scenarios

import (
	"strings"
	"testing"
)

func TestEveryExampleOfTheLanguageReads(t *testing.T) {
	for _, section := range Language() {
		for _, k := range section.Keys {
			text := k.Example + "\n"
			if k.Name != "doc" {
				text = "doc: An example.\n" + text
			}
			var err error
			var warnings Mistakes
			if section.In == inWorld {
				var w *World
				if w, err = ParseWorld("example.yaml", []byte(text)); err == nil {
					warnings = w.Warnings
				}
			} else {
				var s *Scenario
				if s, err = Parse("example.yaml", []byte(text)); err == nil {
					warnings = s.Warnings
				}
			}
			if err != nil || len(warnings) > 0 {
				t.Errorf("%s, %s: %v %v", section.Title, k.Name, err, warnings)
			}
			if k.Doc == "" || k.Value == "" || section.Title != "Values" && !strings.Contains(k.Example, k.Name+":") {
				t.Errorf("%s, %s: is not documented by a sentence and an example that holds it", section.Title, k.Name)
			}
		}
	}
}

// TestNumbersAreReadAsThisProgramPrintsThem holds that a figure copied from a table is read, and that a comma which may
// stand for a decimal point never is.
func TestNumbersAreReadAsThisProgramPrintsThem(t *testing.T) {
	for text, want := range map[string]float64{
		"2,500 USD million/year": 2500, "1,234.5 USD million/year": 1234.5, "7\u2009300 USD million/year": 7300,
		"\u22122,500 USD million/year": -2500, "2,500,000 USD / 1 year": 2.5, "12,000 USD million / 3 years": 4000,
	} {
		if v, err := parseQuantity(text, "USD million/year"); err != nil || v != want {
			t.Errorf("%q is read as %v, error %v; want %v", text, v, err, want)
		}
	}
	for text, want := range map[string]string{
		"0,500 USD million/year": "has a decimal comma (0.500)", "0,5": "has a decimal comma (0.5)", "2,50 USD million/year": "has a decimal comma (2.50)",
		"2,500": "has a comma (2500 or 2.500)", "1,234,567": "has commas (1234567)", "12,34,567 USD million/year": "has commas (1234567)", "1,2,3": "has commas (123)",
	} {
		if v, err := parseQuantity(text, "USD million/year"); err == nil || err.Error() != want {
			t.Errorf("%q is read as %v, error %v; want %q", text, v, err, want)
		}
	}
}
