// SPDX-License-Identifier: Apache-2.0

package ensemble

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"crossroads/model"
	"crossroads/scenarios"
)

// encoded is the encoded form of a result.
func encoded(t testing.TB, r *Result) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := r.Encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// forms are ways to keep members: all values, or counts.
func forms(d *Design) []*Design {
	kept, counted, mixed := *d, *d, *d
	kept.cut = cut{64, 100_000, 10_000}
	counted.cut = cut{64, 100, 10}
	mixed.cut = cut{64, 100_000, 10}
	return []*Design{&kept, &counted, &mixed}
}

func TestAResultIsReadAsItWasWritten(t *testing.T) {
	base := design(t, 200, "current-course", "kinetic")
	base.Horizon.End = model.NewYear(2028)
	base.Worlds = append(base.Worlds, world(t, "backlash"))
	base.Pairs = []Pair{{0, 1}}
	for _, d := range forms(base) {
		r, err := New(d)
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		r.Run(ctx, Options{Workers: 2, Progress: func(done, total int) {
			if done > 64 {
				stop()
			}
		}})
		text := encoded(t, r)
		again, err := Decode(d, bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		same(t, r, again)
		read, err := DesignOf(bytes.NewReader(text), nil)
		if err != nil {
			t.Fatal(err)
		}
		again, err = Decode(read, bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := again.Run(context.Background(), Options{}); err != nil {
			t.Fatal(err)
		}
		same(t, run(t, d, 2), again)
	}
}

func TestDamageIsFound(t *testing.T) {
	d := design(t, 20, "current-course", "kinetic")
	text := encoded(t, run(t, d, 2))
	rng := rand.New(rand.NewPCG(1, 1))
	for range 50 {
		broken := bytes.Clone(text)
		switch rng.IntN(3) {
		case 0:
			broken[rng.IntN(len(broken))] ^= 1 << rng.IntN(8)
		case 1:
			broken = broken[:rng.IntN(len(broken))]
		default:
			broken = append(broken, byte(rng.IntN(256)))
		}
		var damaged *DamagedError
		if _, err := Decode(d, bytes.NewReader(broken)); !errors.As(err, &damaged) {
			t.Fatalf("error %v, want damage found", err)
		}
	}
}

func TestAJournalTakesInNewBlocksOnly(t *testing.T) {
	base := design(t, 320, "current-course", "kinetic")
	base.Horizon.End = model.NewYear(2028)
	for _, d := range forms(base) {
		r, err := New(d)
		if err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		j := r.NewJournal()
		var ends []int
		if err := r.Run(context.Background(), Options{Every: 1, Save: func(r *Result) error {
			err := j.Append(&file)
			ends = append(ends, file.Len())
			return err
		}}); err != nil {
			t.Fatal(err)
		}
		if err := j.Append(&file); err != nil {
			t.Fatal(err)
		}
		if len(ends) != 4 || int64(file.Len()) != j.Size || file.Len() > 2*len(encoded(t, r)) {
			t.Fatalf("%d saves, %d bytes of %d, all at once %d", len(ends), file.Len(), j.Size, len(encoded(t, r)))
		}
		text := file.Bytes()
		again, err := Decode(d, bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		same(t, r, again)
		// A file that was cut short, or whose end is damaged, is whole up to the save before.
		broken := bytes.Clone(text)
		broken[ends[2]+100] ^= 1
		for _, c := range []struct {
			text  []byte
			saves int
		}{{text[:ends[1]+1], 2}, {text[:ends[1]-1], 1}, {text[:ends[2]], 3}, {broken, 3}, {append(bytes.Clone(text[:ends[0]]), make([]byte, 1000)...), 1}} {
			part, rest, err := ReadJournal(d, bytes.NewReader(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if part.Done() != c.saves*64 || rest.Size != int64(ends[c.saves-1]) || rest.Cut != (len(c.text) != ends[c.saves-1]) {
				t.Fatalf("%d members and %d bytes are kept, cut %t; want %d and %d", part.Done(), rest.Size, rest.Cut, c.saves*64, ends[c.saves-1])
			}
			whole := bytes.NewBuffer(bytes.Clone(c.text[:rest.Size]))
			if err := part.Run(context.Background(), Options{}); err != nil {
				t.Fatal(err)
			}
			if err := rest.Append(whole); err != nil {
				t.Fatal(err)
			}
			if again, err = Decode(d, bytes.NewReader(whole.Bytes())); err != nil {
				t.Fatal(err)
			}
			same(t, r, again)
		}
	}
}

func TestAJournalThatCannotBeWrittenStaysAsItWas(t *testing.T) {
	d := design(t, 200, "kinetic")
	d.Horizon.End = model.NewYear(2028)
	d.cut = cut{64, 100, 10}
	r := run(t, d, 2)
	j := r.NewJournal()
	if err := j.Append(full(500)); err == nil || j.Size != 0 {
		t.Fatalf("error %v, %d bytes are said to be kept", err, j.Size)
	}
	var file bytes.Buffer
	if err := j.Append(&file); err != nil || !bytes.Equal(file.Bytes(), encoded(t, r)) {
		t.Errorf("error %v; what is written afterwards differs", err)
	}
}

// full is a disk with room for so many bytes.
type full int

func (f full) Write(p []byte) (int, error) {
	if len(p) > int(f) {
		return int(f), errors.New("no space left")
	}
	return len(p), nil
}

func TestAnEarlierFormatIsRefusedInWords(t *testing.T) {
	d := design(t, 20, "kinetic")
	text := bytes.Replace(encoded(t, run(t, d, 2)), []byte(`"format":6`), []byte(`"format":5`), 1)
	if _, err := Decode(d, bytes.NewReader(text)); err == nil || !strings.Contains(err.Error(), "kept by an earlier version, in format 5; this version reads format 6") {
		t.Errorf("error %v", err)
	}
}

func TestForeignPartsAreRefused(t *testing.T) {
	d := design(t, 20, "current-course", "kinetic")
	part := run(t, d, 2)
	text := encoded(t, part)
	tests := map[string]func(*Design){
		"seed 1, not 2":                    func(d *Design) { d.Draws.Seed = 2 },
		"members 20, not 21":               func(d *Design) { d.Members = 21 },
		"sampling latin, not plain":        func(d *Design) { d.Draws.Sampling = "plain" },
		"shape pert, not uniform":          func(d *Design) { d.Draws.Shape = Uniform },
		"width 1, not 0.5":                 func(d *Design) { d.Draws.Width = 0.5 },
		"worlds central (":                 func(d *Design) { d.Worlds = []*scenarios.World{world(t, "backlash")} },
		"scenarios current-course (":       func(d *Design) { d.Paths[1], _ = scenarios.Builtin("investment") },
		"against current-course, not kine": func(d *Design) { d.Against = 1 },
	}
	for want, change := range tests {
		other := design(t, 20, "current-course", "kinetic")
		change(other)
		if _, err := Decode(other, bytes.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q in it", err, want)
		}
		r, err := New(other)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Add(part); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("added: error %v, want %q in it", err, want)
		}
	}
	if err := part.Add(part); err == nil || !strings.Contains(err.Error(), "members 1 to 20 are there already") {
		t.Errorf("error %v, want members that are there already", err)
	}
}

func TestPartsMakeTheWhole(t *testing.T) {
	base := design(t, 520, "current-course", "kinetic")
	base.Series = base.Series[:1]
	if long {
		base.Members = 5000
	} else {
		base.Horizon.End = model.NewYear(2028)
	}
	for _, size := range []int{64, 100, 256} {
		for _, d := range forms(base) {
			d.cut.block = size
			if !long && d.cut.outcomes > 100 && size != 100 {
				continue // the ways to keep members do not depend on the size
			}
			whole := run(t, d, 2)
			merged, err := New(d)
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range []int{2, 0, 1} {
				part, err := New(d)
				if err != nil {
					t.Fatal(err)
				}
				if err := part.Run(context.Background(), Options{Shard: Shard{i, 3}}); err != nil {
					t.Fatal(err)
				}
				part, err = Decode(d, bytes.NewReader(encoded(t, part)))
				if err != nil {
					t.Fatal(err)
				}
				if err := merged.Add(part); err != nil {
					t.Fatal(err)
				}
				if i == 0 {
					missing := merged.Missing()
					if from, to := (Shard{1, 3}).blocks(len(merged.done)); len(missing) != 1 || missing[0] != (Span{from*size + 1, to * size}) {
						t.Errorf("missing %v, want the members of part 1", missing)
					}
				}
			}
			if err := merged.Run(context.Background(), Options{}); err != nil {
				t.Fatal(err)
			}
			same(t, whole, merged)
		}
	}
}

func TestAPartWithOtherDigitsOrOfAnotherVersionIsRefused(t *testing.T) {
	d := design(t, 100, "kinetic", "current-course")
	d.Horizon.End = model.NewYear(2028)
	d.cut = cut{32, 100_000, 10_000}
	half := func(i int) []byte {
		r, err := New(d)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Run(context.Background(), Options{Shard: Shard{i, 2}}); err != nil {
			t.Fatal(err)
		}
		return encoded(t, r)
	}
	whole := half(0)
	for _, c := range []struct{ name, from, want string }{
		{"digits", model.KernelDigits(), "made with other settings: digits 000000000000, not " + model.KernelDigits()},
		{"version", `"version":"` + model.Version + `"`, "made with other settings: version "},
		{"model", scenarios.ModelHash(), "made with other settings: model "},
	} {
		// The same part as another program would have written it, with a sum that is right.
		to := strings.Repeat("0", len(c.from))
		if c.name == "version" {
			to = `"version":"` + strings.Repeat("9", len(model.Version)) + `"`
		}
		text := bytes.Replace(half(1), []byte(c.from), []byte(to), 1)
		line := bytes.IndexByte(text, '\n') + 1
		sum := sha256.Sum256(text[:line])
		copy(text[line:], sum[:])
		if _, err := Decode(d, bytes.NewReader(text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
	r, err := Decode(d, bytes.NewReader(whole))
	if err != nil {
		t.Fatal(err)
	}
	other, err := Decode(d, bytes.NewReader(half(1)))
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Add(other); err != nil || !r.Complete() {
		t.Errorf("the parts as written do not join: %v", err)
	}
}
