// SPDX-License-Identifier: Apache-2.0

// Package canvas is what figures are drawn with: sheets and panels with their axes,
// marks and words, and the pens that write SVG, PNG and PDF.
package canvas

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgpdf"
)

// Pen puts marks on a form of paper. Lengths are pixels, y runs downwards.
type Pen interface {
	Fill(path vg.Path, c color.NRGBA)
	Stroke(path vg.Path, s Stroke)
	Text(x, y float64, f Face, c color.NRGBA, words string)
}

// Stroke is how a line is drawn.
type Stroke struct {
	Color color.NRGBA
	Width float64
	Dash  []float64
}

// SvgPen writes SVG with one decimal and without fonts: a viewer takes
// Liberation Sans or another, and every text keeps its measured width.
type SvgPen struct{ b bytes.Buffer }

const svgFonts = "Liberation Sans, Arial, Helvetica, sans-serif"

func (p *SvgPen) Fill(path vg.Path, c color.NRGBA) {
	fmt.Fprintf(&p.b, `<path d="%s" fill="%s"%s/>`+"\n", pathData(path), Hex(c), opacity("fill", c))
}

func (p *SvgPen) Stroke(path vg.Path, s Stroke) {
	dash := ""
	if len(s.Dash) > 0 {
		var parts []string
		for _, d := range s.Dash {
			parts = append(parts, tenth(d))
		}
		dash = ` stroke-dasharray="` + strings.Join(parts, " ") + `"`
	}
	fmt.Fprintf(&p.b, `<path d="%s" fill="none" stroke="%s"%s stroke-width="%s"%s/>`+"\n",
		pathData(path), Hex(s.Color), opacity("stroke", s.Color), tenth(s.Width), dash)
}

func (p *SvgPen) Text(x, y float64, f Face, c color.NRGBA, words string) {
	style := ""
	if f.Bold {
		style += ` font-weight="bold"`
	}
	if f.Italic {
		style += ` font-style="italic"`
	}
	// What was measured keeps its width in a viewer with another font. Letters that
	// the measuring font lacks were not measured.
	if f.Drawable(words) == words && len(words) > 1 {
		style += fmt.Sprintf(` textLength="%s" lengthAdjust="spacingAndGlyphs"`, tenth(f.Width(words)))
	}
	fmt.Fprintf(&p.b, `<text x="%s" y="%s" font-size="%s"%s fill="%s">%s</text>`+"\n",
		tenth(x), tenth(y), tenth(f.Size), style, Hex(c), escaped(words))
}

// pathData writes a path of lines and cubic curves.
func pathData(path vg.Path) string {
	var b strings.Builder
	point := func(letter string, points ...vg.Point) {
		b.WriteString(letter)
		for i, q := range points {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(tenth(float64(q.X)) + "," + tenth(float64(q.Y)))
		}
	}
	for _, step := range path {
		switch step.Type {
		case vg.MoveComp:
			point("M", step.Pos)
		case vg.LineComp:
			point("L", step.Pos)
		case vg.CurveComp:
			point("C", append(append([]vg.Point{}, step.Control...), step.Pos)...)
		case vg.CloseComp:
			b.WriteString("Z")
		}
	}
	return b.String()
}

// tenth writes a length with at most one decimal.
func tenth(v float64) string {
	v = math.Round(v*10) / 10
	if v == 0 {
		return "0" // and never -0
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

func Hex(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// opacity is the attribute of a translucent colour.
func opacity(what string, c color.NRGBA) string {
	if c.A == 255 {
		return ""
	}
	return fmt.Sprintf(` %s-opacity="%s"`, what, strconv.FormatFloat(math.Round(float64(c.A)/255*100)/100, 'f', -1, 64))
}

// escaped makes words safe inside XML.
func escaped(words string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(words)) // a Builder never fails
	return b.String()
}

// WriteSVG writes what draw draws, with a title and a description.
func WriteSVG(w io.Writer, size Size, title, description string, draw func(Pen)) error {
	p := &SvgPen{}
	draw(p)
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]s" height="%[2]s" viewBox="0 0 %[1]s %[2]s" role="img" font-family="%[3]s">`+"\n",
		tenth(size.Width), tenth(size.Height), svgFonts)
	fmt.Fprintf(out, "<title>%s</title>\n<desc>%s</desc>\n", escaped(title), escaped(description))
	fmt.Fprintf(out, `<rect width="100%%" height="100%%" fill="%s"/>`+"\n", Hex(White))
	out.Write(p.b.Bytes())
	fmt.Fprintln(out, "</svg>")
	return out.Flush()
}

