package main

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"crossroads/plots"
	"crossroads/scenarios"
)

func (o *options) bindSize(c *cobra.Command) {
	c.Flags().StringVar(&o.size, "size", plots.Sizes[0].Name, "size of the figures: "+strings.Join(plots.SizeNames(), ", "))
}

// figurePieces are figures in the forms and size chosen, ready to be written.
func (o *options) figurePieces(figures []*plots.Figure) ([]piece, error) {
	forms, err := o.figureForms()
	if err != nil {
		return nil, err
	}
	size, err := plots.FindSize(o.size)
	if err != nil {
		return nil, err
	}
	var pieces []piece
	for _, f := range figures {
		for _, form := range forms {
			pieces = append(pieces, piece{f.Name + "." + form, func(w io.Writer) error { return f.Write(w, form, size) }})
		}
	}
	return pieces, nil
}

// comparisonFigures are the figures of a comparison.
func (o *options) comparisonFigures(runs []*scenarios.Run, against *scenarios.Run) ([]piece, error) {
	return o.figurePieces(plots.Comparison(runs, against))
}
