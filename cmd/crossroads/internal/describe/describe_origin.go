// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"fmt"

	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
)

// fittedParameters lists the parameters whose central value is fitted.
func fittedParameters() []*model.Parameter {
	var list []*model.Parameter
	for i := range model.ParameterTable {
		if p := &model.ParameterTable[i]; p.Fitted() {
			list = append(list, p)
		}
	}
	return list
}

// originWords say where a central value comes from.
func originWords(p *model.Parameter) string {
	if !p.Fitted() {
		return "as documented"
	}
	return "fitted to the counts of 2021 to 2025"
}

// origin says where the central values come from.
func origin() []string {
	fitted := len(fittedParameters())
	return []string{
		fmt.Sprintf("%d assumptions, of which %d vary and %d are constant. %d have their documented value; %d are fitted to documented ranges and counts (crossroads calibrate --centre).",
			len(model.ParameterTable), len(model.Varied()), len(model.ParameterTable)-len(model.Varied()), len(model.ParameterTable)-fitted, fitted),
		"The tempo of operations was set by hand; its 51 in 2025, and the documented exchange_ratio of 10, were chosen with the deaths of 2025 known.",
	}
}

// fittedTable lists the fitted values beside the documented ones.
func fittedTable() *table.Table {
	t := &table.Table{Name: "fitted", Title: "Fitted central values", Columns: []table.Column{
		table.Words("name", "name", 24), table.Numbers("documented", "documented", ""), table.Numbers("central", "central", ""),
	}}
	for _, p := range fittedParameters() {
		t.Add(table.Word(p.Name), table.Input{V: p.Documented, U: p.Unit}, table.Input{V: p.Central, U: p.Unit})
	}
	return t
}
