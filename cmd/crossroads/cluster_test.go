// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// small is an ensemble of three blocks.
var small = []string{"kinetic", "--members", "2100", "--until", "2026"}

// parts runs something that leaves parts in a folder, given a PATH on which the
// program lies, then joins the parts and compares them with one run.
func parts(t *testing.T, do func(dir string, environment []string)) {
	t.Helper()
	dir := t.TempDir()
	c, _ := program(t, dir)
	bin := filepath.Join(dir, "bin")
	if err := os.Mkdir(bin, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(c.Path, filepath.Join(bin, "crossroads")); err != nil {
		t.Fatal(err)
	}
	do(dir, append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH")))
	found, err := filepath.Glob(filepath.Join(dir, "part-*"))
	if err != nil || len(found) != 3 {
		t.Fatalf("%d parts, want 3: %v", len(found), err)
	}
	slices.Reverse(found)
	tables := make([]bytes.Buffer, 2)
	for i, args := range [][]string{append([]string{"merge"}, found...), append([]string{"ensemble"}, small...)} {
		c, words := program(t, dir, append(args, "--figures", "none")...)
		c.Stdout = &tables[i]
		if err := c.Run(); err != nil {
			t.Fatal(err, words)
		}
	}
	if tables[0].String() != tables[1].String() {
		t.Error("parts joined say something else than one run")
	}
}

func TestTheSlurmExampleRunsEveryPart(t *testing.T) {
	if !long {
		t.Skip("CROSSROADS_LONG=1 runs it")
	}
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("SKIPPED: there is no bash here")
	}
	script, err := filepath.Abs("../../testdata/cluster/slurm.sh")
	if err != nil {
		t.Fatal(err)
	}
	parts(t, func(dir string, environment []string) {
		for _, task := range []string{"4", "5", "6"} { // an array need not begin at 0
			c := exec.Command(bash, append([]string{script}, small...)...)
			c.Dir, c.Env = dir, append(environment, "SLURM_ARRAY_TASK_ID="+task, "SLURM_ARRAY_TASK_MIN=4", "SLURM_ARRAY_TASK_COUNT=3")
			if out, err := c.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
		}
	})
}

func TestTheKubernetesExampleRunsEveryPart(t *testing.T) {
	if !long {
		t.Skip("CROSSROADS_LONG=1 runs it")
	}
	text, err := os.ReadFile("../../testdata/cluster/kubernetes.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var job struct {
		Kind string
		Spec struct {
			CompletionMode string `yaml:"completionMode"`
			Completions    int
			Template       struct {
				Spec struct {
					Containers []struct {
						Command, Args []string
						Mounts        []struct {
							Path string `yaml:"mountPath"`
						} `yaml:"volumeMounts"`
					}
				}
			}
		}
	}
	if err := yaml.Unmarshal(text, &job); err != nil {
		t.Fatal(err)
	}
	pod := job.Spec.Template.Spec.Containers[0]
	if job.Kind != "Job" || job.Spec.CompletionMode != "Indexed" || !slices.Equal(pod.Command, []string{"crossroads"}) ||
		!slices.Contains(pod.Args, "auto/16") || job.Spec.Completions != 16 {
		t.Fatalf("%+v, want an indexed job of as many completions as parts", job)
	}
	parts(t, func(dir string, environment []string) {
		for _, index := range []string{"0", "1", "2"} {
			var args []string
			for _, a := range pod.Args {
				a = strings.NewReplacer("$(JOB_COMPLETION_INDEX)", index, pod.Mounts[0].Path, dir, "auto/16", "auto/3", "1000000", small[2]).Replace(a)
				args = append(args, a)
			}
			c, words := program(t, dir, append(args, small[0], "--until", small[4])...)
			c.Env = append(environment, "JOB_COMPLETION_INDEX="+index)
			if err := c.Run(); err != nil {
				t.Fatal(err, words)
			}
		}
	})
}

func TestGNUParallelRunsEveryPart(t *testing.T) {
	if !long {
		t.Skip("CROSSROADS_LONG=1 runs it")
	}
	parallel, err := exec.LookPath("parallel")
	if err == nil {
		var version []byte
		version, err = exec.Command(parallel, "--version").Output()
		if !strings.Contains(string(version), "GNU parallel") {
			t.Skip("SKIPPED: the parallel here is not GNU parallel")
		}
	}
	if err != nil {
		t.Skip("SKIPPED: GNU parallel is not installed")
	}
	parts(t, func(dir string, environment []string) {
		c := exec.Command(parallel, "crossroads ensemble "+strings.Join(small, " ")+" --shard {}/3 --out part-{}", ":::", "0", "1", "2")
		c.Dir, c.Env = dir, environment
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	})
}
