#!/usr/bin/env bash
#SBATCH --job-name=crossroads
#SBATCH --array=0-15
#SBATCH --cpus-per-task=2
#SBATCH --time=01:00:00
#SBATCH --requeue
# Runs one part of an ensemble in each task of an array; a task that is put back
# in the queue goes on where it stopped. The merge waits until all parts are done:
#
#	parts=$(sbatch --parsable --array=0-15 slurm.sh --members 1000000)
#	sbatch --dependency=afterok:$parts --kill-on-invalid-dep=yes --wrap "crossroads merge part-* --out out"
set -euo pipefail
exec crossroads ensemble "$@" --shard auto --resume --out "part-$SLURM_ARRAY_TASK_ID"
