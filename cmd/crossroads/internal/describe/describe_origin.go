// SPDX-License-Identifier: Apache-2.0

package describe

import (
	"fmt"

	"crossroads/cmd/crossroads/internal/blocks"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/model"
)

// fittedNames lists the parameters whose central value is fitted.
func fittedNames() []string {
	var names []string
	for i := range model.ParameterTable {
		if p := &model.ParameterTable[i]; p.Fitted() {
			names = append(names, p.Name)
		}
	}
	return names
}

// originWords say where a central value comes from.
func originWords(p *model.Parameter) string {
	if !p.Fitted() {
		return "as documented"
	}
	return "fitted to the counts of 2021 to 2025"
}

// calibratedSentence says where the central values come from.
func calibratedSentence() string {
	names := fittedNames()
	if len(names) == 0 {
		return "Every central value is the documented one."
	}
	var rows []string
	for _, name := range names {
		p := model.FindParameter(name)
		rows = append(rows, fmt.Sprintf("%s (%s, not %s)", name, blocks.Exact(p.Central), blocks.Exact(p.Documented)))
	}
	return fmt.Sprintf("Central values come from a calibration: %d of %d are the documented ones. %s are fitted to the documented ranges and the reported figures C01 to C14 together. "+
		"The tempo of operations in those years was set by hand; its 51 in 2025, and the documented exchange_ratio of 10, were chosen with the deaths of 2025 known. crossroads calibrate --centre repeats the fit.", len(model.ParameterTable)-len(names), len(model.ParameterTable), table.Sentence(rows))
}
