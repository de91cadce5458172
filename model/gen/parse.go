// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"math"
	"strconv"
	"strings"
	"unicode"
)

// System is the parsed model: its quantities and its equations, in file order.
type System struct {
	State, Levers, Parameters, Auxiliaries, Flows []*Field
	Functions                                     map[string][]*Equation // by the names of functionArguments

	fields map[string]*Field // all of them, by name
}

// Field is one quantity of the model.
type Field struct {
	Name      string // as in Go, PerceivedAttacks
	Of        byte   // what holds it: s, l, p, a or f
	Unit      string
	Doc       string
	Low, High float64 // of a lever or parameter; any number from 0 for the others
	Place     token.Position
}

// Equation sets one field.
type Equation struct {
	Function string // that it stands in
	Target   byte   // the variable assigned to: s, a, f or d
	Field    string
	Value    Expression
	Doc      string // the comment above it
	Place    token.Position
	products []product
}

// product is a chain of factors as it is written, without the brackets within.
type product struct {
	place   token.Position
	factors []Expression
}

// structs are the structs of the model, and the variable that holds each.
var structs = map[string]byte{"State": 's', "Levers": 'l', "Parameters": 'p', "Auxiliaries": 'a', "Flows": 'f'}

// functionArguments are the functions of equations.go and what each is given.
var functionArguments = []struct{ name, arguments string }{
	{"initial", "slp"},
	{"settle", "slpa"},
	{"auxiliaries", "slpa"},
	{"flows", "slpaf"},
	{"rates", "fd"},
}

