// SPDX-License-Identifier: Apache-2.0

package canvas

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/color"
	"image/png"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"crossroads/model"
	"crossroads/scenarios"
)

// trace is a pen that remembers what it drew.
type trace struct {
	fills   []vg.Path
	strokes []vg.Path
	words   []string
}

func (t *trace) Fill(path vg.Path, _ color.NRGBA) { t.fills = append(t.fills, path) }
func (t *trace) Stroke(path vg.Path, _ Stroke)    { t.strokes = append(t.strokes, path) }
func (t *trace) Text(_, _ float64, _ Face, _ color.NRGBA, words string) {
	t.words = append(t.words, words)
}

// sheet is a sheet on which a trace draws.
func sheet() (*Sheet, *trace) {
	pen := &trace{}
	return &Sheet{Pen: pen, Size: Sizes[0]}, pen
}

// panel is a panel over 2020 to 2040 and 0 to 100.
func panel() (*Panel, *trace) {
	s, pen := sheet()
	return &Panel{Sheet: s, Left: 100, Top: 50, Right: 500, Bottom: 250, X0: 2020, X1: 2040, Y1: 100}, pen
}

func TestTicksCarryAsManyDecimalsAsTheirStepAsksFor(t *testing.T) {
	for _, c := range []struct {
		ticks []float64
		v     float64
		want  string
	}{
		{[]float64{0, 500}, 1500, "1,500"}, {[]float64{0, 0.25}, 0.75, "0.75"}, {[]float64{0, 0.1}, 0.3, "0.3"}, {[]float64{0, 1}, -3, "−3"}, {[]float64{1000, 1000.5}, 1000.5, "1,000.5"},
		{[]float64{0, 1}, -1e-12, "0"}, {[]float64{0, 0.5}, -0.5, "−0.5"}, {nil, 1234567, "1,234,567"}, {[]float64{0, 1e-9}, 0, "0.0000"},
	} {
		if got := TickWords(c.ticks)(c.v); got != c.want {
			t.Errorf("%v among %v is %q, want %q", c.v, c.ticks, got, c.want)
		}
	}
	for digits, want := range map[string]string{"": "", "7": "7", "999": "999", "1000": "1,000", "1234567": "1,234,567", "-150": "−150", "-1500": "−1,500", "1234.5678": "1,234.5678"} {
		if got := Grouped(digits); got != want {
			t.Errorf("%q is grouped as %q, want %q", digits, got, want)
		}
	}
}

func TestLevelsAreRoundAndCoverTheData(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		low := (random.Float64() - 0.5) * math.Pow(10, float64(random.IntN(7)-2))
		high := low + random.Float64()*math.Pow(10, float64(random.IntN(7)-2))
		n := 2 + random.IntN(7)
		list := Levels(low, high, n)
		step := list[1] - list[0]
		if list[0] > low+1e-9*step || list[len(list)-1] < high-1e-9*step || list[0] < low-1.001*step || list[len(list)-1] > high+1.001*step {
			t.Errorf("levels of %v to %v: %v, want them to end right beyond the data", low, high, list)
		}
		if mantissa := step / math.Pow(10, math.Floor(math.Log10(step)+1e-9)); !slices.ContainsFunc([]float64{1, 2, 2.5, 5}, func(k float64) bool { return math.Abs(mantissa-k) < 1e-6 }) {
			t.Errorf("levels of %v to %v have the step %v", low, high, step)
		}
		if len(list) > n+2 {
			t.Errorf("%d levels of %v to %v, want about %d", len(list), low, high, n)
		}
		if low <= 0 && high >= 0 && !slices.Contains(list, 0) {
			t.Errorf("levels of %v to %v leave out 0: %v", low, high, list)
		}
	}
	if got := Levels(3, 3, 4); got[0] > 3 || got[len(got)-1] < 4 {
		t.Errorf("levels of one number: %v", got)
	}
	deaths := model.FindOutcome("deaths_all")
	for _, v := range LevelsOf(deaths, 0, 1.5, 5) {
		if v != math.Trunc(v) {
			t.Errorf("a level of %v deaths", v)
		}
	}
	if got, want := LevelsOf(nil, 0, 1.5, 5), Levels(0, 1.5, 5); !slices.Equal(got, want) {
		t.Errorf("levels of no outcome %v, want %v", got, want)
	}
}

