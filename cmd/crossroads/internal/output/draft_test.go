// SPDX-License-Identifier: Apache-2.0

package output

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

func TestOnlyDraftsOfRunsThatEndedAreSwept(t *testing.T) {
	ended := exec.Command(os.Args[0], "-test.run=^$")
	if err := ended.Run(); err != nil {
		t.Skip(err)
	}
	folder := t.TempDir()
	old := time.Now().Add(-8 * 24 * time.Hour)
	cases := []struct {
		name  string
		age   time.Time
		swept bool
	}{
		{fmt.Sprintf(".draft-%s-%d-1", host(), ended.Process.Pid), time.Now(), true},
		{fmt.Sprintf(".draft-%s-%d-2", host(), os.Getpid()), time.Now(), false}, // still runs
		{".draft-elsewhere-1-3", time.Now(), false},                             // another host
		{".draft-elsewhere-1-4", old, true},                                     // for more than a week
		{".drafts", old, false},                                                 // not ours
		{"results", old, false},
	}
	for _, c := range cases {
		name := filepath.Join(folder, c.name)
		if err := os.Mkdir(name, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(name, "file"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, c.age, c.age); err != nil {
			t.Fatal(err)
		}
	}
	draft, err := MakeDraft(folder)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(draft); err != nil || !info.IsDir() {
		t.Errorf("the new draft: %v", err)
	}
	for _, c := range cases {
		if _, err := os.Stat(filepath.Join(folder, c.name)); os.IsNotExist(err) != c.swept {
			t.Errorf("%s: swept is %v, want %v", c.name, !c.swept, c.swept)
		}
	}
}

// A run that is killed while it puts its files in place leaves some of them in its
// draft, the manifest among them. The next run in the folder moves these too.
func TestWhatAKilledRunHadReadyIsPutInPlace(t *testing.T) {
	ended := exec.Command(os.Args[0], "-test.run=^$")
	if err := ended.Run(); err != nil {
		t.Skip(err)
	}
	whole := string(Seal([]byte("{\n  \"label\": \"new\"\n}\n")))
	for manifest, want := range map[string]string{whole: "new", whole[:20]: "old", "": "old"} {
		folder := t.TempDir()
		draft := filepath.Join(folder, fmt.Sprintf(".draft-%s-%d-1", host(), ended.Process.Pid))
		for name, text := range map[string]string{
			filepath.Join(folder, "second.csv"): "old", filepath.Join(draft, "second.csv"): "new", filepath.Join(draft, manifestName): manifest,
		} {
			os.MkdirAll(filepath.Dir(name), 0o755)
			if text == "" {
				continue
			}
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		Sweep(folder)
		if text, err := os.ReadFile(filepath.Join(folder, "second.csv")); err != nil || string(text) != want {
			t.Errorf("with a manifest of %d bytes the file holds %q, want %q", len(manifest), text, want)
		}
		if _, err := os.Stat(draft); !os.IsNotExist(err) {
			t.Errorf("the draft is still there: %v", err)
		}
	}
}

func TestAChangedManifestLosesItsSeal(t *testing.T) {
	text := Seal([]byte("{\n  \"label\": \"x\"\n}\n"))
	if !SealHolds(text) {
		t.Fatalf("a sealed manifest does not hold: %s", text)
	}
	for i := range text {
		changed := append([]byte{}, text...)
		changed[i] ^= 1
		if SealHolds(changed) {
			t.Errorf("a change of byte %d is not seen", i)
		}
	}
}
