// SPDX-License-Identifier: Apache-2.0

package discover

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"crossroads/scenarios"
	"crossroads/scenarios/stats/prim"
	"crossroads/scenarios/tables"
)

// Selection says which rows and columns of a table to search, and which rows are of interest.
type Selection struct {
	Inputs    []string // columns; one of words is searched value by value
	Target    string   // a column of numbers
	Threshold float64
	Below     bool // rows below the threshold are of interest, not those above
	Where     []Condition
}

// Condition keeps the rows whose cell in a column compares so with a value.
type Condition struct {
	Column, Operator, Value string // the operator is one of = != < <= > >=
}

// condition is a condition as flags have it.
var condition = regexp.MustCompile(`^\s*([^=<>!]+?)\s*(=|!=|<=|>=|<|>)\s*(.*?)\s*$`)

// ParseCondition reads a condition such as path=kinetic or trust<0.5.
func ParseCondition(text string) (Condition, error) {
	parts := condition.FindStringSubmatch(text)
	if parts == nil || parts[3] == "" {
		return Condition{}, fmt.Errorf("%q is not a condition (column=value; also !=, <, <=, > and >=)", text)
	}
	return Condition{parts[1], parts[2], parts[3]}, nil
}

func (c Condition) String() string { return c.Column + c.Operator + c.Value }

// mixing are columns of which a table that is searched should have one value: rows of two paths or worlds are not one crowd.
var mixing = []string{"scenario", "path", "world"}

// mostValues is how many different words a column may have.
const mostValues = 20

// UnlikeError refuses rows that belong to different paths or worlds.
type UnlikeError struct {
	File, Column string
	Values       []string
}

func (e *UnlikeError) Error() string {
	return fmt.Sprintf("%s: the rows belong to %d values of %s: %s (--where %s=%s, or %s among the inputs)",
		e.File, len(e.Values), e.Column, strings.Join(e.Values[:min(len(e.Values), 5)], ", "), e.Column, e.Values[0], e.Column)
}

// Read takes cases from a table. It fails, with all mistakes at once, where a column is missing or a cell is no number; and
// where no row is left, no input varies, all rows are of interest or none is, or rows of several paths or worlds would be
// mixed.
func Read(t *tables.Table, s Selection) (*Cases, error) {
	var places []int
	for _, column := range slices.Concat(s.Inputs, []string{s.Target}) {
		at := t.Column(column)
		if at < 0 {
			return nil, fmt.Errorf("%s: %w", t.Place(-1, 0), &scenarios.UnknownError{Thing: "column", Name: column, Known: t.Header})
		}
		places = append(places, at)
	}
	if slices.Contains(s.Inputs, s.Target) {
		return nil, fmt.Errorf("%s: column %s: is both an input and the target (choose two columns)", t.File, s.Target)
	}
	if len(t.Rows) == 0 {
		return nil, fmt.Errorf("%s: the table has no rows (a row for each case)", t.Place(-1, 0))
	}
	rows, err := s.rows(t)
	if err != nil {
		return nil, err
	}
	for _, name := range mixing {
		if at := t.Column(name); at >= 0 && !slices.Contains(s.Inputs, name) {
			if values := differing(t, rows, at); len(values) > 1 {
				return nil, &UnlikeError{t.File, name, values}
			}
		}
	}
	c := &Cases{Inputs: make([][]float64, len(rows))}
	for k, name := range s.Inputs {
		c.take(t, rows, places[k], name)
	}
	target := places[len(s.Inputs)]
	low, high := 0.0, 0.0
	for i, row := range rows {
		v, ok := t.Number(row, target)
		if !ok {
			continue
		}
		if i == 0 {
			low, high = v, v
		}
		low, high = min(low, v), max(high, v)
		c.Interest = append(c.Interest, !s.Below && v > s.Threshold || s.Below && v < s.Threshold)
	}
	if err := t.Err(); err != nil {
		return nil, err
	}
	if len(c.Names) == 0 {
		return nil, fmt.Errorf("%s: no input varies: %s (inputs with more than one value)", t.File, strings.Join(s.Inputs, ", "))
	}
	switch n := c.Count(); {
	case low == high:
		return nil, fmt.Errorf("%s: %s is %v in every row: there is nothing to tell apart", t.File, s.Target, low)
	case n == 0 || n == len(rows):
		return nil, fmt.Errorf("%s: %s in %d of %d rows: there is nothing to tell apart (a threshold between %v and %v)", t.File, s.Words(), n, len(rows), low, high)
	}
	return c, nil
}

// Words says which rows are of interest.
func (s *Selection) Words() string {
	side := "above"
	if s.Below {
		side = "below"
	}
	return fmt.Sprintf("%s is %s %v", s.Target, side, s.Threshold)
}

