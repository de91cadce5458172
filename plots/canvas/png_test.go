// SPDX-License-Identifier: Apache-2.0

package canvas

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"testing"
)

func TestPNGHoldsEveryPixel(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	picture := image.NewRGBA(image.Rect(0, 0, 37, 21))
	for y := range 21 {
		for x := range 37 {
			picture.SetRGBA(x, y, color.RGBA{uint8(r.Uint32()), uint8(r.Uint32()), uint8(x), 255})
		}
	}
	var b bytes.Buffer
	if err := EncodePNG(&b, picture); err != nil {
		t.Fatal(err)
	}
	read, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	for y := range 21 {
		for x := range 37 {
			if got, want := color.RGBAModel.Convert(read.At(x, y)), picture.RGBAAt(x, y); got != want {
				t.Fatalf("pixel %d, %d is %v, want %v", x, y, got, want)
			}
		}
	}
}