func TestPlacesAreSpreadNoFartherThanTheyMust(t *testing.T) {
	for _, c := range []struct{ want, places []float64 }{
		{[]float64{10, 50, 90}, []float64{10, 50, 90}},
		{[]float64{50, 50}, []float64{40, 60}},
		{[]float64{0, 5, 90}, []float64{0, 20, 90}}, // neighbours share what they give way, as far as the edge lets them
		{[]float64{95, 99}, []float64{80, 100}},
		{nil, []float64{}},
	} {
		if got := Spread(c.want, 20, 0, 100); !slices.Equal(got, c.places) {
			t.Errorf("%v are spread to %v, want %v", c.want, got, c.places)
		}
	}
	random := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		want := make([]float64, 1+random.IntN(5))
		for i := range want {
			want[i] = 120*random.Float64() - 10
		}
		slices.Sort(want)
		got := Spread(want, 20, 0, 100)
		for i := range got {
			if got[i] < -1e-9 || got[i] > 100+1e-9 || i > 0 && got[i]-got[i-1] < 20-1e-9 {
				t.Errorf("%v are spread to %v, want 20 apart from 0 to 100", want, got)
			}
		}
	}
}

func TestYearsAreWrittenWhereTheyFind(t *testing.T) {
	for _, c := range []struct {
		first, last int
		want        []int
	}{
		{2026, 2026, []int{2026}}, {2026, 2029, []int{2026, 2027, 2028, 2029}}, {2021, 2036, []int{2021, 2025, 2030, 2036}}, {2019, 2031, []int{2019, 2025, 2031}}, {2020, 2031, []int{2020, 2025, 2031}},
	} {
		if got := YearTicks(c.first, c.last); !slices.Equal(got, c.want) {
			t.Errorf("ticks from %d to %d: %v, want %v", c.first, c.last, got, c.want)
		}
	}
	for _, c := range []struct {
		right float64
		years []int
		want  string
	}{
		{500, []int{2020, 2025, 2030, 2040}, "2020 2040 ’25 ’30"},               // the ends are whole, the others short
		{220, []int{2020, 2024, 2026, 2030, 2034, 2036, 2040}, "2020 2040 ’30"}, // without room for all the ends and the decade
		{560, []int{2020, 2030, 2031}, "2020 2031"},                             // the last is whole, and the decade too near it
		{140, []int{2020, 2030, 2040}, "2020"},                                  // without room for both ends the first
		{800, []int{2020, 2022, 2024, 2036, 2040}, "2020 2040 ’22 ’24 ’36"},
	} {
		p, pen := panel()
		p.Right = c.right
		p.Years(270, 15, c.years, true)
		if got := strings.Join(pen.words, " "); got != c.want {
			t.Errorf("a narrow row of %v up to %v reads %s, want %s", c.years, c.right, got, c.want)
		}
		for i, a := range p.Labels {
			for _, b := range p.Labels[:i] {
				if a.Touches(b) {
					t.Errorf("%s lies on %s", a.Words, b.Words)
				}
			}
		}
	}
	p, pen := panel()
	p.X0 = 2021
	p.Base(2021, 2036, 15, false)
	if got := strings.Join(pen.words, " "); got != "2021 2036 2025 2030" {
		t.Errorf("the axis reads %s", got)
	}
}

