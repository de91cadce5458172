// SPDX-License-Identifier: Apache-2.0

package teach

import (
	"fmt"
	"slices"
	"strings"

	"crossroads/cmd/crossroads/internal/document"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
	"crossroads/scenarios/class/lesson"
	"crossroads/scenarios/runs/ensemble"
)

// question is one of the worksheet, with the answer this version gives and what
// to say about it.
type question struct {
	Title, Ask string
	Blanks     int // lines to write on
	Answer     string
	Say        string
}

// Worksheet are the questions of the worksheet. Every number in them is read off
// this version's runs, tables and ledger.
func (k *lessonData) Worksheet() []question {
	then, now := k.In(k.Against, k.First()), k.In(k.Against, k.Last())
	announced, disbursed := model.FindOutcome("investment_announced"), model.FindOutcome("investment_disbursed")
	invest := k.run("investment")
	toll, err := k.Cited("E08")
	if err != nil {
		panic(err) // the ledger is part of the program; a test fills in every page
	}
	counted := "On the next figure, of people killed"
	if len(k.Fork) == 1 {
		counted = "On the same figure"
	}
	list := []question{
		{
			Title: "Read the figure",
			Ask:   fmt.Sprintf("%s on the path “%s”: how many in %d, and how many in %d? %s: what was counted by people, and what is a model?", k.OneYear(), k.run(scenarios.Reference).Scenario.Label, k.First(), k.Last(), counted),
			Answer: fmt.Sprintf("About %s in %d and %s in %d. Dots are what others counted, and are drawn only where a source counted the same thing. Every line is the model, also before %d.", then, k.First(), now, k.Last(),
				model.Fork.Year()),
			Say:    "The most common mistake is to take the model’s past for reported data.",
			Blanks: 2,
		},
		{
			Title:  "Who counts?",
			Ask:    fmt.Sprintf("The essay has %s civilians and security forces killed in 2024. Find the row on the sheet “Where do these numbers come from?”. What is the range of what others count? Why can two honest counts differ so much?", plots.Exact(*toll.Value)),
			Answer: fmt.Sprintf("From %s to %s. %s", plots.Exact(*toll.Low), plots.Exact(*toll.High), toll.Note),
			Say:    "Who is in the count, which reports are read, and which violence is called an attack.",
			Blanks: 3,
		},
		{
			Title:  "Places",
			Ask:    fmt.Sprintf("In %d, which of the five paths is highest and which is lowest? Do the lines of “%s” and “%s” cross, and when?", k.Last(), k.run("kinetic").Scenario.Label, invest.Scenario.Label),
			Answer: k.placesAnswer(),
			Say:    "A path that starts higher can end lower. Ask what happens to those who live in the years between.",
			Blanks: 2,
		},
		{
			Title:  "Which dead?",
			Ask:    "Name two paths that the two death counts put in a different order. Who is in one count and not in the other? Which count would your role quote, and why?",
			Answer: k.sumsAnswer(),
			Say:    "Militants are people too. Whether to count them is a choice, and a count should say which choice was made.",
			Blanks: 3,
		},
		{
			Title: "Promised and paid",
			Ask:   fmt.Sprintf("How much money is promised on the path “%s” from %d to %d, and how much is paid out? Who pays each of the five rows of money? Why are they not added up?", invest.Scenario.Label, model.Fork.Year(), k.Last()),
			Answer: fmt.Sprintf("%s million dollars of 2025 promised and %s paid out: %s of every 100. Payers: %s. Different people pay, so one sum would hide who.",
				plots.Number(announced.Of(invest.Years)), plots.Number(disbursed.Of(invest.Years)), ensemble.OfHundred(disbursed.Of(invest.Years)/announced.Of(invest.Years)), payers()),
			Say:    "The share paid out is itself an assumption with a range. The contract that the essay names had been cancelled before the essay appeared.",
			Blanks: 3,
		},
		{
			Title:  "If we are wrong",
			Ask:    fmt.Sprintf("In which of the five worlds are fewer civilians and security forces killed on the path “%s” than on “%s”? And counting everyone, militants too? Which assumption would you most want to see tested?", k.run("kinetic").Scenario.Label, invest.Scenario.Label),
			Answer: k.worldsAnswer(),
			Say:    "The answer depends on assumptions nobody has measured well. That is a finding, not a failure.",
			Blanks: 3,
		},
		{
			Title:  "Too good to be true?",
			Ask:    "Raised alone, some levers lower the number killed in almost every draw. Which? Why should that make you doubt the model?",
			Answer: fmt.Sprintf("%s.", listOr(k.Free(), "None in this version")),
			Say:    "Nothing is free. Ask what it might cost that the model leaves out: who refuses, who is put at risk, how would it be done?",
			Blanks: 2,
		},
		{
			Title:  "What is missing?",
			Ask:    "Name three things or groups of people that matter here and are not in the model at all. For one of them: would it change your conclusion?",
			Answer: strings.Join(document.LeftOut(), "; ") + ".",
			Say:    "Accept any of these, or something that the list forgot.",
			Blanks: 3,
		},
	}
	return list
}

