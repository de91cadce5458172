package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/web"
	"crossroads/model"
	"crossroads/scenarios"
)

// build says which program this is.
type build struct {
	Label   string `json:"label"`
	Version string `json:"version"`
	Commit  string `json:"commit"` // "unknown" when the program was built outside a repository
	Model   string `json:"model_hash"`
	Kernel  string `json:"kernel"`
	Page    string `json:"page_model"` // "inside" or "none"
	Go      string `json:"go"`
	System  string `json:"system"`
}

// newVersion returns the command that says which program this is.
func newVersion() *cobra.Command {
	format := "text"
	c := &cobra.Command{
		Use:   "version",
		Short: "Show version, model hash and build",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			b := thisBuild()
			if format == "json" {
				encoder := json.NewEncoder(c.OutOrStdout())
				encoder.SetIndent("", "  ")
				return encoder.Encode(b)
			}
			_, err := fmt.Fprintf(c.OutOrStdout(), "crossroads %s\n%s\n\ncommit      %s\nmodel hash  %s\nkernel      %s\npage model  %s\nbuilt with  %s for %s\n",
				b.Version, b.Label, b.Commit, b.Model, b.Kernel, b.Page, b.Go, b.System)
			return err
		},
	}
	c.Flags().Var(&flags.Choice{Word: &format, Known: []string{"text", "json"}}, "format", "form of the answer: text or json")
	return c
}

// thisBuild returns what the running program knows about itself.
func thisBuild() build {
	b := build{
		Label: model.Label, Version: model.Version, Commit: "unknown", Model: scenarios.ModelHash(), Page: "none",
		Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH,
	}
	b.Kernel, _ = model.KernelName()
	if web.Inside(b.Model) {
		b.Page = "inside"
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			b.Commit = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			b.Commit += " with uncommitted changes"
		}
	}
	return b
}