func TestAPanelLaysDataOutFromEdgeToEdge(t *testing.T) {
	p, pen := panel()
	if p.X(2020) != 100 || p.X(2040) != 500 || p.Y(0) != 250 || p.Y(100) != 50 || p.X(2030) != 300 || p.Y(50) != 150 {
		t.Errorf("the middle of the data lies at %v, %v", p.X(2030), p.Y(50))
	}
	p.Curve([]float64{2020, 2040}, []float64{0, 100}, Looks[1])
	if p.Cut != 0 || len(pen.strokes) != 2 {
		t.Errorf("%d lines are cut and %d strokes drawn, want 0, and a bed under the line", p.Cut, len(pen.strokes))
	}
	pen.strokes = nil
	p.Curve([]float64{2020, 2040}, []float64{0, 100}, Looks[0]) // dots
	p.DrawPlainLine([]float64{2020, 2040}, []float64{0, 200}, Stroke{Black, 1, nil})
	if p.Cut != 1 || len(pen.strokes) != 2 {
		t.Errorf("%d lines are cut and %d strokes drawn, want 1, and no beds", p.Cut, len(pen.strokes))
	}
	for _, path := range pen.strokes {
		for _, step := range path {
			if y := float64(step.Pos.Y); y < 50-1e-6 || y > 250+1e-6 {
				t.Errorf("a line runs to %v, beyond its panel", y)
			}
		}
	}
	p.Band([]float64{2020, 2030, 2040}, []float64{10, 20, 10}, []float64{30, 150, 30}, GridGrey)
	p.Zone(2030)
	zone := pen.fills[len(pen.fills)-1]
	if zone[0].Pos != Point(300, 50) || zone[2].Pos != Point(500, 250) {
		t.Errorf("what is modelled lies from %v to %v", zone[0].Pos, zone[2].Pos)
	}
	for _, step := range pen.fills[0][:len(pen.fills[0])-1] {
		if y := float64(step.Pos.Y); y < 50-1e-6 || y > 250+1e-6 {
			t.Errorf("a band runs to %v, beyond its panel", y)
		}
	}
	pen.words = nil
	p.Grid([]float64{0, 50, 100}, 15, TickWords([]float64{0, 50, 100}))
	if got := strings.Join(pen.words, " "); got != "0 50 100" {
		t.Errorf("the levels read %s", got)
	}
}

func TestWordsKeepOffLinesAndOtherWords(t *testing.T) {
	p, _ := panel()
	if !p.Free(200, 100, 260, 120) {
		t.Error("an empty panel has no room")
	}
	p.Remember([]vg.Point{Point(100, 110), Point(500, 110)})
	if p.Free(200, 100, 260, 120) || !p.Free(200, 130, 260, 150) {
		t.Error("a line is not kept off, or keeps off too far")
	}
	p.Write(300, 200, Face{Size: 15}, Ink, FromLeft, "word")
	if p.Free(290, 190, 320, 205) {
		t.Error("a word is not kept off")
	}
	drawn := len(p.Drawn)
	if put := p.Tag(100); put == nil {
		t.Error("no corner has room for the label of the model")
	} else if put(); p.Labels[len(p.Labels)-1].Words != WordsSmallZone || len(p.Drawn) != drawn {
		t.Errorf("the corner reads %q", p.Labels[len(p.Labels)-1].Words)
	}
	for y := 50.0; y <= 250; y += 5 {
		p.Remember([]vg.Point{Point(100, y), Point(500, y)})
	}
	if p.Tag(100) != nil {
		t.Error("the label of the model lies on lines")
	}
}

func TestAnAxisRisesUntilWhatNeedsRoomHasIt(t *testing.T) {
	p, _ := panel()
	tries := 0
	ticks := p.Fit(0, 100, 4, func() { tries++ }, func() bool { return p.Y1 >= 130 })
	if p.Y1 < 130 || p.Y1 > 160 || p.Y0 != 0 || tries < 2 || ticks[len(ticks)-1] > p.Y1 {
		t.Errorf("the axis ends at %v after %d tries with levels %v", p.Y1, tries, ticks)
	}
	ticks = p.Fit(5, 5, 4, func() {}, func() bool { return false })
	if p.Y1 <= 5 || len(ticks) < 2 {
		t.Errorf("an axis of one number ends at %v with levels %v", p.Y1, ticks)
	}
	if room, wide := p.RoomFor(0, 100, 4, 15), p.TickRoom([]float64{0, 100, 200}, 15); room < wide-1e-9 {
		t.Errorf("room %v for the numbers of an axis that may be raised to 200, want %v at least", room, wide)
	}
	if a, b := p.RoomFor(3, 3, 4, 15), p.RoomFor(0, 1e6, 4, 15); a >= b {
		t.Errorf("room %v for the levels of one number, %v for those up to a million", a, b)
	}
}

