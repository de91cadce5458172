package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"unicode"
)

// System is the parsed model: its structs and its equations, in file order.
type System struct {
	State, Auxiliaries, Flows []Field
	Functions                 map[string][]Equation // initial, settle, auxiliaries, flows, rates
}

// Field is one quantity of a struct, with the unit and words of its comment.
type Field struct {
	Name string // as in Go, PerceivedAttacks
	Unit string
	Doc  string // for a stock; the others are documented above their equation
}

// Equation sets one field.
type Equation struct {
	Target string // the variable assigned to: s, a, f or d
	Field  string
	Value  ast.Expr
	Doc    string // the comment above it
}

// Key is the name of a field in files, flags and headers: perceived_attacks.
func Key(field string) string {
	var b strings.Builder
	for i, r := range field {
		if i > 0 && (unicode.IsUpper(r) || unicode.IsDigit(r)) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// Label is the name of a field in figures: Perceived attacks.
func Label(field string) string {
	words := strings.ReplaceAll(Key(field), "_", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

// Parse reads the equations file and refuses whatever leaves its form: a body
// holds only assignments to a field, each field once.
func Parse(file string) (*System, error) {
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, file, nil, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	system := &System{Functions: map[string][]Equation{}}
	structs := map[string]*[]Field{"State": &system.State, "Auxiliaries": &system.Auxiliaries, "Flows": &system.Flows}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				t, ok := spec.(*ast.TypeSpec)
				if !ok || structs[t.Name.Name] == nil {
					continue
				}
				for _, field := range t.Type.(*ast.StructType).Fields.List {
					unit, doc, _ := strings.Cut(strings.TrimSpace(field.Comment.Text()), ": ")
					for _, name := range field.Names {
						*structs[t.Name.Name] = append(*structs[t.Name.Name], Field{name.Name, unit, doc})
					}
				}
			}
		case *ast.FuncDecl:
			equations, err := parseBody(set, f, d)
			if err != nil {
				return nil, err
			}
			system.Functions[d.Name.Name] = equations
		}
	}
	return system, nil
}

// parseBody reads one function of equations.
func parseBody(set *token.FileSet, f *ast.File, d *ast.FuncDecl) ([]Equation, error) {
	var equations []Equation
	seen := map[string]bool{}
	for _, statement := range d.Body.List {
		place := set.Position(statement.Pos())
		assign, ok := statement.(*ast.AssignStmt)
		if !ok || assign.Tok != token.ASSIGN || len(assign.Lhs) != 1 {
			return nil, fmt.Errorf("%s: statement in %s is not an equation (x.Field = expression)", place, d.Name.Name)
		}
		target, ok := assign.Lhs[0].(*ast.SelectorExpr)
		if !ok {
			return nil, fmt.Errorf("%s: %s sets something that is not a field (x.Field = expression)", place, d.Name.Name)
		}
		if seen[target.Sel.Name] {
			return nil, fmt.Errorf("%s: %s sets %s twice (each field once)", place, d.Name.Name, target.Sel.Name)
		}
		seen[target.Sel.Name] = true
		equations = append(equations, Equation{
			Target: target.X.(*ast.Ident).Name,
			Field:  target.Sel.Name,
			Value:  assign.Rhs[0],
			Doc:    commentAbove(set, f, statement.Pos()),
		})
	}
	return equations, nil
}

// commentAbove is the text of the comment that ends on the line before pos.
func commentAbove(set *token.FileSet, f *ast.File, pos token.Pos) string {
	line := set.Position(pos).Line
	for _, c := range f.Comments {
		if set.Position(c.End()).Line == line-1 {
			return strings.Join(strings.Fields(c.Text()), " ")
		}
	}
	return ""
}
