// SPDX-License-Identifier: Apache-2.0

package plots

import (
	"fmt"
	"image/color"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/plots/canvas"
	"crossroads/scenarios"
)

// linear is a colour as the light it sends.
func linear(c color.NRGBA) [3]float64 {
	var out [3]float64
	for i, v := range []uint8{c.R, c.G, c.B} {
		x := float64(v) / 255
		if x <= 0.04045 {
			out[i] = x / 12.92
		} else {
			out[i] = math.Pow((x+0.055)/1.055, 2.4)
		}
	}
	return out
}

// contrast is the ratio of WCAG 2.
func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// visions are matrices on linear light, from Machado, Oliveira and Fernandes
// (2009), severity 1.
var visions = map[string][3][3]float64{
	"full":         {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// lab is a colour as somebody with a kind of vision sees it, in CIELAB.
func lab(c color.NRGBA, vision [3][3]float64) [3]float64 {
	l := linear(c)
	var seen [3]float64
	for i, row := range vision {
		seen[i] = min(max(row[0]*l[0]+row[1]*l[1]+row[2]*l[2], 0), 1)
	}
	f := func(t float64) float64 {
		if t > 0.008856 {
			return math.Cbrt(t)
		}
		return 7.787*t + 16.0/116
	}
	x := f((0.4124564*seen[0] + 0.3575761*seen[1] + 0.1804375*seen[2]) / 0.95047)
	y := f(0.2126729*seen[0] + 0.7151522*seen[1] + 0.0721750*seen[2])
	z := f((0.0193339*seen[0] + 0.1191920*seen[1] + 0.9503041*seen[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// ciede2000 is the difference of two colours as people see it, after Sharma, Wu
// and Dalal (2005).
func ciede2000(a, b [3]float64) float64 {
	const tau = 2 * math.Pi
	mean := (math.Hypot(a[1], a[2]) + math.Hypot(b[1], b[2])) / 2
	seventh := math.Pow(mean, 7)
	g := 0.5 * (1 - math.Sqrt(seventh/(seventh+math.Pow(25, 7))))
	polar := func(p [3]float64) (chroma, hue float64) {
		x := p[1] * (1 + g)
		chroma = math.Hypot(x, p[2])
		if chroma == 0 {
			return 0, 0
		}
		return chroma, math.Mod(math.Atan2(p[2], x)+tau, tau)
	}
	c1, h1 := polar(a)
	c2, h2 := polar(b)
	dl, dc, dh := b[0]-a[0], c2-c1, h2-h1
	switch {
	case c1*c2 == 0:
		dh = 0
	case dh > math.Pi:
		dh -= tau
	case dh < -math.Pi:
		dh += tau
	}
	dH := 2 * math.Sqrt(c1*c2) * math.Sin(dh/2)
	l, c, h := (a[0]+b[0])/2, (c1+c2)/2, h1+h2
	switch {
	case c1*c2 == 0:
	case math.Abs(h1-h2) <= math.Pi:
		h /= 2
	case h < tau:
		h = (h + tau) / 2
	default:
		h = (h - tau) / 2
	}
	degree := math.Pi / 180
	t := 1 - 0.17*math.Cos(h-30*degree) + 0.24*math.Cos(2*h) + 0.32*math.Cos(3*h+6*degree) - 0.20*math.Cos(4*h-63*degree)
	sl := 1 + 0.015*(l-50)*(l-50)/math.Sqrt(20+(l-50)*(l-50))
	sc, sh := 1+0.045*c, 1+0.015*c*t
	seventh = math.Pow(c, 7)
	turn := 30 * degree * math.Exp(-math.Pow((h/degree-275)/25, 2))
	rt := -2 * math.Sqrt(seventh/(seventh+math.Pow(25, 7))) * math.Sin(2*turn)
	return math.Sqrt(dl/sl*(dl/sl) + dc/sc*(dc/sc) + dH/sh*(dH/sh) + rt*dc/sc*dH/sh)
}

func TestCIEDE2000AgainstPublishedPairs(t *testing.T) {
	// From table 1 of Sharma, Wu and Dalal (2005): pairs 1, 7, 13 and 25.
	for _, c := range []struct {
		a, b [3]float64
		want float64
	}{
		{[3]float64{50, 2.6772, -79.7751}, [3]float64{50, 0, -82.7485}, 2.0425},
		{[3]float64{50, 0, 0}, [3]float64{50, -1, 2}, 2.3669},
		{[3]float64{50, 2.5, 0}, [3]float64{50, 0, -2.5}, 4.3065},
		{[3]float64{60.2574, -34.0099, 36.2677}, [3]float64{60.4626, -34.1751, 39.4387}, 1.2644},
	} {
		if got := ciede2000(c.a, c.b); math.Abs(got-c.want) > 1e-4 {
			t.Errorf("ciede2000(%v, %v) = %.4f, want %.4f", c.a, c.b, got, c.want)
		}
	}
}

func TestPathsAreToldApartByEveryEye(t *testing.T) {
	for i, a := range canvas.Looks {
		if r := contrast(a.Color, canvas.White); r < 4.5 {
			t.Errorf("path %d: contrast %.1f on white (4.5 or more, labels have this colour)", i+1, r)
		}
		if r := contrast(a.Color, canvas.ModelZone); r < 3 {
			t.Errorf("path %d: contrast %.1f on the model zone (3 or more, lines have this colour)", i+1, r)
		}
		for k, b := range canvas.Looks[:i] {
			if a.Marker == b.Marker || slices.Equal(a.Dash, b.Dash) && len(a.Dash) > 0 {
				t.Errorf("paths %d and %d share a marker or a dash", k+1, i+1)
			}
			for name, vision := range visions {
				if d := ciede2000(lab(a.Color, vision), lab(b.Color, vision)); d < 10 {
					t.Errorf("%s: paths %d and %d differ by %.1f (10 or more)", name, k+1, i+1, d)
				}
			}
		}
	}
	for _, c := range []struct {
		name        string
		front, back color.NRGBA
	}{
		{"ink", canvas.Ink, canvas.White}, {"secondary", canvas.Secondary, canvas.White}, {"secondary in the zone", canvas.Secondary, canvas.ModelZone},
		{"badge", canvas.BadgeText, canvas.BadgeFill}, {"ink in the zone", canvas.Ink, canvas.ModelZone},
	} {
		if r := contrast(c.front, c.back); r < 4.5 {
			t.Errorf("%s: contrast %.1f (4.5 or more)", c.name, r)
		}
	}
}

func TestLooksAreDistinctAmongBuiltinAndOwnPaths(t *testing.T) {
	paths := make([]*scenarios.Scenario, 0)
	for _, name := range append(scenarios.BuiltinNames(), "mine", "yours", "kinetic-mine") {
		paths = append(paths, &scenarios.Scenario{Name: name})
	}
	seen := map[string]string{}
	for i, l := range canvas.LooksOf(paths) {
		key := fmt.Sprint(l.Color, l.Dash, l.Width, l.Marker, l.Hollow)
		if other, twice := seen[key]; twice {
			t.Errorf("%s looks like %s", paths[i].Name, other)
		}
		seen[key] = paths[i].Name
	}
	l := canvas.LooksOf(paths)
	if at := slices.Index(scenarios.BuiltinNames(), "kinetic-precise"); !l[at].Hollow || l[at].Color != canvas.Looks[1].Color {
		t.Error("kinetic-precise has not the colour of kinetic with a hollow marker")
	}
	if own := len(scenarios.BuiltinNames()); l[own].Marker != canvas.Star || l[own+2].Marker != canvas.Star {
		t.Error("a reader's own path has no star")
	}
}

// TestEveryLetterIsInTheFont reads every word that figures may show.
func TestEveryLetterIsInTheFont(t *testing.T) {
	source, err := os.ReadFile("words.go")
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{string(source), canvas.Thousands, canvas.Minus, "…→0123456789"}
	for i := range model.OutcomeTable {
		o := &model.OutcomeTable[i]
		texts = append(texts, o.Label, o.Unit, o.Payer, o.Doc)
	}
	for i := range model.LeverTable {
		texts = append(texts, model.LeverTable[i].Label, model.LeverTable[i].Unit)
	}
	for i := range model.ParameterTable {
		p := &model.ParameterTable[i]
		texts = append(texts, p.Label, p.Unit)
	}
	for _, name := range scenarios.BuiltinNames() {
		s, err := scenarios.Builtin(name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, s.Label)
	}
	for _, name := range scenarios.WorldNames() {
		w, err := scenarios.FindWorld(name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, w.Label)
	}
	for _, f := range []canvas.Face{{Size: 10, Bold: false, Italic: false}, {Size: 10, Bold: true, Italic: false}, {Size: 10, Bold: false, Italic: true}} {
		for _, text := range texts {
			if got := f.Drawable(text); got != text {
				t.Errorf("%+v lacks letters of %.60q", f, text)
			}
		}
	}
	if got := (canvas.Face{Size: 10, Bold: false, Italic: false}).Drawable("道路"); got != "□□" {
		t.Errorf("letters that the font lacks become %q", got)
	}
}

// TestAWarningComesWithEveryLabelThatNeedsBoxes holds the warning of the reader to what the font can draw.
func TestAWarningComesWithEveryLabelThatNeedsBoxes(t *testing.T) {
	for _, label := range []string{
		"Open border", "Größe", "Łódź, Šibenik, İstanbul", "Открытая граница", "Ανοιχτά σύνορα", "גבול פתוח", "Border — open (2026)",
		"کھلی سرحد", "开放边界", "開かれた国境", "열린 국경", "खुली सीमा", "เปิดพรมแดน", "მზე", "🕊 peace",
	} {
		s, err := scenarios.Parse("mine.yaml", []byte("label: "+label+"\ndoc: Mine.\nlevers: {openness: 0.4}\n"))
		if err != nil {
			t.Fatal(err)
		}
		boxes := (canvas.Face{Size: 10}).Drawable(label) != label
		if warned := strings.Contains(s.Warnings.Error(), "draw a box"); warned != boxes {
			t.Errorf("%q: warned %v, drawn with boxes %v", label, warned, boxes)
		}
	}
}
