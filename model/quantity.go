// SPDX-License-Identifier: Apache-2.0

package model

// Quantity names something the model knows a number for.
type Quantity struct {
	Name  string // the key in files, flags and headers
	Label string // the words in figures and tables
	Unit  string // singular, "1" for a pure number
	Doc   string // one sentence
}
