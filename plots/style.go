// SPDX-License-Identifier: Apache-2.0

package plots

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

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 255}
}

// withOpacity is a colour laid on thinly.
func withOpacity(c color.NRGBA, opacity float64) color.NRGBA {
	c.A = uint8(opacity*255 + 0.5)
	return c
}

// The colours that name no path.
var (
	white     = rgb(0xFFFFFF)
	black     = rgb(0x000000)
	ink       = rgb(0x1A1A1A)
	secondary = rgb(0x595959)
	axisGrey  = rgb(0x8C8C8C)
	gridGrey  = rgb(0xE4E4E4)
	modelZone = rgb(0xFAF7F0) // behind everything the model says of the future

	badgeFill   = rgb(0xFFF4D6)
	badgeBorder = rgb(0x8A5A00)
	badgeText   = rgb(0x6B4500)
)

// marker is the shape at the end of a line.
type marker int

const (
	circle marker = iota
	square
	triangle
	diamond
	triangleDown
	star
)

// look is how a path looks: never by colour alone, and no colour praises or
// blames.
type look struct {
	color  color.NRGBA
	dash   []float64
	width  float64
	marker marker
	hollow bool // a variant of the path that owns the colour
}

// looks are those of the main paths, in the order of MainNames, then of a
// reader's own.
var looks = []look{
	{rgb(0x757575), []float64{2, 4}, 3, circle, false},
	{rgb(0x8E2A8B), nil, 3, square, false},
	{rgb(0xC8440C), []float64{16, 5}, 3, triangle, false},
	{rgb(0x2A6FDB), []float64{7, 4}, 3, diamond, false},
	{rgb(0x00504A), []float64{14, 4, 3, 4}, 3, triangleDown, false},
	{black, nil, 4, star, false},
}

// own is the place in looks of a path that is not built in.
const own = 5

// origin is the main path whose name a built-in variant begins with, the
// reference for the path on which nobody acts, or the name itself.
func origin(name string) string {
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

// looksOf gives each path its look. A variant has the colour and dash of the
// path it varies, thinner, and a hollow marker; a second one of the same path
// breaks its dash. A second path of a reader's own is dashed, and so on.
func looksOf(paths []*scenarios.Scenario) []look {
	main := scenarios.MainNames()
	taken := map[int]int{}
	list := make([]look, len(paths))
	for i, s := range paths {
		slot := slices.Index(main, origin(s.Name))
		variant := slot >= 0 && main[slot] != s.Name
		if slot < 0 {
			slot = own
		}
		l := looks[slot]
		switch n := taken[slot]; {
		case variant:
			l.hollow, l.width = true, 2.2
			if n > 0 {
				l.dash = []float64{3, 3, 3, 3, 3, 9}
			}
			taken[slot]++
		case slot == own:
			if n > 0 {
				l.hollow = true
				l.dash = [][]float64{{20, 6}, {8, 5}, {3, 4}, {20, 4, 3, 4}, {8, 3, 3, 3, 3, 3}}[min(n-1, 4)]
				l.width = 3
			}
			taken[slot]++
		}
		list[i] = l
	}
	return list
}

// face is a size and a cut of Liberation Sans.
type face struct {
	size         float64
	bold, italic bool
}

// fonts are read once, when the first figure is drawn.
var fonts = sync.OnceValue(func() *font.Cache { return font.NewCache(liberation.Collection()) })

func (f face) font() font.Face {
	kind := font.Font{Typeface: "Liberation", Variant: "Sans"}
	if f.bold {
		kind.Weight = xfont.WeightBold
	}
	if f.italic {
		kind.Style = xfont.StyleItalic
	}
	return fonts().Lookup(kind, font.Length(f.size))
}

// width is the length of words in pixels.
func (f face) width(words string) float64 {
	g := f.font()
	return float64(g.Width(f.drawable(words)))
}

// Lacks reports whether the font of PNG and PDF figures lacks a letter of words.
func Lacks(words string) bool { return (face{size: 12}).drawable(words) != words }

// drawable is words with a box for every letter that the font lacks, which
// would otherwise leave no trace.
func (f face) drawable(words string) string {
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
