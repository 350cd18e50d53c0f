#!/usr/bin/env bash
# The test of compare_explorations.sh, with stand-ins for the command: it must see what differs in
# the results, in a replay file and with the number of processes, and not the time or the build.
set -euo pipefail

compare=$(dirname -- "$0")/compare_explorations.sh
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT

# stand_in NAME JSON REPLAY_LINE: explore FILE --strategy S --jobs N --schedules N --keep-going
# --out FOLDER --json FILE, which finds the same in every scenario.
stand_in() {
  cat >"$scratch/$1" <<END
#!/usr/bin/env bash
mkdir -p "\${11}"
printf '%s\n' "$2" '"wall_seconds": '\$RANDOM >"\${13}"
printf '%s\n' "$3" "build = \$0" >"\${11}/x.toml"
exit 1
END
  chmod +x "$scratch/$1"
}
stand_in one found choice=1
stand_in same found choice=1
stand_in other_result more choice=1
stand_in other_replay found choice=2
stand_in by_jobs 'jobs $6' choice=1

expect() { # expect EXIT_STATUS WORDS STAND_IN...
  local wanted=$1 words=$2 status=0 output
  shift 2
  output=$("$compare" "$scratch" "${@/#/$scratch/}" 2>&1) || status=$?
  if [[ $status != "$wanted" || $output != *"$words"* ]]; then
    printf '%s: status %s, wanted %s and "%s":\n%s\n' "$*" "$status" "$wanted" "$words" "$output"
    exit 1
  fi
}
expect 0 '120 explorations, 0 differences' one same
expect 1 '60 differences' one other_result
expect 1 '60 differences' one other_replay
expect 1 '40 differences' by_jobs
