// SPDX-License-Identifier: Apache-2.0

package model

// Levers are what the actors do during one step.
type Levers struct {
	OperationsTempo float64
	Precision       float64
	Reactivity      float64
	Investment      float64
	Openness        float64
	Dialogue        float64
	Narrative       float64
	Interference    float64
	Restraint       float64
	AttackFactor    float64 // 1: factor on attacks, 1 but during a ceasefire and its rebound; set by shocks alone
}

// Lever is one row of LeverTable: a quantity an actor sets, its range, and
// words for its ends and for today.
type Lever struct {
	Quantity
	Plain            string // its name in words for pupils
	Letter           string // its name in a link and in a code
	Actor            string // who would set it
	Low, Today, High float64
	Grain            float64 // the smallest change worth making by hand
	AtLow, AtToday   string
	AtHigh           string
	Essay            string   // the idea of the essay it stands for
	Price            string   // what raising it costs in lives, in the model and outside it
	Source           string   // where the range comes from
	Evidence         []string // rows of the evidence ledger that bear on it
	of               func(*Levers) *float64
}

// Of is the value of the lever in l, to read or to set.
func (row *Lever) Of(l *Levers) *float64 { return row.of(l) }

// LeverTable holds one row per lever, security first, then economics, then
// narrative.
var LeverTable = []Lever{
	{
		Quantity: Quantity{"operations_tempo", "Major operations", "major operation/year",
			"Raids and sweeps big enough to be news; the army's own count of all operations is a thousand times larger."},
		Plain: "Raids", Letter: "t",
		Actor: "Islamabad", Low: 0, Today: 55, High: 150, Grain: 1,
		AtLow: "none", AtToday: "about one a week", AtHigh: "three a week",
		Essay:    "raids, sanitisation operations, Sarbakaf",
		Price:    "soldiers and civilians killed, attacks to avenge them, recruits for the dead",
		Source:   "fitted to militants killed in 2021-2025, not counted",
		Evidence: []string{"E14", "E15", "E17b", "E19", "C11", "C12", "C13", "ISPR-2023-ibo", "ISPR-2024-ibo", "ISPR-2025-ibo", "E28"},
		of:       func(l *Levers) *float64 { return &l.OperationsTempo },
	},
	{
		Quantity: Quantity{"precision", "Precision", "1",
			"Share of operations that follow intelligence and aim to arrest rather than shell."},
		Plain: "How carefully raids are aimed", Letter: "p",
		Actor: "Islamabad", Low: 0, Today: 0.3, High: 1, Grain: 0.05,
		AtLow: "shelling and sweeps", AtToday: "a third led by intelligence", AtHigh: "every operation led by intelligence",
		Essay:    "security that is complemented, not abandoned",
		Price:    "fewer operations, and more soldiers killed in each; in return fewer civilians killed, less revenge and fewer attacks. The model leaves out night raids on wrong targets, and detention",
		Source:   "assumption: a share of orders",
		Evidence: []string{"Kaplan-2005", "E32"},
		of:       func(l *Levers) *float64 { return &l.Precision },
	},
	{
		Quantity: Quantity{"reactivity", "Reactivity", "1",
			"How far the number of operations follows the attacks people have just seen."},
		Plain: "Striking back after attacks", Letter: "r",
		Actor: "Islamabad", Low: 0, Today: 0.3, High: 1, Grain: 0.05,
		AtLow: "raids follow a plan", AtToday: "a third follow attacks", AtHigh: "each attack triggers raids",
		Essay:    "the cycle of bloodletting",
		Price:    "more operations while there are many attacks, each with its own deaths",
		Source:   "assumption: a share of tempo",
		Evidence: []string{"E28", "E35"},
		of:       func(l *Levers) *float64 { return &l.Reactivity },
	},
	{
		Quantity: Quantity{"investment", "Investment announced", "USD million/year",
			"Money announced for roads, mines, trade zones, schools and institutions, in dollars of 2025."},
		Plain: "Money promised for roads and work", Letter: "i",
		Actor: "Islamabad, Beijing, firms", Low: 0, Today: 300, High: 5000, Grain: 50,
		AtLow: "nothing announced", AtToday: "a few projects", AtHigh: "twice the China corridor",
		Essay:    "shared infrastructure, industrial zones, mining, education",
		Price:    "projects draw attacks where they are not safe; projects that are dropped cost trust and cause anger",
		Source:   "Amu Darya: 540 over three years; the corridor in Pakistan: 25,400 in ten years",
		Evidence: []string{"E22", "E23", "E25", "E30", "I03", "I06", "E36"},
		of:       func(l *Levers) *float64 { return &l.Investment },
	},
	{
		Quantity: Quantity{"openness", "Open border and tariffs", "1",
			"How open the border and the tariffs between the two countries are to goods and people."},
		Plain: "Open border", Letter: "o",
		Actor: "both capitals", Low: 0, Today: 0.3, High: 1, Grain: 0.05,
		AtLow: "all crossings shut", AtToday: "crossings often shut", AtHigh: "open as in a customs union",
		Essay:    "cross-border trade and transit corridors",
		Price:    "fighters can cross an open border too",
		Source:   "assumption: a share of the trade possible; crossings shut from October 2025",
		Evidence: []string{"T01", "T06", "T08", "T10", "T12", "E20"},
		of:       func(l *Levers) *float64 { return &l.Openness },
	},
	{
		Quantity: Quantity{"dialogue", "Dialogue", "1",
			"Standing talks between the capitals, unofficial talks, and terms for fighters who leave."},
		Plain: "Talks", Letter: "d",
		Actor: "Islamabad", Low: 0, Today: 0.05, High: 1, Grain: 0.05,
		AtLow: "no channel", AtToday: "talks broken off", AtHigh: "standing talks and terms to leave",
		Essay:    "institutional dialogue, separating moderates from hardliners",
		Price:    "talks that nobody trusts encourage attackers",
		Source:   "assumption: a share of a full programme",
		Evidence: []string{"E34", "NACTA-2022", "Rehman-2017"},
		of:       func(l *Levers) *float64 { return &l.Dialogue },
	},
	{
		Quantity: Quantity{"narrative", "Shared narrative", "1",
			"How far both capitals speak of a shared future, rather than of one side's gain as the other's loss."},
		Plain: "A shared story", Letter: "n",
		Actor: "Islamabad, Kabul", Low: 0, Today: 0.05, High: 1, Grain: 0.05,
		AtLow: "each side denies the other", AtToday: "rare gestures", AtHigh: "both capitals speak of shared interest",
		Essay:    "a narrative of shared destiny and mutual elevation",
		Price:    "words that nobody trusts encourage attackers",
		Source:   "assumption: a share of a full programme",
		Evidence: []string{"E26", "E33"},
		of:       func(l *Levers) *float64 { return &l.Narrative },
	},
	{
		Quantity: Quantity{"interference", "Interference", "1",
			"Force across the border: strikes, bases, threats to change the government. 0 means none."},
		Plain: "Strikes across the border", Letter: "x",
		Actor: "Islamabad, outside powers", Low: 0, Today: 0.2, High: 1, Grain: 0.05,
		AtLow: "no strikes", AtToday: "occasional strikes", AtHigh: "bases and regime change",
		Essay:    "intervention and what it provokes; noninterference as China's habit",
		Price:    "civilians of Afghanistan killed, grievance, trust, and the restraint Kabul would show",
		Source:   "assumption: a share of a full intervention",
		Evidence: []string{"E29", "O01", "O02", "O03", "O06"},
		of:       func(l *Levers) *float64 { return &l.Interference },
	},
	{
		Quantity: Quantity{"restraint", "Restraint by Kabul", "1",
			"How far Kabul acts against militants on its own soil."},
		Plain: "Kabul acts against militants", Letter: "k",
		Actor: "Kabul", Low: 0, Today: 0, High: 1, Grain: 0.05,
		AtLow: "Kabul lets militants stay", AtToday: "Kabul lets militants stay", AtHigh: "no militant finds shelter",
		Essay:    "the claim that Afghan soil is cleansed of armed groups",
		Price:    "falls on Kabul and is not in the model: splits in its movement, and fighters who go over to the Islamic State's Khorasan branch",
		Source:   "assumption: a share of full control; the United Nations team calls the claim not credible",
		Evidence: []string{"E03", "E31", "ETIM-2021"},
		of:       func(l *Levers) *float64 { return &l.Restraint },
	},
}

// FindLever returns the row of that name, or nil.
func FindLever(name string) *Lever {
	for i := range LeverTable {
		if LeverTable[i].Name == name {
			return &LeverTable[i]
		}
	}
	return nil
}

// LeverNames lists the names in table order.
func LeverNames() []string {
	names := make([]string, len(LeverTable))
	for i := range LeverTable {
		names[i] = LeverTable[i].Name
	}
	return names
}
