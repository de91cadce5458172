// SPDX-License-Identifier: Apache-2.0

package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"testing"
)

// Where a product meets a sum unrounded, some processors compute both at once
// and end with other digits.
func TestTheKernelLeavesNothingToFuse(t *testing.T) {
	text, err := fs.ReadFile(folder, "kernel_gen.go")
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "kernel_gen.go", text, 0)
	if err != nil {
		t.Fatal(err)
	}
	isProduct := func(e ast.Expr) bool {
		for {
			inner, ok := e.(*ast.ParenExpr)
			if !ok {
				break
			}
			e = inner.X
		}
		o, ok := e.(*ast.BinaryExpr)
		return ok && o.Op == token.MUL
	}
	refuse := func(e ast.Expr, why string) {
		if isProduct(e) {
			t.Errorf("%s: a product %s (float64 around it)", set.Position(e.Pos()), why)
		}
	}
	sums := 0
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			switch n.Op {
			case token.ADD, token.SUB:
				sums++
				refuse(n.X, "is added")
				refuse(n.Y, "is added")
			case token.MUL: // twice a product may become the product added to itself
				if two, ok := n.X.(*ast.BasicLit); ok && two.Value == "2" {
					refuse(n.Y, "is doubled")
				}
			}
		case *ast.AssignStmt:
			for _, e := range n.Rhs {
				refuse(e, "is kept for a later sum")
			}
		}
		return true
	})
	if sums < 100 {
		t.Errorf("%d sums, want the kernel to be there", sums)
	}
}

func TestTheProgramReducesTotalsToFewIntegrals(t *testing.T) {
	g := NewProgram(system(t))
	if len(g.Bases) >= len(g.Totals) {
		t.Errorf("%d integrals for %d totals, want fewer", len(g.Bases), len(g.Totals))
	}
	for _, total := range g.Totals {
		for _, term := range total.Terms {
			if term.Factor != nil && term.Factor.phase&dynamic != 0 {
				t.Errorf("%s: a factor moves with the stocks", total.Field)
			}
		}
	}
	for _, stock := range g.Stocks {
		if g.Rates[stock].phase&dynamic == 0 {
			t.Errorf("%s: its rate does not depend on the stocks", stock)
		}
	}
}
