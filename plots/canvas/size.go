// SPDX-License-Identifier: Apache-2.0

package canvas

import (
	"crossroads/scenarios"
)

// Size is the frame of a figure in pixels, and the type that fits it.
type Size struct {
	Name          string
	Width, Height float64

	Title, Subtitle, Head, Label, Axis, Note, foot float64 // sizes of type
}

// Sizes are the frames: a slide, a column of a page, a square. Nothing is
// smaller than 14.
var Sizes = []Size{
	{"slide", 1280, 720, 30, 19, 18, 18, 17, 15, 14},
	{"column", 900, 620, 24, 16, 16, 15.5, 15, 14, 14},
	{"square", 1080, 1080, 30, 19, 18, 18, 17, 15, 14},
}

// SizeNames lists the names of Sizes.
func SizeNames() []string {
	var names []string
	for _, s := range Sizes {
		names = append(names, s.Name)
	}
	return names
}

// FindSize returns the size of that name; an unknown one is an error with the
// list.
func FindSize(name string) (Size, error) {
	for _, s := range Sizes {
		if s.Name == name {
			return s, nil
		}
	}
	return Size{}, &scenarios.UnknownError{Thing: "size", Name: name, Known: SizeNames()}
}
