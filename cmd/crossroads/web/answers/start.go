// SPDX-License-Identifier: Apache-2.0

package answers

import "crossroads/scenarios/class/start"

// startGiven is what the first minute of the page shows: three paths to choose
// from, three levers, and how far its axes reach.
type startGiven struct {
	Cards  []start.Card          `json:"cards"`
	Levers []start.Dial          `json:"levers"`
	Most   map[string]start.Most `json:"most"` // by outcome
}

// firstMinute gathers the first minute of the page.
func firstMinute() (*startGiven, error) {
	cards, err := start.Cards()
	if err != nil {
		return nil, err
	}
	most, err := start.FindMost()
	return &startGiven{cards, start.Dials, most}, err
}