// paper is a canvas of gonum/plot with y upwards.
type paper struct {
	vg.Canvas
	height float64
}

// flipped is path with y upwards.
func (p paper) flipped(path vg.Path) vg.Path {
	out := make(vg.Path, len(path))
	for i, step := range path {
		step.Pos.Y = vg.Length(p.height) - step.Pos.Y
		if len(step.Control) > 0 {
			control := make([]vg.Point, len(step.Control))
			for k, q := range step.Control {
				control[k] = vg.Point{X: q.X, Y: vg.Length(p.height) - q.Y}
			}
			step.Control = control
		}
		out[i] = step
	}
	return out
}

func (p paper) Fill(path vg.Path, c color.NRGBA) {
	p.SetColor(c)
	p.Canvas.Fill(p.flipped(path))
}

func (p paper) Stroke(path vg.Path, s Stroke) {
	dash := make([]vg.Length, len(s.Dash))
	for i, d := range s.Dash {
		dash[i] = vg.Length(d)
	}
	p.SetColor(s.Color)
	p.SetLineWidth(vg.Length(s.Width))
	p.SetLineDash(dash, 0)
	p.Canvas.Stroke(p.flipped(path))
}

func (p paper) Text(x, y float64, f Face, c color.NRGBA, words string) {
	p.SetColor(c)
	p.FillString(f.font(), vg.Point{X: vg.Length(x), Y: vg.Length(p.height - y)}, f.Drawable(words))
}

// WritePNG writes what draw draws at two dots per pixel.
func WritePNG(w io.Writer, size Size, draw func(Pen)) error {
	canvas := vgimg.NewWith(vgimg.UseWH(vg.Length(size.Width), vg.Length(size.Height)), vgimg.UseDPI(144))
	draw(paper{canvas, size.Height})
	return EncodePNG(w, canvas.Image().(*image.RGBA))
}

// EncodePNG writes an opaque picture. Package image/png tries five filters on
// every row and takes half a second for what one filter does as well: what each
// pixel is more than the one to its left.
func EncodePNG(w io.Writer, picture *image.RGBA) error {
	size := picture.Bounds().Size()
	header := binary.BigEndian.AppendUint32(nil, uint32(size.X))
	header = binary.BigEndian.AppendUint32(header, uint32(size.Y))
	header = append(header, 8, 2, 0, 0, 0) // 8 bits a channel, red, green and blue
	var body bytes.Buffer
	packed, err := zlib.NewWriterLevel(&body, zlib.BestSpeed)
	if err != nil {
		return err
	}
	row := make([]byte, 1+3*size.X)
	for y := range size.Y {
		pixels := picture.Pix[y*picture.Stride:][:4*size.X]
		row[0] = 1 // the filter that looks left
		var r, g, b byte
		for i, o := 0, 1; i < len(pixels); i, o = i+4, o+3 {
			row[o], row[o+1], row[o+2] = pixels[i]-r, pixels[i+1]-g, pixels[i+2]-b
			r, g, b = pixels[i], pixels[i+1], pixels[i+2]
		}
		packed.Write(row) // to memory: it does not fail
	}
	if err := packed.Close(); err != nil {
		return err
	}
	text := []byte("\x89PNG\r\n\x1a\n")
	for _, chunk := range []struct {
		name string
		body []byte
	}{{"IHDR", header}, {"IDAT", body.Bytes()}, {"IEND", nil}} {
		text = binary.BigEndian.AppendUint32(text, uint32(len(chunk.body)))
		from := len(text)
		text = append(append(text, chunk.name...), chunk.body...)
		text = binary.BigEndian.AppendUint32(text, crc32.ChecksumIEEE(text[from:]))
	}
	_, err = w.Write(text)
	return err
}

