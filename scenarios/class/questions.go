// SPDX-License-Identifier: Apache-2.0

package class

import (
	"fmt"
	"strings"

	"crossroads/scenarios"
)

// Questions are what a class might talk about, from its own runs. No entry is
// named, and none is called better than another.
func (b *Board) Questions() []string {
	var list []string
	ask := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	n := len(b.Results)
	if n == 0 {
		return nil
	}
	var idle []string
	most := 0
	for i, l := range b.Levers {
		if l.Touched == 0 {
			idle = append(idle, l.Label)
		}
		if l.Touched > b.Levers[most].Touched {
			most = i
		}
	}
	if l := b.Levers[most]; l.Touched > 0 {
		ask("%s was moved in %d of %d paths, more than any other lever. %s sets it. Would that actor want to, and what might it cost them?", l.Label, l.Touched, n, l.Actor)
	}
	if len(idle) > 0 {
		ask("Nobody moved: %s. Why not? What would you expect if somebody did?", strings.Join(idle, "; "))
	}
	split, least, highest := 0, b.Held[0], b.Held[0]
	for _, h := range b.Held {
		split = max(split, h.Split)
		if h.CivilianSecurity < least.CivilianSecurity {
			least = h
		}
		if h.CivilianSecurity > highest.CivilianSecurity {
			highest = h
		}
	}
	if least.CivilianSecurity < highest.CivilianSecurity {
		ask("In the world %s, fewer civilians and security forces are killed on %d of your %d paths than on the path you started from; in the world %s, on %d. What do the two worlds disagree about, and how could anyone find out which is closer to the truth?",
			highest.World.Label, highest.CivilianSecurity, n, least.World.Label, least.CivilianSecurity)
	} else {
		ask("In every built-in world, fewer civilians and security forces are killed on %d of your %d paths than on the path you started from. Is that a finding about the border, or about how this model is built?", least.CivilianSecurity, n)
	}
	if split > 0 {
		ask("On up to %d of your %d paths fewer civilians and security forces are killed than on the path you started from but more people in all, or the other way round. Which dead did you count, and who decided that?", split, n)
	}
	for _, g := range b.Guesses {
		if side, count := "fewer", g.Below; g.Entries > 1 && max(g.Below, g.Above)*2 > g.Entries {
			if g.Above > g.Below {
				side, count = "more", g.Above
			}
			ask("%s in %d: %d of %d guesses were %s than the model gave. What would have to be true for those guesses to be right?", g.Label, g.Year, count, g.Entries, side)
		}
	}
	for _, o := range b.Orders {
		if wrong := o.Entries - o.Cross.Alike; wrong*2 > o.Entries {
			ask("%d of %d of you expected something else than the model showed: whether the lines of %s and %s cross in %s. What makes a path start on one side and end on the other?", wrong, o.Entries, own(o.First), own(o.Second), strings.ToLower(o.Label))
		}
	}
	ask("Who is missing from every number on this page?")
	return list
}

// own names a path in a sentence.
func own(path string) string {
	if s, err := scenarios.Builtin(path); err == nil {
		return s.Label
	}
	return "your own path"
}
