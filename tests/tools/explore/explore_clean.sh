#!/usr/bin/env bash
# explore_clean.sh DRMSIM STRATEGY SCHEDULES FOLDER [SCHEDULER]
#
# Explores every scenario of a folder that expects no hazard; any hazard is a failure, of the
# scenario or of a checker.
set -euo pipefail

drmsim=$1 strategy=$2 schedules=$3 folder=$4 scheduler=${5:-model}
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT

explored=0
for scenario in "$folder"/*.toml; do
  grep -q '^hazards' "$scenario" && continue
  explored=$((explored + 1))
  "$drmsim" explore "$scenario" --strategy "$strategy" --schedules "$schedules" \
    --scheduler "$scheduler" --out "$scratch" >"$scratch/out.txt" 2>&1 || {
    cat "$scratch/out.txt"
    exit 1
  }
done
[[ $explored -gt 0 ]] || { echo "no scenario in $folder" >&2; exit 1; }
