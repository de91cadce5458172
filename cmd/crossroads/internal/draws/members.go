// SPDX-License-Identifier: Apache-2.0

package draws

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"github.com/parquet-go/parquet-go"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/cmd/crossroads/internal/sink"
	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/runs/ensemble"
)

// knownMembersFile refuses a file of members that is neither CSV nor Parquet.
func knownMembersFile(name string) error {
	switch filepath.Ext(name) {
	case "", ".csv", ".parquet":
		if name == "" || filepath.Ext(name) != "" {
			return nil
		}
	}
	return flags.Usagef("--members-out %s: is not a kind of file it writes; name FILE.csv or FILE.parquet", name)
}

// memberRow is one line of a file of members.
type memberRow struct {
	path, world string
	member      int
	values      []float64 // as named by memberColumns
}

// memberColumns names the parameters that are drawn, then the outcomes.
func memberColumns(r *ensemble.Result) []string {
	var names []string
	for _, row := range r.Drawn() {
		names = append(names, row.Name)
	}
	return append(names, model.OutcomeNames()...)
}

// membersFile is a file with one line for every member, world and path, in that
// order, in full precision: the parameters it ran with and what came of it. It
// appears when it is finished.
type membersFile struct {
	name   string
	result *ensemble.Result
	draft  *os.File
	drawn  []*model.Parameter
	line   memberRow
	write  func(memberRow) error
	end    func() error
}

// createMembers begins a file of the members of r.
func createMembers(name string, r *ensemble.Result) (*membersFile, error) {
	f, err := os.Create(name + ".draft")
	if err != nil {
		return nil, fmt.Errorf("%s: cannot be written: %w", name, err)
	}
	m := &membersFile{name: name, result: r, draft: f, drawn: r.Drawn()}
	m.line.values = make([]float64, len(memberColumns(r)))
	m.write, m.end = membersCSV(f, r)
	if filepath.Ext(name) == ".parquet" {
		m.write, m.end = membersParquet(f, r)
	}
	return m, nil
}

// add writes the lines of a member.
func (f *membersFile) add(m *ensemble.Member) error {
	f.line.member = m.Number
	d := f.result.Design()
	for w, world := range d.Worlds {
		held := m.Parameters(w)
		for i, row := range f.drawn {
			f.line.values[i] = *row.Of(&held)
		}
		for p, path := range d.Paths {
			for o := range model.OutcomeTable {
				f.line.values[len(f.drawn)+o] = m.Outcome(w, p, o)
			}
			f.line.path, f.line.world = path.Name, world.Name
			if err := f.write(f.line); err != nil {
				return fmt.Errorf("%s: cannot be written: %w", f.name, err)
			}
		}
	}
	return nil
}

// finish puts the file in its place.
func (f *membersFile) finish() error {
	err := f.end()
	if err == nil {
		err = f.draft.Close()
	}
	if err == nil {
		err = os.Rename(f.draft.Name(), f.name)
	}
	if err != nil {
		return fmt.Errorf("%s: cannot be written: %w", f.name, err)
	}
	return nil
}

// discard removes what is not finished.
func (f *membersFile) discard() {
	f.draft.Close()
	os.Remove(f.draft.Name())
}

// writeMembers writes the file of all members of a complete result.
func writeMembers(ctx context.Context, name string, r *ensemble.Result) error {
	f, err := createMembers(name, r)
	if err != nil {
		return err
	}
	defer f.discard()
	if err := r.EachMember(ctx, f.add); err != nil {
		return err
	}
	return f.finish()
}

// membersCSV writes members as CSV.
func membersCSV(w io.Writer, r *ensemble.Result) (write func(memberRow) error, end func() error) {
	out := sink.NewCSV(w)
	out.Write(append(append([]string{"path", "world", "member"}, memberColumns(r)...), "label"))
	var fields []string
	return func(m memberRow) error {
			fields = append(fields[:0], m.path, m.world, strconv.Itoa(m.member))
			for _, v := range m.values {
				fields = append(fields, strconv.FormatFloat(v, 'g', -1, 64))
			}
			return out.Write(append(fields, model.Label))
		}, func() error {
			out.Flush()
			return out.Error()
		}
}

// membersParquet writes members as Parquet: label, version, model and seed stand
// in its metadata. Columns are in the order of their names.
func membersParquet(w io.Writer, r *ensemble.Result) (write func(memberRow) error, end func() error) {
	columns := memberColumns(r)
	word := parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
	group := parquet.Group{"path": word, "world": word, "label": word, "member": parquet.Leaf(parquet.Int64Type)}
	for _, name := range columns {
		group[name] = parquet.Leaf(parquet.DoubleType)
	}
	schema := parquet.NewSchema("members", group)
	place := map[string]int{}
	for i, path := range schema.Columns() {
		place[path[0]] = i
	}
	out := parquet.NewWriter(w, schema, parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(32_768),
		parquet.KeyValueMetadata("label", model.Label), parquet.KeyValueMetadata("version", model.Version),
		parquet.KeyValueMetadata("model", scenarios.ModelHash()), parquet.KeyValueMetadata("seed", fmt.Sprint(r.Design().Draws.Seed)))
	row := make(parquet.Row, len(place))
	set := func(name string, v parquet.Value) {
		i := place[name]
		row[i] = v.Level(0, 0, i)
	}
	return func(m memberRow) error {
		set("path", parquet.ByteArrayValue([]byte(m.path)))
		set("world", parquet.ByteArrayValue([]byte(m.world)))
		set("label", parquet.ByteArrayValue([]byte(model.Label)))
		set("member", parquet.Int64Value(int64(m.member)))
		for i, name := range columns {
			set(name, parquet.DoubleValue(m.values[i]))
		}
		_, err := out.WriteRows([]parquet.Row{row})
		return err
	}, out.Close
}
