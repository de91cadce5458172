// SPDX-License-Identifier: Apache-2.0

// Package lesson plans a lesson with the model: its steps by the minute, who
// plays which role, and the questions with the answers this version gives.
package lesson

import (
	"fmt"
	"slices"

	"crossroads/model"
)

// Step is one part of the lesson, from a minute to a minute.
type Step struct {
	Name     string // the part of the teacher's script it belongs to
	Title    string
	From, To int
}

// Length is how many minutes the step takes.
func (s Step) Length() int { return s.To - s.From }

type stepRow struct {
	name, title string
	share       int
}

// stepTable holds one row per step with its minutes in a lesson of fifty.
var stepTable = []stepRow{
	{"welcome", "What this is, and what it is not", 3},
	{"guess", "Guess", 3},
	{"see", "See, by both death counts", 6},
	{"doubt", "Doubt: what if …", 8},
	{"try", "Three levers, in groups", 10},
	{"report", "Groups report", 8},
	{"missing", "What is missing from this model?", 6},
	{"exit", "Exit sentence", 3},
	{"spare", "Spare", 3},
}

// The shortest and longest lessons that can be planned, in minutes, and the
// largest class.
const (
	Shortest = 30
	Longest  = 240
	Largest  = 400
)

// short is the length in minutes below which a lesson has no work in groups.
const short = 40

// Steps divides a lesson among its steps as evenly as whole minutes allow; every
// step has two at least. A short lesson leaves out the groups and their report.
func Steps(minutes int) ([]Step, error) {
	if minutes < Shortest || minutes > Longest {
		return nil, fmt.Errorf("--minutes %d: is outside what a lesson can be (%d to %d)", minutes, Shortest, Longest)
	}
	rows := slices.Clone(stepTable)
	if minutes < short {
		rows = slices.DeleteFunc(rows, func(row stepRow) bool { return row.name == "try" || row.name == "report" })
	}
	whole := 0
	for _, row := range rows {
		whole += row.share
	}
	var steps []Step
	sum, from := 0, 0
	for _, row := range rows {
		sum += row.share
		to := (sum*minutes + whole/2) / whole
		steps = append(steps, Step{row.name, row.title, from, to})
		from = to
	}
	return steps, nil
}

// Role is one row of RoleTable: an actor at the table of a group.
type Role struct {
	Name    string
	Actor   string   // who that is in the lever table; none for those who set no lever
	Answers string   // what the actor answers for
	Wants   []string // what the actor would like to see
	Fears   []string
	Asks    string   // the question the actor puts to the table
	Holds   []string // levers the actor alone may move
	Signs   []string // levers of others that need the actor's yes; with Holds, two or more
}

// RoleTable holds one row per role. Every lever is held by one of them. Those
// who attack are not a role: nobody is asked to argue for killing.
var RoleTable = []Role{
	{
		Name: "Islamabad, security", Actor: "Islamabad", Answers: "the army's operations, the police, and strikes across the border",
		Wants: []string{"fewer attacks, soon", "soldiers and police who come home", "a border that can be watched"},
		Fears: []string{"talks that give armed groups time", "being blamed for the next attack"},
		Asks:  "What happens in the first two years if we do this?",
		Holds: []string{"operations_tempo", "precision", "reactivity", "interference"},
		Signs: []string{"dialogue"},
	},
	{
		Name: "Islamabad, economy", Actor: "Islamabad", Answers: "the budget, talks, tariffs, crossings and the traders who live from them",
		Wants: []string{"trade and transit", "projects that are finished, not only announced", "a budget that adds up"},
		Fears: []string{"paying for what is never built", "open crossings that others use too"},
		Asks:  "Who pays for this, and how much of it is delivered?",
		Holds: []string{"openness", "dialogue"},
		Signs: []string{"investment"},
	},
	{
		Name: "Kabul", Actor: "Kabul", Answers: "what happens on Afghan soil, and what is said from there",
		Wants: []string{"no strikes on Afghan soil", "trade, and respect as a neighbour", "no quarrel with hardliners at home"},
		Fears: []string{"looking obedient to Islamabad", "fighters who turn against Kabul"},
		Asks:  "What do we get for this, and when?",
		Holds: []string{"restraint", "narrative"},
		Signs: []string{"openness"},
	},
	{
		Name: "Beijing and firms", Actor: "Beijing", Answers: "money for roads, mines and zones, and the people who build them",
		Wants: []string{"safe sites and staff", "contracts that are kept", "no part in anybody's war"},
		Fears: []string{"attacks on workers", "cancelled contracts", "lost money"},
		Asks:  "Is it safe enough that what we begin gets finished?",
		Holds: []string{"investment"},
		Signs: []string{"openness"},
	},
	{
		Name: "Civil society", Answers: "families of the dead, teachers, clerics, traders and journalists on both sides, who set no lever and live with all of them",
		Wants: []string{"the dead of every side counted", "channels that stay open when governments quarrel", "schools, work, and a border one can cross"},
		Fears: []string{"being spoken for", "peace talks without the people they concern"},
		Asks:  "Who is not in this number?",
		Signs: []string{"dialogue", "narrative"},
	},
}

// Levers are the rows a role holds.
func (r *Role) Levers() []*model.Lever { return rows(r.Holds) }

// Signed are the rows of others that need the role's yes.
func (r *Role) Signed() []*model.Lever { return rows(r.Signs) }

// Says are the rows in which a role has a say: its own, then those it signs.
func (r *Role) Says() []*model.Lever { return append(r.Levers(), r.Signed()...) }

func rows(names []string) []*model.Lever {
	var list []*model.Lever
	for _, name := range names {
		list = append(list, model.FindLever(name))
	}
	return list
}

// shared says which roles each pupil of a small group holds, by the number of
// pupils; five and more have one each, and further pupils assist in turn.
var shared = [][][]int{
	1: {{0, 1, 2, 3, 4}},
	2: {{0, 1, 3}, {2, 4}},
	3: {{0, 1}, {2}, {3, 4}},
	4: {{0, 1}, {2}, {3}, {4}},
}

// Group is one table of pupils.
type Group struct {
	Number int
	Pupils int
	Seats  []Seat
}

// Seat is a pupil and the roles the pupil holds.
type Seat struct {
	Roles   []*Role
	Assists bool // a second pupil for a role already held
}

// Groups seats a class, as evenly as it can be.
func Groups(pupils, groups int) ([]Group, error) {
	switch {
	case pupils < 1 || pupils > Largest:
		return nil, fmt.Errorf("--pupils %d: is outside what a class can be (1 to %d)", pupils, Largest)
	case groups < 1 || groups > pupils:
		return nil, fmt.Errorf("--groups %d: does not fit %d pupils (1 to %d)", groups, pupils, pupils)
	}
	var list []Group
	for i := range groups {
		g := Group{Number: i + 1, Pupils: pupils / groups}
		if i < pupils%groups {
			g.Pupils++
		}
		for p := range g.Pupils {
			var seat Seat
			if g.Pupils < len(RoleTable) {
				for _, r := range shared[g.Pupils][p] {
					seat.Roles = append(seat.Roles, &RoleTable[r])
				}
			} else {
				seat.Roles, seat.Assists = []*Role{&RoleTable[p%len(RoleTable)]}, p >= len(RoleTable)
			}
			g.Seats = append(g.Seats, seat)
		}
		list = append(list, g)
	}
	return list, nil
}
