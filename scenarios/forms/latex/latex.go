// SPDX-License-Identifier: Apache-2.0

// Package latex writes the equations of the model as a document to print.
package latex

import (
	"fmt"
	"io"
	"strings"

	"crossroads/model"
	"crossroads/scenarios"
)

// Write writes a LaTeX document that stands by itself: every stock, auxiliary
// and flow with its equation, unit and meaning, then levers and parameters with
// their ranges. It needs amsmath and geometry.
func Write(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, `%% %s
\documentclass[a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{amsmath}
\usepackage[margin=25mm]{geometry}
\setlength{\parindent}{0pt}
\setlength{\parskip}{6pt}
\raggedright
\newcommand{\quantity}[2]{\textbf{#1} [#2]. }
\newcommand{\equal}[1]{\par\hspace*{1em}$\displaystyle #1$\par}
\begin{document}
\section*{Equations of the model}
\textbf{%s.} Version %s, model %s.
`, model.Label, escaped(model.Label), model.Version, scenarios.ModelHash())
	for _, part := range []struct {
		title string
		kind  model.SeriesKind
	}{{"Stocks", model.Stock}, {"Auxiliaries", model.Auxiliary}, {"Flows", model.Flow}, {"Running totals", model.Total}} {
		fmt.Fprintf(&b, "\n\\section*{%s}\n", part.title)
		for i := range model.EquationTable {
			if e := &model.EquationTable[i]; e.Kind == part.kind {
				equation(&b, e)
			}
		}
	}
	b.WriteString("\n\\section*{Levers}\n")
	for i := range model.LeverTable {
		l := &model.LeverTable[i]
		fmt.Fprintf(&b, "\n\\quantity{%s}{%s}%s %s sets it, from %v to %v.\n", escaped(l.Name), escaped(l.Unit), escaped(l.Doc), escaped(l.Actor), l.Low, l.High)
	}
	b.WriteString("\n\\section*{Parameters}\n")
	for i := range model.ParameterTable {
		p := &model.ParameterTable[i]
		fmt.Fprintf(&b, "\n\\quantity{%s}{%s}%s %v (documented %v, %v to %v; %s).\n", escaped(p.Name), escaped(p.Unit), escaped(p.Doc), p.Central, p.Documented, p.Low, p.High, escaped(p.Source))
	}
	b.WriteString("\n\\end{document}\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// equation writes one equation and, of a stock, what it begins with.
func equation(b *strings.Builder, e *model.Equation) {
	fmt.Fprintf(b, "\n\\quantity{%s}{%s}%s\n", escaped(e.Name), escaped(e.Unit), escaped(e.Doc))
	left := e.Symbol
	if e.Kind == model.Stock || e.Kind == model.Total {
		left = `\frac{\mathrm{d}}{\mathrm{d}t}\,` + e.Symbol
	}
	fmt.Fprintf(b, "\\equal{%s = %s}\n", left, e.TeX)
	if e.StartTeX != "" {
		fmt.Fprintf(b, "\\equal{%s(%d) = %s}\n", e.Symbol, model.HistoryStart.Year(), e.StartTeX)
	}
}

// special are the characters that LaTeX takes for commands or has no letter for.
var special = strings.NewReplacer(
	`\`, `\textbackslash{}`, "_", `\_`, "%", `\%`, "&", `\&`, "#", `\#`, "$", `\$`, "{", `\{`, "}", `\}`,
	"~", `\textasciitilde{}`, "^", `\textasciicircum{}`, "—", "---", "–", "--", "−", "$-$", "×", `$\times$`, "≥", `$\ge$`, "≤", `$\le$`, "→", `$\to$`, "\u2009", `\,`,
)

// escaped writes words so that LaTeX prints them as they are.
func escaped(words string) string { return special.Replace(words) }
