#!/usr/bin/env bash
# find_and_replay.sh DRMSIM SCENARIO STRATEGY SCHEDULER
#
# A failure that an exploration finds must be found again in the same schedule, with any number of
# workers, and its replay file must fail in the same way in a new process: the same hazard, the
# same event log.
set -euo pipefail

drmsim=$1 scenario=$2 strategy=$3 scheduler=$4
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT

complain() {
  echo "find_and_replay.sh: $1" >&2
  exit 1
}

explore() {  # FOLDER JOBS
  local status=0
  "$drmsim" explore "$scenario" --strategy "$strategy" --scheduler "$scheduler" --out "$1" \
    --jobs "$2" >"$1.txt" || status=$?
  [[ $status == 1 ]] || complain "explore gave $status, not 1: $(cat "$1.txt")"
}

explore "$scratch/one" 1
explore "$scratch/two" 2
# What is found behind the end of the search depends on the number of workers.
diff -r --exclude=found "$scratch/one" "$scratch/two" ||
  complain "the number of workers changed what was found"

for file in "$scratch"/one/*.toml; do
  for run in first second; do
    status=0
    "$drmsim" replay "$file" --events "$scratch/$run.log" >"$scratch/$run.txt" || status=$?
    [[ $status == 1 ]] || complain "replay gave $status, not 1: $(cat "$scratch/$run.txt")"
    grep -q "^failed as recorded" "$scratch/$run.txt" || complain "replay does not say so"
  done
  cmp "$scratch/first.log" "$scratch/second.log"
  [[ -s $scratch/first.log ]] || complain "the event log is empty"
  # A changed file is not taken for the recorded one.
  sed 's/^seed .*/&1/; s/^event_log_hash = "0x./&f/' "$file" >"$scratch/changed.toml"
  status=0
  "$drmsim" replay "$scratch/changed.toml" >"$scratch/changed.txt" 2>&1 || status=$?
  [[ $status == 2 ]] || complain "a changed replay gave $status, not 2"
done
