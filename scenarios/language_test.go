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
