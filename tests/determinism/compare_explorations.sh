#!/usr/bin/env bash
# compare_explorations.sh SCENARIO_FOLDER DRMSIM [DRMSIM...]
#
# What an exploration finds depends on neither the number of processes nor the build: the JSON
# results, without the wall time and the folder of the replay files, and the replay files are equal.
# Clean scenarios and failing ones, each strategy, one to three processes, every given build.
set -euo pipefail

folder=$1
shift
(($# >= 1)) || { echo "give a build of the command" >&2; exit 2; }

scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT

# result BINARY FILE STRATEGY JOBS: the hash of everything that was found.
result() {
  local out="$scratch/out" status=0
  rm -rf -- "$out"
  "$1" explore "$2" --strategy "$3" --jobs "$4" --schedules 200 --keep-going --out "$out" \
    --json "$scratch/json" >"$scratch/text" 2>&1 </dev/null || status=$?
  if ((status > 1)) || [[ ! -s $scratch/json ]]; then
    echo "$1 explore $2 --strategy $3 --jobs $4: exit status $status" >&2
    cat "$scratch/text" >&2
    return 1
  fi
  {
    echo "$status"
    sed -E "s|$out|OUT|; /\"wall_seconds\"/d" "$scratch/json"
    # The build that wrote a replay file is named in it.
    if [[ -d $out ]]; then cat -- "$out"/*.toml | grep -v '^build'; fi
  } | sha256sum
}

comparisons=0 differences=0
for name in recovery/hang_replay recovery/two_rings_time_out_together bugs/counted_after_link \
  bugs/freed_before_callback bugs/guilty_job_dropped; do
  for strategy in random pct delay exhaustive; do
    expected=$(result "$1" "$folder/$name.toml" "$strategy" 1)
    for binary in "$@"; do
      for jobs in 1 2 3; do
        comparisons=$((comparisons + 1))
        found=$(result "$binary" "$folder/$name.toml" "$strategy" "$jobs")
        [[ $found == "$expected" ]] && continue
        echo "$name --strategy $strategy --jobs $jobs: $binary finds something else than $1"
        differences=$((differences + 1))
      done
    done
  done
done
echo "$comparisons explorations, $differences differences"
((differences == 0))
