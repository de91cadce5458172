package ensemble

import (
	"fmt"
	"slices"
	"strings"

	"crossroads/scenarios"
)

// SmallestSize is the effective size below which a posterior says too little to
// be used without being told so.
const SmallestSize = 400

// Warnings are what every table and figure of these draws in these worlds has to
// say beside its numbers; none if all is as documented.
func (d Draws) Warnings(worlds ...*scenarios.World) []string {
	var list []string
	if d.Posterior != nil && d.Posterior.EffectiveSize() < SmallestSize {
		list = append(list, fmt.Sprintf("posterior worth %.0f draws only, accepted by --anyway", d.Posterior.EffectiveSize()))
	}
	for _, w := range worlds {
		var beyond []string
		for i := range w.Uncertain {
			if u := &w.Uncertain[i]; u.Reason != "" {
				beyond = append(beyond, u.Row.Name)
			}
		}
		for _, o := range w.Outside {
			if !slices.Contains(beyond, o.Parameter.Name) {
				beyond = append(beyond, o.Parameter.Name)
			}
		}
		if len(beyond) > 0 {
			list = append(list, fmt.Sprintf("world %s goes beyond the documented range: %s", w.Name, strings.Join(beyond, ", ")))
		}
	}
	return list
}
