// SPDX-License-Identifier: Apache-2.0

package draws

import (
	"testing"

	"crossroads/scenarios/runs/ensemble"
)

func TestShardComesFromTheArrayOfEveryScheduler(t *testing.T) {
	for _, c := range []struct {
		name, text string
		set        map[string]string
		want       ensemble.Shard
	}{
		{"Kubernetes", "auto/16", map[string]string{"JOB_COMPLETION_INDEX": "3"}, ensemble.Shard{Index: 3, Count: 16}},
		{"AWS Batch", "auto/16", map[string]string{"AWS_BATCH_JOB_ARRAY_INDEX": "15"}, ensemble.Shard{Index: 15, Count: 16}},
		{"Slurm", "auto", map[string]string{"SLURM_ARRAY_TASK_ID": "5", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_COUNT": "16"}, ensemble.Shard{Index: 4, Count: 16}},
		{"PBS", "auto/16", map[string]string{"PBS_ARRAY_INDEX": "0"}, ensemble.Shard{Index: 0, Count: 16}},
		{"Torque", "auto/16", map[string]string{"PBS_ARRAYID": "2"}, ensemble.Shard{Index: 2, Count: 16}},
		{"SGE", "auto", map[string]string{"SGE_TASK_ID": "16", "SGE_TASK_FIRST": "1", "SGE_TASK_LAST": "16"}, ensemble.Shard{Index: 15, Count: 16}},
		{"Slurm beside the SGE of no array", "auto/4", map[string]string{"SGE_TASK_ID": "undefined", "SLURM_ARRAY_TASK_ID": "1"}, ensemble.Shard{Index: 1, Count: 4}},
		{"stated", "3/16", nil, ensemble.Shard{Index: 3, Count: 16}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, a := range arrays {
				t.Setenv(a.index, "")
			}
			for name, value := range c.set {
				t.Setenv(name, value)
			}
			if got, err := readShard(c.text); err != nil || got != c.want {
				t.Errorf("%v (%v), want %v", got, err, c.want)
			}
		})
	}
}
