// SPDX-License-Identifier: Apache-2.0

package plots

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

	"crossroads/model"
)

// pen puts marks on a form of paper. Lengths are pixels, y runs downwards.
type pen interface {
	fill(path vg.Path, c color.NRGBA)
	stroke(path vg.Path, s stroke)
	text(x, y float64, f face, c color.NRGBA, words string)
}

// stroke is how a line is drawn.
type stroke struct {
	color color.NRGBA
	width float64
	dash  []float64
}

// svgPen writes SVG with one decimal and without fonts: a viewer takes
// Liberation Sans or another, and every text keeps its measured width.
type svgPen struct{ b bytes.Buffer }

const svgFonts = "Liberation Sans, Arial, Helvetica, sans-serif"

func (p *svgPen) fill(path vg.Path, c color.NRGBA) {
	fmt.Fprintf(&p.b, `<path d="%s" fill="%s"%s/>`+"\n", pathData(path), hex(c), opacity("fill", c))
}

func (p *svgPen) stroke(path vg.Path, s stroke) {
	dash := ""
	if len(s.dash) > 0 {
		var parts []string
		for _, d := range s.dash {
			parts = append(parts, tenth(d))
		}
		dash = ` stroke-dasharray="` + strings.Join(parts, " ") + `"`
	}
	fmt.Fprintf(&p.b, `<path d="%s" fill="none" stroke="%s"%s stroke-width="%s"%s/>`+"\n",
		pathData(path), hex(s.color), opacity("stroke", s.color), tenth(s.width), dash)
}

func (p *svgPen) text(x, y float64, f face, c color.NRGBA, words string) {
	style := ""
	if f.bold {
		style += ` font-weight="bold"`
	}
	if f.italic {
		style += ` font-style="italic"`
	}
	// What was measured keeps its width in a viewer with another font. Letters that
	// the measuring font lacks were not measured.
	if f.drawable(words) == words && len(words) > 1 {
		style += fmt.Sprintf(` textLength="%s" lengthAdjust="spacingAndGlyphs"`, tenth(f.width(words)))
	}
	fmt.Fprintf(&p.b, `<text x="%s" y="%s" font-size="%s"%s fill="%s">%s</text>`+"\n",
		tenth(x), tenth(y), tenth(f.size), style, hex(c), escaped(words))
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

func hex(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

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

// writeSVG writes the figure with its title and description.
func (f *Figure) writeSVG(w io.Writer, size Size) error {
	p := &svgPen{}
	f.on(p, size)
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]s" height="%[2]s" viewBox="0 0 %[1]s %[2]s" role="img" font-family="%[3]s">`+"\n",
		tenth(size.Width), tenth(size.Height), svgFonts)
	fmt.Fprintf(out, "<title>%s</title>\n<desc>%s</desc>\n", escaped(f.Title), escaped(model.Label+". "+f.Description))
	fmt.Fprintf(out, `<rect width="100%%" height="100%%" fill="%s"/>`+"\n", hex(white))
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

func (p paper) fill(path vg.Path, c color.NRGBA) {
	p.SetColor(c)
	p.Fill(p.flipped(path))
}

func (p paper) stroke(path vg.Path, s stroke) {
	dash := make([]vg.Length, len(s.dash))
	for i, d := range s.dash {
		dash[i] = vg.Length(d)
	}
	p.SetColor(s.color)
	p.SetLineWidth(vg.Length(s.width))
	p.SetLineDash(dash, 0)
	p.Stroke(p.flipped(path))
}

func (p paper) text(x, y float64, f face, c color.NRGBA, words string) {
	p.SetColor(c)
	p.FillString(f.font(), vg.Point{X: vg.Length(x), Y: vg.Length(p.height - y)}, f.drawable(words))
}

// writePNG writes the figure at two dots per pixel.
func (f *Figure) writePNG(w io.Writer, size Size) error {
	canvas := vgimg.NewWith(vgimg.UseWH(vg.Length(size.Width), vg.Length(size.Height)), vgimg.UseDPI(144))
	f.on(paper{canvas, size.Height}, size)
	return encodePNG(w, canvas.Image().(*image.RGBA))
}

// encodePNG writes an opaque picture. Package image/png tries five filters on
// every row and takes half a second for what one filter does as well: what each
// pixel is more than the one to its left.
func encodePNG(w io.Writer, picture *image.RGBA) error {
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

func (p pdfPaper) fill(path vg.Path, c color.NRGBA) {
	p.canvas.SetColor(straight(c))
	p.canvas.Fill(p.flipped(path))
}

func (p pdfPaper) stroke(path vg.Path, s stroke) {
	dash := make([]vg.Length, len(s.dash))
	for i, d := range s.dash {
		dash[i] = vg.Length(d)
	}
	p.canvas.SetColor(straight(s.color))
	p.canvas.SetLineWidth(vg.Length(s.width))
	p.canvas.SetLineDash(dash, 0)
	p.canvas.Stroke(p.flipped(path))
}

func (p pdfPaper) text(x, y float64, f face, c color.NRGBA, words string) {
	if path := outline(f.font(), x, y, f.drawable(words)); len(path) > 0 {
		p.fill(path, c)
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

// writePDF writes the figure on a page of its size; its text is outlines, which
// cannot be selected.
func (f *Figure) writePDF(w io.Writer, size Size) error {
	canvas := vgpdf.New(vg.Length(size.Width), vg.Length(size.Height))
	f.on(pdfPaper{paper{canvas, size.Height}, canvas}, size)
	var b bytes.Buffer
	if _, err := canvas.WriteTo(&b); err != nil {
		return err
	}
	_, err := w.Write(pdfDates.ReplaceAll(b.Bytes(), []byte("/$1 (D:20000101000000)")))
	return err
}
