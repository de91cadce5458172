package main

import (
	"io"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/output"
	"crossroads/model"
	"crossroads/scenarios"
)

// piece is a file to write.
type piece struct {
	name  string
	write func(io.Writer) error
}

// folder gathers the files of one command and puts them in place together.
type folder struct{ *output.Folder }

// bindOut adds the folder for files, out/NAME by default, and refuses one that
// cannot be written before anything is computed.
func (o *options) bindOut(c *cobra.Command, name string) {
	o.command, o.results = c, name
	c.Flags().StringVar(&o.out, "out", "out/"+name, "folder for the files written")
	c.Flags().BoolVar(&o.force, "force", false, "replace results of another command in the folder")
	c.PreRunE = func(*cobra.Command, []string) error {
		if o.dryRun {
			return nil
		}
		f, err := o.openFolder()
		if err == nil {
			f.Discard()
		}
		return err
	}
}

// openFolder makes the folder, if need be, and a draft inside it.
func (o *options) openFolder() (*folder, error) {
	f, err := output.Open(o.out, o.results, o.force)
	return &folder{f}, err
}

// write writes the pieces at once.
func (f *folder) write(pieces []piece) error {
	var list []output.File
	for _, p := range pieces {
		list = append(list, output.File{Name: p.name, Write: p.write})
	}
	return f.Write(list)
}

// newManifest describes the command line over the given paths and worlds.
func (o *options) newManifest(h model.Horizon, paths []*scenarios.Scenario, worlds ...*scenarios.World) *output.Manifest {
	return output.NewManifest(output.Args(o.command.Context()), output.Source{Paths: paths, Worlds: worlds, Horizon: h})
}
