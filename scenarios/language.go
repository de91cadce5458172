// SPDX-License-Identifier: Apache-2.0

package scenarios

import "strings"

// Section is a part of the language of files: the keys that stand together.
type Section struct {
	Name  string // in files and JSON
	Title string
	In    string // the kind of file in which its examples stand: path or world
	Keys  []Key
}

// Language is the whole language of path and world files, each key with an
// example that reads without mistakes.
func Language() []Section {
	return []Section{
		{"path_keys", "The file of a path: what actors choose", inPath, documented(pathKeys())},
		{"horizon_keys", "Within horizon:", inPath, documented(horizonKeys())},
		{"value_forms", "Values", inPath, valueForms()},
		{"rule_keys", "Within an entry of rules:", inPath, documented(ruleKeys())},
		{"budget_keys", "Within budget:, beside its sum", inPath, documented(budgetKeys())},
		{"world_keys", "The file of a world: what nobody chooses", inWorld, documented(worldKeys())},
		{"outside_keys", "In place of a number under parameters: and start:", inWorld, documented(beyondKeys())},
	}
}

// valueForms are the forms a value may take.
func valueForms() []Key {
	var units []string
	for _, u := range unitTable {
		units = append(units, u.words[0])
	}
	return []Key{
		{"number", "digits with a point", "A share lies between 0 and 1; no percent sign, comma, separator or leading 0. Each has a documented range.", "levers: {openness: 0.5}"},
		{"unit", "behind a number", "Checked and converted, wherever a number stands; a stroke divides. Words: " + strings.Join(units, ", ") + ".", "levers: {investment: 540 USD million / 3 years}"},
		{"date", "a year or a month", "A year means its January. The value holds from that month to the next date; before the first date, what is inherited holds.", "levers: {openness: {2026: 0.4, 2028-07: 0.6}}"},
		{"ramp", "to and a number", "A straight line from the point before, which there must be, reached at the date.", "levers: {openness: {2026: 0.4, 2030: to 0.9}}"},
		{"change", "+20%, -15% or *1.5", "Of what is inherited, point by point of its schedule, up to the next date; of a parameter, of the inherited value. Other readers of YAML take the star for something else.", "levers: {investment: +50%, operations_tempo: {2030: *0.85}}"},
	}
}

// LanguageNotes answer what the keys leave open, a sentence or two each.
func LanguageNotes() []string {
	return []string{
		"A path and a world are two files. A path that sets an assumption is refused; compare, run and ensemble take it with --mixed, and every table and figure then says so. A value outside its documented range needs its reason, which every table and figure repeats.",
		"A comparison runs all its paths in one world, with the shocks of that world, to one end: that of --until, else the one the files say. Two files that say different ends are an error. A path that starts before the policy start is marked wherever it is shown.",
		"Levers, shocks and rules of an extended path stay, and those of the file come on top; label and doc are the file's own; horizon, budget and levers_shown are inherited until the file says otherwise. A chain of files ends in a built-in name; a circle is an error that shows it.",
		"From the policy start on, rules check at the start of each month the values of the month before, and then set their levers. If two rules set one lever, the later in the file counts. A rule that has ended waits for its condition again. The output lists when each rule was on, and figure F1 marks it.",
		"A budget is a ceiling on every year from the policy start on, in 2025 dollars. With scale, one factor multiplies the lever from the policy start on, before any rule applies: the largest that keeps every year under the ceiling in this world and the lever in its range. An ensemble uses that factor for all its draws.",
		"A file is UTF-8 of at most 1 MiB, 20 000 values and 64 levels, in one document; an alias is refused. All mistakes come at once, in the order of the file. What is allowed and hardly meant is a warning: a rule that cannot fire, a value that changes nothing, a change of what the extended file does not set.",
	}
}
