// SPDX-License-Identifier: Apache-2.0

package teach

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/document"
	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/output"
	"crossroads/cmd/crossroads/web"
	"crossroads/cmd/crossroads/web/answers"
	"crossroads/model"
	"crossroads/scenarios"
)

// pageFile is the name of the page in its folder.
const pageFile = "crossroads.html"

// NewPage makes the command that writes the page.
func NewPage() *cobra.Command {
	var o flags.Options
	var refused string
	c := &cobra.Command{
		Use:   "page",
		Short: "Write the interactive page, which works offline",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if refused != "" {
				return flags.Usagef("%s: the page holds the built-in worlds; for a fit or a world of your own, run crossroads report with --posterior FILE or --world FILE.yaml", refused)
			}
			page, err := makePage(c)
			if err != nil {
				return err
			}
			return writePage(c, &o, page)
		},
	}
	o.BindOut(c)
	for _, name := range []string{"posterior", "world"} {
		c.Flags().StringVar(&refused, name, "", "refused: the page holds the built-in worlds")
		c.Flags().Lookup(name).Hidden = true
	}
	return c
}

// writePage writes the page into its folder.
func writePage(c *cobra.Command, o *flags.Options, page []byte) error {
	f, err := o.OpenFolder()
	if err != nil {
		return err
	}
	defer f.Discard()
	err = f.Write([]output.File{{Name: pageFile, Write: func(w io.Writer) error {
		_, err := w.Write(page)
		return err
	}}})
	if err != nil {
		return err
	}
	if err := f.Finish(o.NewManifest(model.DefaultHorizon, nil)); err != nil {
		return err
	}
	fmt.Fprintf(c.ErrOrStderr(), "%s: %.1f MB (open it in a browser)\n", filepath.Join(o.Out, pageFile), float64(len(page))/1e6)
	return nil
}

// makePage puts the page together with the model and what it shows first.
func makePage(c *cobra.Command) ([]byte, error) {
	m, err := web.Find(c.Context(), scenarios.ModelHash(), func(words string) { fmt.Fprintln(c.ErrOrStderr(), words) })
	if err != nil {
		return nil, err
	}
	opening, err := answers.Opening()
	if err != nil {
		return nil, err
	}
	opening["context"] = map[string]any{"leftOut": document.LeftOut(), "after": document.AfterEssay(), "author": document.EssayAuthor()}
	text, err := json.Marshal(opening) // escapes < so that nothing in it ends its element
	if err != nil {
		return nil, err
	}
	return web.Page(m, text)
}
