// SPDX-License-Identifier: Apache-2.0

package model

// Label stands on everything the program shows or writes.
const Label = "ILLUSTRATIVE — not a forecast"

// Version is the version of the program and of the form of its files.
const Version = "0.2.0"
