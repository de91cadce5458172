// SPDX-License-Identifier: Apache-2.0

package ensemble

import "fmt"

// SmallestSize is the effective size below which a posterior says too little to
// be used without being told so.
const SmallestSize = 400

// Warning is what every table and figure of these draws has to say beside its
// numbers; "" if nothing.
func (d Draws) Warning() string {
	if d.Posterior == nil || d.Posterior.EffectiveSize() >= SmallestSize {
		return ""
	}
	return fmt.Sprintf("posterior worth %.0f draws only, accepted by --anyway", d.Posterior.EffectiveSize())
}
