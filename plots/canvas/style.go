// SPDX-License-Identifier: Apache-2.0

package canvas

import (
	"image/color"
	"slices"
	"strings"
	"sync"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"

	"crossroads/scenarios"
)

func Rgb(hex uint32) color.NRGBA {
	return color.NRGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 255}
}

// WithOpacity is a colour laid on thinly.
func WithOpacity(c color.NRGBA, opacity float64) color.NRGBA {
	c.A = uint8(opacity*255 + 0.5)
	return c
}

// The colours that name no path.
var (
	White     = Rgb(0xFFFFFF)
	Black     = Rgb(0x000000)
	Ink       = Rgb(0x1A1A1A)
	Secondary = Rgb(0x595959)
	AxisGrey  = Rgb(0x8C8C8C)
	GridGrey  = Rgb(0xE4E4E4)
	ModelZone = Rgb(0xFAF7F0) // behind everything the model says of the future

	BadgeFill   = Rgb(0xFFF4D6)
	BadgeBorder = Rgb(0x8A5A00)
	BadgeText   = Rgb(0x6B4500)
)

// Marker is the shape at the end of a line.
type Marker int

const (
	Circle Marker = iota
	square
	triangle
	diamond
	triangleDown
	Star
)

// Look is how a path looks: never by colour alone, and no colour praises or
// blames.
type Look struct {
	Color  color.NRGBA
	Dash   []float64
	Width  float64
	Marker Marker
	Hollow bool // a variant of the path that owns the colour
}

// Looks are those of the main paths, in the order of MainNames, then of a
// reader's own.
var Looks = []Look{
	{Rgb(0x757575), []float64{2, 4}, 3, Circle, false},
	{Rgb(0x8E2A8B), nil, 3, square, false},
	{Rgb(0xC8440C), []float64{16, 5}, 3, triangle, false},
	{Rgb(0x2A6FDB), []float64{7, 4}, 3, diamond, false},
	{Rgb(0x00504A), []float64{14, 4, 3, 4}, 3, triangleDown, false},
	{Black, nil, 4, Star, false},
}

// own is the place in looks of a path that is not built in.
const own = 5

// Origin is the main path whose name a built-in variant begins with, the
// reference for the path on which nobody acts, or the name itself.
func Origin(name string) string {
	if name == scenarios.Null {
		return scenarios.Reference
	}
	for _, main := range scenarios.MainNames() {
		if strings.HasPrefix(name, main+"-") && slices.Contains(scenarios.BuiltinNames(), name) {
			return main
		}
	}
	return name
}

// LooksOf gives each path its look. A variant has the colour and dash of the
// path it varies, thinner, and a hollow marker; a second one of the same path
// breaks its dash. A second path of a reader's own is dashed, and so on.
func LooksOf(paths []*scenarios.Scenario) []Look {
	main := scenarios.MainNames()
	taken := map[int]int{}
	list := make([]Look, len(paths))
	for i, s := range paths {
		slot := slices.Index(main, Origin(s.Name))
		variant := slot >= 0 && main[slot] != s.Name
		if slot < 0 {
			slot = own
		}
		l := Looks[slot]
		switch n := taken[slot]; {
		case variant:
			l.Hollow, l.Width = true, 2.2
			if n > 0 {
				l.Dash = []float64{3, 3, 3, 3, 3, 9}
			}
			taken[slot]++
		case slot == own:
			if n > 0 {
				l.Hollow = true
				l.Dash = [][]float64{{20, 6}, {8, 5}, {3, 4}, {20, 4, 3, 4}, {8, 3, 3, 3, 3, 3}}[min(n-1, 4)]
				l.Width = 3
			}
			taken[slot]++
		}
		list[i] = l
	}
	return list
}

// Face is a size and a cut of Liberation Sans.
type Face struct {
	Size         float64
	Bold, Italic bool
}

// fonts are read once, when the first figure is drawn.
var fonts = sync.OnceValue(func() *font.Cache { return font.NewCache(liberation.Collection()) })

func (f Face) font() font.Face {
	kind := font.Font{Typeface: "Liberation", Variant: "Sans"}
	if f.Bold {
		kind.Weight = xfont.WeightBold
	}
	if f.Italic {
		kind.Style = xfont.StyleItalic
	}
	return fonts().Lookup(kind, font.Length(f.Size))
}

// Width is the length of words in pixels.
func (f Face) Width(words string) float64 {
	g := f.font()
	return float64(g.Width(f.Drawable(words)))
}

// Lacks reports whether the font of PNG and PDF figures lacks a letter of words.
func Lacks(words string) bool { return (Face{Size: 12}).Drawable(words) != words }

// Drawable is words with a box for every letter that the font lacks, which
// would otherwise leave no trace.
func (f Face) Drawable(words string) string {
	var buffer sfnt.Buffer
	g := f.font()
	return strings.Map(func(r rune) rune {
		if r < 0x7f {
			return r
		}
		if glyph, err := g.Face.GlyphIndex(&buffer, r); err != nil || glyph == 0 {
			return '□'
		}
		return r
	}, words)
}