// rows lists the rows that every condition keeps.
func (s *Selection) rows(t *tables.Table) ([]int, error) {
	rows := make([]int, len(t.Rows))
	for i := range rows {
		rows[i] = i
	}
	for i, c := range s.Where {
		at := t.Column(c.Column)
		if at < 0 {
			return nil, fmt.Errorf("--where %s: %w", c, &scenarios.UnknownError{Thing: "column", Name: c.Column, Known: t.Header})
		}
		wanted, err := tables.ParseNumber(c.Value)
		number := err == nil
		if !number && c.Operator != "=" && c.Operator != "!=" {
			return nil, fmt.Errorf("--where %s: %w", c, err)
		}
		values := differing(t, rows, at)
		rows = slices.DeleteFunc(rows, func(row int) bool {
			cell := t.Rows[row][at]
			same := cell == c.Value
			v := 0.0
			if number && !same {
				var ok error
				if v, ok = tables.ParseNumber(cell); ok != nil {
					if c.Operator != "=" && c.Operator != "!=" {
						t.FaultIn(row, at, "%v", ok)
					}
					return c.Operator != "!="
				}
				same = v == wanted
			} else if same {
				v = wanted
			}
			switch c.Operator {
			case "=":
				return !same
			case "!=":
				return same
			case "<":
				return !(v < wanted)
			case "<=":
				return !(v <= wanted)
			case ">":
				return !(v > wanted)
			default:
				return !(v >= wanted)
			}
		})
		if err := t.Err(); err != nil {
			return nil, err
		}
		if len(rows) == 0 {
			meant := ""
			if near := scenarios.Closest(c.Value, values); near != "" && c.Operator == "=" {
				meant = " (did you mean " + c.Column + "=" + near + "?)"
			}
			if values := strings.Split(c.Value, ","); len(values) > 1 && c.Operator == "=" {
				meant = " (one value for each --where; a column among --inputs is searched with all its values)"
			}
			return nil, fmt.Errorf("%s: no row has %s%s", t.File, together(s.Where[:i+1]), meant)
		}
	}
	return rows, nil
}

// together writes conditions that hold at once.
func together(list []Condition) string {
	words := make([]string, len(list))
	for i := range list {
		words[i] = list[i].String()
	}
	return strings.Join(words, " and ")
}

// differing lists the different cells of a column in the order in which they first stand.
func differing(t *tables.Table, rows []int, column int) []string {
	seen := map[string]bool{}
	var list []string
	for _, row := range rows {
		if cell := t.Rows[row][column]; !seen[cell] {
			seen[cell] = true
			list = append(list, cell)
		}
	}
	return list
}

// take adds a column to the inputs: its numbers, or an input for each of its words. A column of one value adds nothing.
func (c *Cases) take(t *tables.Table, rows []int, column int, name string) {
	values := differing(t, rows, column)
	if len(values) == 1 && len(rows) > 1 {
		t.Warn(-1, column, "%s is %s in every row and tells nothing apart", name, values[0])
		return
	}
	if !slices.ContainsFunc(values, looksNumeric) {
		if len(values) > mostValues {
			t.Fault(-1, column, "column %s has %d different words (at most %d, or numbers)", name, len(values), mostValues)
			return
		}
		slices.Sort(values)
		if c.Words == nil {
			c.Words = map[string][]string{}
		}
		c.Words[name] = values
		for _, value := range values {
			c.Names = append(c.Names, name+" is "+value)
			for len(c.Categories) < len(c.Names)-1 {
				c.Categories = append(c.Categories, Category{})
			}
			c.Categories = append(c.Categories, Category{name, value})
			for i, row := range rows {
				in := 0.0
				if t.Rows[row][column] == value {
					in = 1
				}
				c.Inputs[i] = append(c.Inputs[i], in)
			}
		}
		return
	}
	c.Names = append(c.Names, name)
	if c.Categories != nil {
		c.Categories = append(c.Categories, Category{})
	}
	for i, row := range rows {
		v, _ := t.Number(row, column)
		c.Inputs[i] = append(c.Inputs[i], v)
	}
}

// looksNumeric reports whether a cell is a number, or one in a form that is not read, so that its column is none of words.
func looksNumeric(text string) bool {
	_, err := strconv.ParseFloat(strings.NewReplacer(",", "", "%", "", " ", "", "\u2212", "-").Replace(text), 64)
	return err == nil
}

// Allowed lists the values of a column of words that restrictions of a box leave.
func (c *Cases) Allowed(column string, restrictions []prim.Restriction) []string {
	left := slices.Clone(c.Words[column])
	for _, r := range restrictions {
		category := c.Category(r.Variable)
		if category.Column != column {
			continue
		}
		left = slices.DeleteFunc(left, func(value string) bool { return value == category.Value })
	}
	return left
}