// mistake words what is wrong at a place.
func mistake(place token.Position, format string, arguments ...any) error {
	return fmt.Errorf("%s: %s", place, fmt.Sprintf(format, arguments...))
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

// isTotal tells a running total from a stock that acts.
func (f *Field) isTotal() bool { return f.Of == 's' && strings.HasPrefix(f.Name, "Total") }

// source reads Go files of one folder.
type source struct {
	folder fs.FS
	set    *token.FileSet
}

// Parse reads the equations and the tables of levers and parameters in a
// folder, and refuses whatever leaves their form.
func Parse(folder fs.FS) (*System, error) {
	r := &source{folder, token.NewFileSet()}
	s := &System{Functions: map[string][]*Equation{}, fields: map[string]*Field{}}
	equations, err := r.file("equations.go")
	if err != nil {
		return nil, err
	}
	levers, err := r.file("levers.go")
	if err != nil {
		return nil, err
	}
	parameters, err := r.file("parameters.go")
	if err != nil {
		return nil, err
	}
	for _, f := range []*ast.File{equations, levers, parameters} {
		if err := r.structs(s, f); err != nil {
			return nil, err
		}
	}
	for _, f := range []*ast.File{levers, parameters} {
		if err := r.rows(s, f); err != nil {
			return nil, err
		}
	}
	for _, d := range equations.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			if err := r.function(s, equations, f); err != nil {
				return nil, err
			}
		}
	}
	for _, check := range []func(*System) error{checkForm, checkUnits, checkDenominators} {
		if err := check(s); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// file parses one file.
func (r *source) file(name string) (*ast.File, error) {
	text, err := fs.ReadFile(r.folder, name)
	if err != nil {
		return nil, err
	}
	return parser.ParseFile(r.set, name, text, parser.ParseComments)
}

func (r *source) place(n ast.Node) token.Position { return r.set.Position(n.Pos()) }

// structs reads the fields of the structs of the model in f.
func (r *source) structs(s *System, f *ast.File) error {
	lists := map[byte]*[]*Field{'s': &s.State, 'l': &s.Levers, 'p': &s.Parameters, 'a': &s.Auxiliaries, 'f': &s.Flows}
	for _, d := range f.Decls {
		general, ok := d.(*ast.GenDecl)
		if !ok || general.Tok != token.TYPE {
			continue
		}
		for _, spec := range general.Specs {
			t := spec.(*ast.TypeSpec)
			holder := structs[t.Name.Name]
			if holder == 0 {
				continue
			}
			for _, field := range t.Type.(*ast.StructType).Fields.List {
				kind, ok := field.Type.(*ast.Ident)
				if !ok || kind.Name != "float64" || len(field.Names) == 0 {
					return mistake(r.place(field), "%s: a field is not a number (float64)", t.Name.Name)
				}
				unit, doc, _ := strings.Cut(strings.TrimSpace(field.Comment.Text()), ": ")
				for _, name := range field.Names {
					if other := s.fields[name.Name]; other != nil {
						return mistake(r.place(name), "%s: the name is taken (each name once; first at %s)", name.Name, other.Place)
					}
					added := &Field{name.Name, holder, unit, doc, 0, math.Inf(1), r.place(name)}
					s.fields[name.Name] = added
					*lists[holder] = append(*lists[holder], added)
				}
			}
		}
	}
	return nil
}

// rows reads unit, words and range of levers and parameters from their tables.
func (r *source) rows(s *System, f *ast.File) (err error) {
	ast.Inspect(f, func(n ast.Node) bool {
		row, ok := n.(*ast.CompositeLit)
		if !ok || err != nil {
			return err == nil
		}
		var field *Field
		numbers := map[string]float64{}
		var texts []string
		for _, element := range row.Elts {
			entry, ok := element.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			switch key := entry.Key.(*ast.Ident); key.Name {
			case "Quantity":
				texts = stringsIn(entry.Value)
			case "Low", "High":
				numbers[key.Name], err = number(entry.Value)
				if err != nil {
					err = mistake(r.place(entry.Value), "%s: is not a plain number (as 0.3)", key.Name)
				}
			case "of":
				ast.Inspect(entry.Value, func(n ast.Node) bool {
					if x, ok := n.(*ast.SelectorExpr); ok {
						field = s.fields[x.Sel.Name]
					}
					return true
				})
			}
		}
		if len(texts) != 4 || err != nil {
			return err == nil
		}
		switch {
		case field == nil:
			err = mistake(r.place(row), "row %q: reads no field (of: func ... { return &p.Field })", texts[0])
		case texts[0] != Key(field.Name):
			err = mistake(r.place(row), "row %q: has another name than its field (%s)", texts[0], Key(field.Name))
		default:
			field.Unit, field.Doc, field.Low, field.High = texts[2], texts[3], numbers["Low"], numbers["High"]
		}
		return false
	})
	return err
}

// stringsIn lists the string literals under a node, in order.
func stringsIn(n ast.Node) []string {
	var list []string
	ast.Inspect(n, func(n ast.Node) bool {
		if x, ok := n.(*ast.BasicLit); ok && x.Kind == token.STRING {
			text, err := strconv.Unquote(x.Value)
			if err == nil {
				list = append(list, text)
			}
		}
		return true
	})
	return list
}

// number is the value of a plain number.
func number(e ast.Expr) (float64, error) {
	x, ok := e.(*ast.BasicLit)
	if !ok {
		return 0, strconv.ErrSyntax
	}
	return strconv.ParseFloat(x.Value, 64)
}

// function reads one function of equations.
func (r *source) function(s *System, file *ast.File, d *ast.FuncDecl) error {
	name, arguments := d.Name.Name, ""
	known := false
	for _, f := range functionArguments {
		if f.name == name {
			known, arguments = true, f.arguments
		}
	}
	if !known {
		return mistake(r.place(d), "function %s: is none of the equations (initial, settle, auxiliaries, flows, rates)", name)
	}
	got := ""
	for _, field := range d.Type.Params.List {
		if _, pointer := field.Type.(*ast.StarExpr); !pointer {
			return mistake(r.place(field), "function %s: takes an argument by value (pointers only, and no time)", name)
		}
		for _, x := range field.Names {
			got += x.Name
		}
	}
	if got != arguments || d.Type.Results != nil {
		return mistake(r.place(d), "function %s: takes %s (pointers %s, no results)", name,
			strings.Join(strings.Split(got, ""), ", "), strings.Join(strings.Split(arguments, ""), ", "))
	}
	for _, statement := range d.Body.List {
		assign, ok := statement.(*ast.AssignStmt)
		if !ok || assign.Tok != token.ASSIGN || len(assign.Lhs) != 1 {
			return mistake(r.place(statement), "%s: a statement is not an equation (x.Field = expression)", name)
		}
		target, ok := assign.Lhs[0].(*ast.SelectorExpr)
		if !ok {
			return mistake(r.place(statement), "%s: sets something that is not a field (x.Field = expression)", name)
		}
		holder, ok := target.X.(*ast.Ident)
		if !ok {
			return mistake(r.place(statement), "%s: sets something that is not a field (x.Field = expression)", name)
		}
		e := &Equation{Function: name, Target: holder.Name[0], Field: target.Sel.Name, Place: r.place(statement),
			Doc: r.commentAbove(file, statement.Pos())}
		var err error
		if e.Value, err = r.expression(e, assign.Rhs[0], false); err != nil {
			return err
		}
		s.Functions[name] = append(s.Functions[name], e)
	}
	return nil
}

// commentAbove is the text of the comment that ends on the line before pos.
func (r *source) commentAbove(f *ast.File, pos token.Pos) string {
	line := r.set.Position(pos).Line
	for _, c := range f.Comments {
		if r.set.Position(c.End()).Line == line-1 {
			return strings.Join(strings.Fields(c.Text()), " ")
		}
	}
	return ""
}

// operators are those an equation may use.
var operators = map[token.Token]byte{token.ADD: '+', token.SUB: '-', token.MUL: '*', token.QUO: '/'}

// expression reads the right side of e; within says that a product around it
// goes on.
func (r *source) expression(e *Equation, x ast.Expr, within bool) (Expression, error) {
	switch x := x.(type) {
	case *ast.ParenExpr:
		return r.expression(e, x.X, false)
	case *ast.BasicLit:
		if len(x.Value) == 1 && x.Value >= "0" && x.Value <= "3" {
			return Literal(x.Value[0] - '0'), nil
		}
		return nil, mistake(r.place(x), "%s: the number %s is not a literal from 0 to 3 (a parameter)", Key(e.Field), x.Value)
	case *ast.SelectorExpr:
		if holder, ok := x.X.(*ast.Ident); ok && len(holder.Name) == 1 {
			return &Reference{holder.Name[0], x.Sel.Name}, nil
		}
	case *ast.BinaryExpr:
		o := operators[x.Op]
		if o == 0 {
			break
		}
		multiplies := o == '*' || o == '/'
		left, err := r.expression(e, x.X, multiplies)
		if err != nil {
			return nil, err
		}
		right, err := r.expression(e, x.Y, multiplies)
		if err != nil {
			return nil, err
		}
		if multiplies && !within {
			e.products = append(e.products, product{r.place(x), writtenFactors(x, left, right)})
		}
		return &Operation{o, left, right}, nil
	}
	return nil, mistake(r.place(x), "%s: this is not arithmetic on fields (+ - * / of fields and literals from 0 to 3)", Key(e.Field))
}

// writtenFactors lists the factors of a product up to the brackets around them.
func writtenFactors(x *ast.BinaryExpr, left, right Expression) []Expression {
	var list []Expression
	if inner, ok := x.X.(*ast.BinaryExpr); ok {
		o := left.(*Operation)
		list = writtenFactors(inner, o.Left, o.Right)
	} else {
		list = []Expression{left}
	}
	return append(list, right)
}