// pdfPaper mends two faults of the PDF canvas: it draws text as outlines, since
// the canvas garbles all but ASCII, and hands over colours whose channels are
// not yet multiplied by their opacity, since the canvas multiplies them twice.
type pdfPaper struct {
	paper
	canvas *vgpdf.Canvas
}

// straight is a colour that gives its channels without their opacity.
type straight color.NRGBA

func (s straight) RGBA() (r, g, b, a uint32) {
	return uint32(s.R) * 0x101, uint32(s.G) * 0x101, uint32(s.B) * 0x101, uint32(s.A) * 0x101
}

func (p pdfPaper) Fill(path vg.Path, c color.NRGBA) {
	p.canvas.SetColor(straight(c))
	p.canvas.Fill(p.flipped(path))
}

func (p pdfPaper) Stroke(path vg.Path, s Stroke) {
	dash := make([]vg.Length, len(s.Dash))
	for i, d := range s.Dash {
		dash[i] = vg.Length(d)
	}
	p.canvas.SetColor(straight(s.Color))
	p.canvas.SetLineWidth(vg.Length(s.Width))
	p.canvas.SetLineDash(dash, 0)
	p.canvas.Stroke(p.flipped(path))
}

func (p pdfPaper) Text(x, y float64, f Face, c color.NRGBA, words string) {
	if path := outline(f.font(), x, y, f.Drawable(words)); len(path) > 0 {
		p.Fill(path, c)
	}
}

// outline is the shape of words, the first letter beginning at x, y.
func outline(f font.Face, x, y float64, words string) vg.Path {
	const em = 1000
	var (
		path   vg.Path
		buffer sfnt.Buffer
		scale  = float64(f.Font.Size) / em / 64
		at     = func(p fixed.Point26_6) vg.Point {
			return vg.Point{X: vg.Length(x + float64(p.X)*scale), Y: vg.Length(y + float64(p.Y)*scale)}
		}
		before sfnt.GlyphIndex
	)
	for i, r := range words {
		glyph, err := f.Face.GlyphIndex(&buffer, r)
		if err != nil {
			continue
		}
		if i > 0 {
			if kern, err := f.Face.Kern(&buffer, before, glyph, fixed.I(em), 0); err == nil {
				x += float64(kern) * scale
			}
		}
		before = glyph
		segments, err := f.Face.LoadGlyph(&buffer, glyph, fixed.I(em), nil)
		if err != nil {
			continue
		}
		open := false
		for _, s := range segments {
			switch s.Op {
			case sfnt.SegmentOpMoveTo:
				if open {
					path.Close()
				}
				path.Move(at(s.Args[0]))
				open = true
			case sfnt.SegmentOpLineTo:
				path.Line(at(s.Args[0]))
			case sfnt.SegmentOpQuadTo:
				path.QuadTo(at(s.Args[0]), at(s.Args[1]))
			case sfnt.SegmentOpCubeTo:
				path.CubeTo(at(s.Args[0]), at(s.Args[1]), at(s.Args[2]))
			}
		}
		if open {
			path.Close()
		}
		advance, err := f.Face.GlyphAdvance(&buffer, glyph, fixed.I(em), 0)
		if err == nil {
			x += float64(advance) * scale
		}
	}
	return path
}

// pdfDates are the only bytes of a PDF that differ from one second to the next.
var pdfDates = regexp.MustCompile(`/(CreationDate|ModDate) \(D:\d{14}\)`)

// WritePDF writes what draw draws on a page of its size; its text is outlines, which
// cannot be selected.
func WritePDF(w io.Writer, size Size, draw func(Pen)) error {
	canvas := vgpdf.New(vg.Length(size.Width), vg.Length(size.Height))
	draw(pdfPaper{paper{canvas, size.Height}, canvas})
	var b bytes.Buffer
	if _, err := canvas.WriteTo(&b); err != nil {
		return err
	}
	_, err := w.Write(pdfDates.ReplaceAll(b.Bytes(), []byte("/$1 (D:20000101000000)")))
	return err
}
