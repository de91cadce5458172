// SPDX-License-Identifier: Apache-2.0

package main

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/table"
	"crossroads/cmd/crossroads/web"
	"crossroads/model"
	"crossroads/scenarios"
)

// newVersion returns the command that says which program this is.
func newVersion() *cobra.Command {
	var o flags.Output
	c := &cobra.Command{
		Use:   "version",
		Short: "Show version, model hash and build",
		Args:  cobra.NoArgs,
	}
	o.BindFormat(c)
	c.RunE = func(c *cobra.Command, _ []string) error { return o.Show(c, thisBuild()) }
	return c
}

// thisBuild is what the running program knows about itself.
func thisBuild() *table.Document {
	t := &table.Table{Name: "build", Title: "Build", Columns: []table.Column{table.Words("part", "part", 0), table.Words("value", "value", 60)}}
	add := func(part, value string) { t.Add(table.Word(part), table.Word(value)) }
	kernel, _ := model.KernelName()
	page := "none"
	if web.Inside(scenarios.ModelHash()) {
		page = "inside"
	}
	add("version", model.Version)
	add("commit", commit())
	add("model hash", scenarios.ModelHash())
	add("kernel", kernel)
	add("page model", page)
	add("built with", runtime.Version())
	add("system", runtime.GOOS+"/"+runtime.GOARCH)
	return &table.Document{Title: "crossroads " + model.Version, Single: true, Tables: []*table.Table{t}}
}

// commit is the commit the program was built from, "unknown" outside a repository.
func commit() string {
	words := "unknown"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return words
	}
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			words = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			words += " with uncommitted changes"
		}
	}
	return words
}
