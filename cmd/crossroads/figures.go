package main

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/model"
	"crossroads/plots"
	"crossroads/scenarios"
)

// drawing is how figures are drawn: in which forms, and how large.
type drawing struct {
	forms []string
	size  plots.Size
}

func (o *options) bindFigures(c *cobra.Command, usual string) {
	c.Flags().StringVar(&o.figures, "figures", usual, "forms of the figures, separated by commas: "+strings.Join(plots.Forms(), ", ")+"; none for no figures")
	c.Flags().StringVar(&o.size, "size", plots.Sizes[0].Name, "size of the figures: "+strings.Join(plots.SizeNames(), ", "))
}

// figureForms are the chosen forms of figures, in the order given, and their
// size.
func (o *options) figureForms() (drawing, error) {
	size, err := plots.FindSize(o.size)
	if err != nil {
		return drawing{}, err
	}
	if o.figures == "none" || o.figures == "" {
		return drawing{nil, size}, nil
	}
	forms := strings.Split(o.figures, ",")
	for _, f := range forms {
		if known := plots.Forms(); !slices.Contains(known, f) {
			return drawing{}, usagef("%s", "--figures "+f+" is not supported; "+scenarios.Instead(f, append(known, "none")))
		}
	}
	return drawing{forms, size}, nil
}

// pieces are figures in the chosen forms and size, ready to be written.
func (d drawing) pieces(figures ...*plots.Figure) []piece {
	var list []piece
	for _, f := range figures {
		for _, form := range d.forms {
			list = append(list, piece{f.Name + "." + form, func(w io.Writer) error { return f.Write(w, form, d.size) }})
		}
	}
	return list
}

// lastYear is the last year of a horizon.
func lastYear(h model.Horizon) int { return (h.End - 1).Year() }
