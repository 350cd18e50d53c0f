#!/usr/bin/env bash
# compare_hashes.sh SCENARIO_FOLDER DRMSIM DRMSIM...
#
# Runs every scenario file below the folder with each of the given builds of the command (the same
# build twice compares a run with its repetition) and fails unless all agree on the exit status and
# on the hash of the event log. No files, no events or bad input are failures. Builds also have to
# agree on what they have no kernel for; that alone is counted as skipped.
set -euo pipefail

folder=$1
shift
(($# >= 2)) || { echo "give at least two builds to compare" >&2; exit 2; }

scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT

# outcome BINARY FILE: "<exit status> <hash of the event log>", or "no kernel".
outcome() {
  local status=0
  rm -f -- "$scratch/events"
  "$1" run "$2" --events "$scratch/events" >"$scratch/output" 2>&1 </dev/null || status=$?
  if ((status == 2)) && grep -q 'the scheduler `kernel:.*` is not here' "$scratch/output"; then
    echo "no kernel"
    return
  fi
  if ((status > 1)) || [[ ! -s $scratch/events ]]; then
    echo "$1 run $2: exit status $status, or no events:" >&2
    cat "$scratch/output" >&2
    return 1
  fi
  echo "$status $(sha256sum <"$scratch/events")"
}

mapfile -t files < <(find "$folder" -name '*.toml' | LC_ALL=C sort)
((${#files[@]})) || { echo "no scenario files below $folder" >&2; exit 1; }

differences=0 skipped=0
for file in "${files[@]}"; do
  expected=$(outcome "$1" "$file")
  [[ $expected == "no kernel" ]] && skipped=$((skipped + 1))
  for binary in "${@:2}"; do
    actual=$(outcome "$binary" "$file")
    [[ $actual == "$expected" ]] && continue
    printf '%s\n  %s  %s\n  %s  %s\n' "$file" "$expected" "$1" "$actual" "$binary"
    differences=$((differences + 1))
  done
done
echo "${#files[@]} scenarios, $# builds, $differences differences," \
  "$skipped skipped without their kernel"
((skipped < ${#files[@]})) || exit 1
((differences == 0))
