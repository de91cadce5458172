// SPDX-License-Identifier: Apache-2.0

package loops

import (
	"slices"
	"strings"
)

// Named is a loop with a name in words.
type Named struct {
	Words string
	Path  []string // names of series, each acting on the next and the last on the first
	Sign  Sign
}

// Names are the loops that weigh most on the built-in paths, in words. The two
// kinds of fighters have a loop each where both are in it.
var Names = []Named{
	{"what is seen catches up with what happens", series("perceived_attacks perception_change"), Negative},
	{"the host comes round slowly", series("sanctuary sanctuary_change"), Negative},
	{"grievance fades", series("grievance grievance_change"), Negative},
	{"trust follows what is done", series("trust trust_change"), Negative},
	{"projects get finished", series("pipeline_3 completed"), Negative},
	{"what stands wears out", series("capital worn_out"), Negative},
	{"what stands is destroyed", series("capital destroyed"), Negative},
	{"operations thin the hard core", series("hardliners removed_hardliners"), Negative},
	{"operations thin the reconcilable", series("reconcilables removed_reconcilables"), Negative},
	{"the hard core leaves of itself", series("hardliners exited_hardliners"), Negative},
	{"the reconcilable leave of themselves", series("reconcilables exited_reconcilables"), Negative},
	{"the movement recruits its hard core, until the pool empties", series("hardliners fighters recruits recruited_hardliners"), Either},
	{"the movement recruits, until the pool empties", series("reconcilables fighters recruits recruited_reconcilables"), Either},
	{"hiding: the fewer are left the better they hide", series("hardliners fighters exposed removal_rate removed_hardliners"), Either},
	{"containment: attacks are answered, which thins the hard core", series("hardliners attacks perception_change perceived_attacks insecurity tempo removal_rate removed_hardliners"), Negative},
	{"containment: attacks are answered, which thins the reconcilable", series("reconcilables attacks perception_change perceived_attacks insecurity tempo removal_rate removed_reconcilables"), Negative},
	{"containment: a larger movement is answered, which thins the hard core", series("hardliners fighters attacks perception_change perceived_attacks insecurity tempo removal_rate removed_hardliners"), Negative},
	{"exposure: a movement that shows itself attacks more and is answered", series("hardliners fighters exposed attacks perception_change perceived_attacks insecurity tempo removal_rate removed_hardliners"), Either},
	{"suppression: attacks are answered, and fewer follow while it lasts", series("perceived_attacks insecurity tempo attacks perception_change"), Negative},
	{"violence answers violence: attacks, operations, civilians killed, attacks", series("perceived_attacks insecurity tempo removal_rate removed killed harm attacks perception_change"), Positive},
	{"recruits for the dead: the killed are replaced by fighters who attack", series("hardliners attacks perception_change perceived_attacks insecurity tempo removal_rate removed killed recruits recruited_hardliners"), Positive},
	{"insecurity makes projects targets", series("perceived_attacks insecurity secure attacks perception_change"), Positive},
	{"ties that bind: fewer attacks, projects finished, less sanctuary", series("sanctuary shelter attacks perception_change perceived_attacks insecurity secure build_pace completed capital ties leverage tolerance pressed sanctuary_change"), Either},
	{"ties that bind, by what is not destroyed", series("sanctuary shelter attacks perception_change perceived_attacks insecurity secure destroyed capital ties leverage tolerance pressed sanctuary_change"), Either},
	{"ties that bind, by fewer recruits to the hard core", series("hardliners attacks perception_change perceived_attacks insecurity secure build_pace completed capital ties leverage tolerance pressed sanctuary_change sanctuary shelter motive recruits recruited_hardliners"), Either},
	{"ties that bind, by fewer recruits", series("reconcilables attacks perception_change perceived_attacks insecurity secure build_pace completed capital ties leverage tolerance pressed sanctuary_change sanctuary shelter motive recruits recruited_reconcilables"), Either},
	{"ties that bind, by trust that keeps projects safe", series("sanctuary shelter attacks perception_change perceived_attacks insecurity trust_goal trust_change trust secure build_pace completed capital ties leverage tolerance pressed sanctuary_change"), Either},
	{"trust that aims: harm costs trust, and with it intelligence", series("trust aimed harm trust_goal trust_change"), Positive},
	{"secured development: security lets ties keep people from joining", series("hardliners attacks perception_change perceived_attacks insecurity secure motive recruits recruited_hardliners"), Positive},
}

// series splits the names of a path.
func series(names string) []string { return strings.Fields(names) }

// Words is the name of the loop, or nothing where it has none. What counts is
// which series are in it, not where it is begun.
func (r *Ranked) Words() string {
	for i := range Names {
		if n := &Names[i]; len(n.Path) == len(r.Path) && !slices.ContainsFunc(n.Path, func(name string) bool { return !slices.Contains(r.Path, name) }) {
			return n.Words
		}
	}
	return ""
}