func TestWordsAreWrappedAndShortenedToTheirWidth(t *testing.T) {
	f := Face{Size: 15}
	const words = "three short words and a veryverylongword"
	lines := f.Wrapped(words, 110)
	for _, line := range lines {
		if f.Width(line) > 110 && strings.Contains(line, " ") {
			t.Errorf("%q is wider than 110", line)
		}
	}
	if got := strings.Join(lines, " "); got != words || len(lines) < 3 {
		t.Errorf("wrapped into %q", lines)
	}
	if got := f.Shortened(words, 1000); got != words {
		t.Errorf("words that fit become %q", got)
	}
	short := f.Shortened(words, 90)
	if f.Width(short) > 90 || !strings.HasSuffix(short, "…") || strings.HasSuffix(short, " …") || !strings.HasPrefix(words, strings.TrimSuffix(short, "…")) {
		t.Errorf("shortened to %q, %v wide", short, f.Width(short))
	}
	if got := f.Shortened(words, 0); got != "…" {
		t.Errorf("without room %q", got)
	}
	s, pen := sheet()
	y := s.Paragraph(40, 100, 110, f, Ink, words)
	if len(pen.words) != len(lines) || y != 100+float64(len(lines))*math.Round(15*1.28) {
		t.Errorf("a paragraph of %d lines ends at %v", len(pen.words), y)
	}
	a, b, c := s.Write(300, 50, f, Ink, FromLeft, "abc"), s.Write(300, 50, f, Ink, Centred, "abc"), s.Write(300, 50, f, Ink, FromRight, "abc")
	if a.Left != 300 || math.Abs(b.Left+b.Right-600) > 1e-9 || math.Abs(c.Right-300) > 1e-9 {
		t.Errorf("words stand at %v, %v and %v", a, b, c)
	}
	if before := len(s.Labels); s.Write(0, 0, f, Ink, FromLeft, "").Words != "" || len(s.Labels) != before {
		t.Error("no words leave a label")
	}
	if bold := (Face{Size: 15, Bold: true}).Width("abc"); bold <= f.Width("abc") || (Face{Size: 30}).Width("abc") <= bold {
		t.Error("bold or large words are not wider")
	}
}

func TestMarkersAreToldApartAndAboutAsLarge(t *testing.T) {
	area := func(path vg.Path) float64 {
		var sum float64
		path = path[:len(path)-1] // the last closes it
		for i := range path {
			a, b := path[i].Pos, path[(i+1)%len(path)].Pos
			sum += float64(a.X*b.Y - b.X*a.Y)
		}
		return math.Abs(sum) / 2
	}
	for m := square; m <= Star; m++ {
		path := m.Shape(0, 0, 10)
		if got := area(path); got < 190 || got > 330 {
			t.Errorf("marker %d has the area %.0f, want about that of a disc, 314", m, got)
		}
	}
	s, pen := sheet()
	s.Mark(50, 50, 6, Look{Color: Black})
	s.Mark(50, 50, 6, Look{Color: Black, Hollow: true, Marker: Star})
	if len(pen.fills) != 2 || len(pen.strokes) != 3 {
		t.Errorf("%d fills and %d strokes of a full and a hollow marker, want 2 and 3", len(pen.fills), len(pen.strokes))
	}
	s.Line([]vg.Point{Point(0, 0)}, Stroke{})
	s.Polygon([]vg.Point{Point(0, 0), Point(1, 1)}, Black)
	if len(pen.fills) != 2 || len(pen.strokes) != 3 {
		t.Error("a line of one point or an area of two is drawn")
	}
	if got := DrawLeader(0, 0, 20, 10); got[1] != Point(15, 10) || got[2] != Point(20, 10) {
		t.Errorf("the end of a line leads to %v", got)
	}
}

