#!/usr/bin/env bash
# finds.sh DRMSIM SCENARIO STRATEGY SCHEDULES SCHEDULER TEXT
#
# In so many schedules a failure is found whose lines, joined, have the text (an extended regular
# expression), and the exit status is 1.
set -euo pipefail

drmsim=$1 scenario=$2 strategy=$3 schedules=$4 scheduler=$5 text=$6
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT

complain() {
  echo "finds.sh: $1"
  cat "$scratch/out.txt"
  exit 1
}

status=0
"$drmsim" explore "$scenario" --strategy "$strategy" --schedules "$schedules" \
  --scheduler "$scheduler" --out "$scratch" >"$scratch/out.txt" 2>&1 || status=$?
[[ $status == 1 ]] || complain "explore gave $status, not 1"
tr -s '\n ' ' ' <"$scratch/out.txt" | grep -Eq "$text" || complain "nothing found has: $text"
