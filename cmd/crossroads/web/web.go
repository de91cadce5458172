// SPDX-License-Identifier: Apache-2.0

// Package web puts the page together: one file with its styles, its scripts and
// the model inside, which needs no server and no network.
package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
)

//go:embed page
var sources embed.FS

// modules are the scripts of the page, each after those it imports.
var modules = []string{
	"d3.js", "strings.js", "dom.js", "numbers.js", "sentences.js", "styles.js", "state.js", "link.js", "model.js", "chart.js",
	"panel.js", "world.js", "results.js", "tabs.js", "how.js", "predict.js", "board.js", "export.js", "start.js", "app.js",
}

// Model is the packed WebAssembly program with the script that starts such
// programs, which comes with the Go release that built it.
type Model struct {
	Packed []byte // gzip
	Starts []byte // wasm_exec.js
}

// Page writes the page around a model. The opening is JSON: the tables and runs
// the page shows before the model is up.
func Page(m Model, opening []byte) ([]byte, error) {
	script, err := join(modules)
	if err != nil {
		return nil, err
	}
	var style []byte
	for _, name := range []string{"style.css", "start.css"} {
		text, err := sources.ReadFile("page/" + name)
		if err != nil {
			return nil, err
		}
		style = append(style, text...)
	}
	worker, err := sources.ReadFile("page/worker.js")
	if err != nil {
		return nil, err
	}
	frame, err := sources.ReadFile("page/index.html")
	if err != nil {
		return nil, err
	}
	worker = append(append(bytes.Clone(m.Starts), '\n'), worker...)
	for name, text := range map[string][]byte{"script": script, "worker": worker, "opening": opening} {
		if bytes.Contains(bytes.ToLower(text), []byte("</script")) || bytes.Contains(text, []byte("<!--")) {
			return nil, fmt.Errorf("page: its %s would end early (no </script and no <!-- inside)", name)
		}
	}
	return []byte(strings.NewReplacer(
		"{{policy}}", policy(script, style),
		"{{style}}", string(style),
		"{{opening}}", string(opening),
		"{{worker}}", string(worker),
		"{{model}}", base64.StdEncoding.EncodeToString(m.Packed),
		"{{script}}", string(script),
	).Replace(string(frame))), nil
}

// Policy is the content security policy that stands in a page.
func Policy(page []byte) string {
	found := regexp.MustCompile(`http-equiv="Content-Security-Policy" content="([^"]*)"`).FindSubmatch(page)
	if found == nil {
		return "default-src 'none'"
	}
	return string(found[1])
}

// policy allows the page its own script and style, to the byte, and to compile
// the model in a worker made of its own text; nothing from elsewhere and nothing
// to anywhere.
func policy(script, style []byte) string {
	return fmt.Sprintf("default-src 'none'; script-src '%s' 'wasm-unsafe-eval'; worker-src blob:; style-src '%s'; img-src data: blob:; "+
		"base-uri 'none'; form-action 'none'", digest(script), digest(style))
}

func digest(text []byte) string {
	sum := sha256.Sum256(text)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

var (
	importLine = regexp.MustCompile(`(?m)^import \{([^}]*)\} from './([a-z0-9]+)\.js';\n`)
	exportList = regexp.MustCompile(`(?m)^export \{([^}]*)\};\n`)
	exportWord = regexp.MustCompile(`(?m)^export ((?:async )?(?:const|let|function|class) ([A-Za-z0-9]+))`)
)

// join turns the modules into one script. Each becomes a function with a scope
// of its own that returns what the module exports.
func join(names []string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("'use strict';\n(() => {\n")
	for _, name := range names {
		text, err := sources.ReadFile("page/" + name)
		if err != nil {
			return nil, err
		}
		var exports []string
		for _, found := range exportList.FindAllSubmatch(text, -1) {
			exports = append(exports, string(found[1]))
		}
		for _, found := range exportWord.FindAllSubmatch(text, -1) {
			exports = append(exports, string(found[2]))
		}
		text = importLine.ReplaceAll(text, []byte("const {$1} = $$$2;\n"))
		text = exportList.ReplaceAll(text, nil)
		text = exportWord.ReplaceAll(text, []byte("$1"))
		if regexp.MustCompile(`(?m)^(import|export) `).Match(text) {
			return nil, fmt.Errorf("page: %s imports or exports in a form that is not read (import {a, b} from './c.js'; export in front of a declaration)", name)
		}
		fmt.Fprintf(&b, "const $%s = (() => {\n%s\nreturn {%s};\n})();\n", strings.TrimSuffix(name, ".js"), text, strings.Join(exports, ", "))
	}
	b.WriteString("})();\n")
	return b.Bytes(), nil
}