func TestTheLegendBreaksIntoRowsAndTheFooterStandsAtTheFoot(t *testing.T) {
	s, pen := sheet()
	var looks []Look
	var labels []string
	for range 2 {
		looks = append(looks, Looks...)
		labels = append(labels, "Current course", "Kinetic", "Intervention", "Investment", "Three pillars", strings.Repeat("A label of a reader's own ", 4))
	}
	for _, lines := range []bool{true, false} {
		s.Labels = nil
		below := s.Legend(100, looks, labels, lines)
		if below < 100+s.Label*1.6 {
			t.Errorf("twelve paths end at %v, want more than one row", below)
		}
		for i, b := range s.Labels {
			if b.Right > s.Width-Margin/2 || i > 0 && b.Touches(s.Labels[i-1]) {
				t.Errorf("%q stands from %v to %v", b.Words, b.Left, b.Right)
			}
		}
	}
	s.Labels, s.Footnote = nil, "A note of the figure."
	top := s.FooterLines("First.", "", "Last.")
	if got := []string{s.Labels[0].Words, s.Labels[1].Words, s.Labels[2].Words}; !slices.Equal(got, []string{"First.", "A note of the figure.", "Last."}) {
		t.Errorf("the foot reads %q", got)
	}
	if top >= s.Labels[0].Top || s.Labels[2].Bottom > s.Height {
		t.Errorf("the foot begins at %v and ends at %v of %v", top, s.Labels[2].Bottom, s.Height)
	}
	pen.words = nil
	s.Badge(s.Width-Margin, 20)
	width, height := s.BadgeSize(model.Label)
	if b := s.Labels[len(s.Labels)-1]; b.Words != model.Label || b.Right > s.Width-Margin || b.Left < s.Width-Margin-width || b.Bottom > 20+height {
		t.Errorf("the badge stands at %v, %v wide", b, width)
	}
	bottom := s.PathHeads(200, 16, 120, func(i int) float64 { return 40 + 130*float64(i) }, looks[:3], []string{"Kinetic", "A name that needs two lines", "A name that needs a good many lines to be said in full"})
	if bottom <= 216 {
		t.Errorf("heads of two lines end at %v", bottom)
	}
}

func TestSizesAreFoundByNameOrTheirNamesAreListed(t *testing.T) {
	for _, name := range SizeNames() {
		if s, err := FindSize(name); err != nil || s.Name != name {
			t.Errorf("%s is found as %s, %v", name, s.Name, err)
		}
	}
	_, err := FindSize("slides")
	var unknown *scenarios.UnknownError
	if !errors.As(err, &unknown) || !slices.Equal(unknown.Known, SizeNames()) {
		t.Errorf("error %v, want one with the names", err)
	}
}

// drawing draws a little of everything.
func drawing(p Pen) {
	s := &Sheet{Pen: p, Size: Size{Width: 120, Height: 60, Axis: 15}}
	s.Rect(0, 0, 30, 30, Rgb(0xFF0000))
	s.Fill(Rounded(40, 5, 60, 25, 4), WithOpacity(Rgb(0x0000FF), 0.5))
	s.Fill(Disc(80, 20, 10), Black)
	s.Segment(0, 50, 120, 50, Stroke{Black, 2, []float64{4, 2.25}})
	s.Write(10, 45, Face{Size: 14, Bold: true, Italic: true}, Ink, FromLeft, `a < b & "c"`)
	s.Write(90, 45, Face{Size: 14}, Ink, FromLeft, "道")
}