// listOr lists words, or says that there are none.
func listOr(words []string, none string) string {
	if len(words) == 0 {
		return none
	}
	return table.Sentence(words)
}

// placesAnswer says which main path ends highest and lowest, and when kinetic
// and investment change places.
func (k *lessonData) placesAnswer() string {
	sorted := slices.Clone(k.Runs)
	slices.SortStableFunc(sorted, func(a, b *scenarios.Run) int {
		if k.Outcome.In(a.Years, k.Last()) < k.Outcome.In(b.Years, k.Last()) {
			return -1
		}
		return 1
	})
	low, high := sorted[0], sorted[len(sorted)-1]
	words := fmt.Sprintf("Highest %s (%s), lowest %s (%s). ", high.Scenario.Label, k.In(high, k.Last()), low.Scenario.Label, k.In(low, k.Last()))
	years := lesson.CrossingYears(k.Outcome, k.run("kinetic"), k.run("investment"))
	if len(years) == 0 {
		return words + "The two lines do not cross."
	}
	return words + fmt.Sprintf("The two lines cross in %s.", table.Sentence(yearWords(years)))
}

// yearWords writes years as words.
func yearWords(years []int) []string {
	var words []string
	for _, y := range years {
		words = append(words, fmt.Sprint(y))
	}
	return words
}

// sumsAnswer names the pairs of main paths that the two sums order differently.
func (k *lessonData) sumsAnswer() string {
	narrow, all := model.FindOutcome("deaths_civilian_security"), model.FindOutcome("deaths_all")
	var pairs []string
	for _, a := range k.Runs {
		for _, b := range k.Runs {
			if narrow.Of(a.Years) < narrow.Of(b.Years) && all.Of(a.Years) > all.Of(b.Years) {
				pairs = append(pairs, fmt.Sprintf("%s (%s; %s) and %s (%s; %s)", a.Scenario.Label, plots.Number(narrow.Of(a.Years)), plots.Number(all.Of(a.Years)),
					b.Scenario.Label, plots.Number(narrow.Of(b.Years)), plots.Number(all.Of(b.Years))))
			}
		}
	}
	if len(pairs) == 0 {
		return "In this version none: both counts put the five paths in the same order."
	}
	return "Civilians and security forces; then everyone, militants too: " + strings.Join(pairs, ". Or ") + "."
}

// worldsAnswer names the worlds in which kinetic has fewer dead than investment.
func (k *lessonData) worldsAnswer() string {
	var narrow, all []string
	for _, row := range k.WorldRows() {
		if row.KineticFewerCS {
			narrow = append(narrow, row.World.Plain())
		}
		if row.KineticFewerAll {
			all = append(all, row.World.Plain())
		}
	}
	return fmt.Sprintf("Civilians and security forces: fewer if %s. Everyone: fewer if %s.", listOr(narrow, "none"), listOr(all, "none"))
}

// payers lists who pays each row of money.
func payers() string {
	var words []string
	for i := range model.OutcomeTable {
		if o := &model.OutcomeTable[i]; o.Block == model.BlockMoney {
			words = append(words, table.LowerFirst(o.Label)+": "+o.Payer)
		}
	}
	return strings.Join(words, "; ")
}
