package main

import (
	"os"
	"strconv"
	"strings"

	"crossroads/scenarios/runs/ensemble"
)

// readShard reads which part of an ensemble to run: "3/16", i of n from 0.
// "auto/16" takes i from the array task or indexed job that runs the program,
// "auto" from a Slurm array alone, which also says how many tasks it has.
func readShard(text string) (ensemble.Shard, error) {
	if text == "" {
		return ensemble.Shard{}, nil
	}
	index, count, _ := strings.Cut(text, "/")
	if index == "auto" {
		first := 0
		switch {
		case os.Getenv("JOB_COMPLETION_INDEX") != "":
			index = os.Getenv("JOB_COMPLETION_INDEX")
		case os.Getenv("SLURM_ARRAY_TASK_ID") != "":
			index = os.Getenv("SLURM_ARRAY_TASK_ID")
			first, _ = strconv.Atoi(os.Getenv("SLURM_ARRAY_TASK_MIN"))
			if count == "" {
				count = os.Getenv("SLURM_ARRAY_TASK_COUNT")
			}
		default:
			return ensemble.Shard{}, usagef("--shard %s: neither JOB_COMPLETION_INDEX nor SLURM_ARRAY_TASK_ID is set (i/n, as 3/16)", text)
		}
		if i, err := strconv.Atoi(index); err == nil {
			index = strconv.Itoa(i - first)
		}
	}
	i, err := strconv.Atoi(index)
	n, err2 := strconv.Atoi(count)
	if err != nil || err2 != nil || n < 1 || i < 0 || i >= n {
		return ensemble.Shard{}, usagef("--shard %s: is part %s of %s (i/n with i from 0 to n-1, as 3/16)", text, index, count)
	}
	return ensemble.Shard{Index: i, Count: n}, nil
}