func TestAnSVGIsWellFormedAndKeepsTheWidthOfItsWords(t *testing.T) {
	var b bytes.Buffer
	if err := WriteSVG(&b, Size{Width: 120, Height: 60}, "A & B", "what <it> shows", drawing); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for decoder := xml.NewDecoder(strings.NewReader(text)); ; {
		if _, err := decoder.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
	}
	for _, want := range []string{
		`viewBox="0 0 120 60"`, "<title>A &amp; B</title>", "<desc>what &lt;it&gt; shows</desc>", `<path d="M0,0L30,0L30,30L0,30Z" fill="#ff0000"/>`, `fill="#0000ff" fill-opacity="0.5"/>`,
		`stroke-width="2" stroke-dasharray="4 2.3"/>`, `font-weight="bold" font-style="italic" textLength="`, "a &lt; b &amp; &#34;c&#34;</text>", `fill="#1a1a1a">道</text>`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	if strings.Count(text, "textLength") != 1 {
		t.Error("a letter that was not measured has a measured width")
	}
	for v, want := range map[float64]string{0: "0", -0.04: "0", 0.05: "0.1", 12: "12", -3.14: "-3.1"} {
		if got := tenth(v); got != want {
			t.Errorf("%v is written %s, want %s", v, got, want)
		}
	}
	if err := WriteSVG(full{}, Size{}, "", "", func(Pen) {}); err == nil {
		t.Error("a full disk is no error")
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestAPNGHasTwoDotsPerPixelAndNoLetterIsLostWithoutTrace(t *testing.T) {
	var b bytes.Buffer
	if err := WritePNG(&b, Size{Width: 120, Height: 60}, drawing); err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != 240 || size.Y != 120 {
		t.Errorf("%d × %d dots, want 240 × 120", size.X, size.Y)
	}
	at := func(x, y int) color.Color { return color.NRGBAModel.Convert(picture.At(x, y)) }
	if at(20, 20) != color.Color(Rgb(0xFF0000)) || at(230, 10) != color.Color(White) {
		t.Errorf("the red square is %v, the paper %v", at(20, 20), at(230, 10))
	}
	ink := 0
	for x := 180; x < 210; x++ {
		for y := 60; y < 95; y++ {
			if at(x, y) != color.Color(White) {
				ink++
			}
		}
	}
	if ink == 0 {
		t.Error("a letter that the font lacks leaves no trace")
	}
	if err := WritePNG(full{}, Size{Width: 10, Height: 10}, func(Pen) {}); err == nil {
		t.Error("a full disk is no error")
	}
}

func TestAPDFIsWholeAndTheSameForTheSameDrawing(t *testing.T) {
	var a, b bytes.Buffer
	for _, to := range []*bytes.Buffer{&a, &b} {
		if err := WritePDF(to, Size{Width: 120, Height: 60}, drawing); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.HasPrefix(a.Bytes(), []byte("%PDF-")) || !bytes.HasSuffix(bytes.TrimSpace(a.Bytes()), []byte("%%EOF")) {
		t.Errorf("a PDF that begins %q", a.Bytes()[:8])
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same drawing gives two files")
	}
}

func TestALetterThatTheFontLacksIsABox(t *testing.T) {
	f := Face{Size: 12}
	if got := f.Drawable("Zürich 道 – ab"); got != "Zürich □ – ab" {
		t.Errorf("drawn as %q", got)
	}
	if Lacks("Zürich – ±") || !Lacks("پشتو") {
		t.Error("Latin letters are lacking, or Pashto ones are not")
	}
}

func TestAVariantLooksLikeThePathItVaries(t *testing.T) {
	of := func(names ...string) []Look {
		var list []*scenarios.Scenario
		for _, name := range names {
			list = append(list, &scenarios.Scenario{Name: name})
		}
		return LooksOf(list)
	}
	looks := of("kinetic", "kinetic-precise", "mine", "yours", "nobody-acts")
	if looks[0].Hollow || !looks[1].Hollow || looks[1].Color != looks[0].Color || looks[1].Width >= looks[0].Width {
		t.Errorf("kinetic %v, its variant %v", looks[0], looks[1])
	}
	if looks[2].Color != Black || looks[2].Hollow || !looks[3].Hollow || looks[3].Dash == nil {
		t.Errorf("two paths of a reader's own look like %v and %v", looks[2], looks[3])
	}
	if Origin("kinetic-mine") != "kinetic-mine" || Origin("kinetic-precise") != "kinetic" || Origin(scenarios.Null) != scenarios.Reference {
		t.Errorf("a file is taken for a variant: %s, or a variant for a file: %s", Origin("kinetic-mine"), Origin("kinetic-precise"))
	}
	if looks[4].Color != Looks[0].Color {
		t.Errorf("the path on which nobody acts has the colour %v, want that of the reference", looks[4].Color)
	}
	many := of("a", "b", "c", "d", "e", "f", "g", "h")
	if !slices.Equal(many[6].Dash, many[7].Dash) || slices.Equal(many[2].Dash, many[3].Dash) {
		t.Error("the third and fourth path of one's own are dashed alike, or dashes never end")
	}
}
