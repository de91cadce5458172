package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"github.com/parquet-go/parquet-go"

	"crossroads/model"
	"crossroads/scenarios"
	"crossroads/scenarios/ensemble"
)

// knownMembersFile refuses a file of members that is neither CSV nor Parquet.
func knownMembersFile(name string) error {
	switch filepath.Ext(name) {
	case "", ".csv", ".parquet":
		if name == "" || filepath.Ext(name) != "" {
			return nil
		}
	}
	return usagef("--members-out %s: is no known kind of file (FILE.csv or FILE.parquet)", name)
}

// memberRow is one line of a file of members.
type memberRow struct {
	scenario, world string
	member          int
	values          []float64 // as named by memberColumns
}

// memberColumns names the parameters that are drawn, then the outcomes.
func memberColumns(r *ensemble.Result) []string {
	var names []string
	for _, row := range r.Drawn() {
		names = append(names, row.Name)
	}
	return append(names, model.OutcomeNames()...)
}

// writeMembers writes one line for every member, world and path, in that order,
// in full precision: the parameters it ran with and what came of it.
func writeMembers(ctx context.Context, name string, r *ensemble.Result) (err error) {
	draft := name + ".draft"
	f, err := os.Create(draft)
	if err != nil {
		return fmt.Errorf("%s: cannot be written: %w", name, err)
	}
	defer func() {
		f.Close()
		if err != nil {
			os.Remove(draft)
			if ctx.Err() == nil {
				err = fmt.Errorf("%s: cannot be written: %w", name, err)
			}
		}
	}()
	write, end := membersCSV(f, r)
	if filepath.Ext(name) == ".parquet" {
		write, end = membersParquet(f, r)
	}
	d := r.Design()
	drawn := r.Drawn()
	line := memberRow{values: make([]float64, len(memberColumns(r)))}
	err = r.EachMember(ctx, func(m *ensemble.Member) error {
		line.member = m.Number
		for w, world := range d.Worlds {
			held := m.Parameters(w)
			for i, row := range drawn {
				line.values[i] = *row.Of(&held)
			}
			for p, path := range d.Paths {
				for o := range model.OutcomeTable {
					line.values[len(drawn)+o] = m.Outcome(w, p, o)
				}
				line.scenario, line.world = path.Name, world.Name
				if err := write(line); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := end(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(draft, name)
}

// membersCSV writes members as CSV.
func membersCSV(w io.Writer, r *ensemble.Result) (write func(memberRow) error, end func() error) {
	out := csv.NewWriter(w)
	out.Write(append(append([]string{"scenario", "world", "member"}, memberColumns(r)...), "label"))
	var fields []string
	return func(m memberRow) error {
			fields = append(fields[:0], m.scenario, m.world, strconv.Itoa(m.member))
			for _, v := range m.values {
				fields = append(fields, exact(v))
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
	group := parquet.Group{"scenario": word, "world": word, "label": word, "member": parquet.Leaf(parquet.Int64Type)}
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
		set("scenario", parquet.ByteArrayValue([]byte(m.scenario)))
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
