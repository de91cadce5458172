// SPDX-License-Identifier: Apache-2.0

package draws

import (
	"os"
	"strconv"
	"strings"

	"crossroads/cmd/crossroads/internal/flags"
	"crossroads/scenarios/runs/ensemble"
)

// arrays are the environment variables in which schedulers tell a task its
// place: its index, the first index, and how many tasks there are. Where the
// first is not told, tasks are counted from base.
var arrays = []struct {
	scheduler, index, first, count string
	base                           int
}{
	{"Kubernetes", "JOB_COMPLETION_INDEX", "", "", 0},
	{"AWS Batch", "AWS_BATCH_JOB_ARRAY_INDEX", "", "", 0},
	{"Slurm", "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_COUNT", 0},
	{"PBS", "PBS_ARRAY_INDEX", "", "", 0},
	{"PBS (Torque)", "PBS_ARRAYID", "", "", 0},
	{"SGE", "SGE_TASK_ID", "SGE_TASK_FIRST", "SGE_TASK_LAST", 1},
}

// readShard reads which part of an ensemble to run: "3/16", i of n from 0.
// "auto/16" takes i from the array task or indexed job that runs the program,
// "auto" from a Slurm or SGE array alone, which also says how many tasks it has.
func readShard(text string) (ensemble.Shard, error) {
	if text == "" {
		return ensemble.Shard{}, nil
	}
	index, count, _ := strings.Cut(text, "/")
	if index == "auto" {
		var names []string
		for _, a := range arrays {
			names = append(names, a.index)
			task, err := strconv.Atoi(os.Getenv(a.index)) // SGE says "undefined" outside arrays
			if err != nil {
				continue
			}
			first := a.base
			if n, err := strconv.Atoi(os.Getenv(a.first)); a.first != "" && err == nil {
				first = n
			}
			index = strconv.Itoa(task - first)
			if n, err := strconv.Atoi(os.Getenv(a.count)); count == "" && a.count != "" && err == nil {
				if a.scheduler == "SGE" { // it names the last task
					n -= first - 1
				}
				count = strconv.Itoa(n)
			}
			break
		}
		if index == "auto" {
			return ensemble.Shard{}, flags.Usagef("--shard %s: none of %s is set (i/n, as 3/16)", text, strings.Join(names, ", "))
		}
	}
	i, err := strconv.Atoi(index)
	n, err2 := strconv.Atoi(count)
	if err != nil || err2 != nil || n < 1 || i < 0 || i >= n {
		return ensemble.Shard{}, flags.Usagef("--shard %s: is part %s of %s (i/n with i from 0 to n-1, as 3/16)", text, index, count)
	}
	return ensemble.Shard{Index: i, Count: n}, nil
}
