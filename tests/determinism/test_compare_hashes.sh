#!/usr/bin/env bash
# The test of compare_hashes.sh, with stand-ins for the command: it must see a difference in the log
# and in the exit status, and must refuse a build that writes no events, and a folder without files.
set -euo pipefail

compare=$(dirname -- "$0")/compare_hashes.sh
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
mkdir "$scratch/scenarios" "$scratch/none"
touch "$scratch/scenarios/a.toml" "$scratch/scenarios/b c.toml"

# stand_in NAME EXIT_STATUS TEXT: a program that writes TEXT to the file after --events.
stand_in() {
  printf '#!/bin/sh\nprintf %%s "%s" >"$4"\nexit %d\n' "$3" "$2" >"$scratch/$1"
  chmod +x "$scratch/$1"
}
stand_in one 0 '0 push job=1'
stand_in same 0 '0 push job=1'
stand_in other_log 0 '1 push job=1'
stand_in other_status 1 '0 push job=1'
stand_in silent 0 ''
stand_in bad_input 2 '0 push job=1'
cat >"$scratch/no_kernel" <<'END'
#!/bin/sh
case $2 in *'b c.toml') echo 'the scheduler `kernel:9.9` is not here'; exit 2 ;; esac
printf %s '0 push job=1' >"$4"
END
cat >"$scratch/none_at_all" <<'END'
#!/bin/sh
echo 'the scheduler `kernel:9.9` is not here'; exit 2
END
chmod +x "$scratch/no_kernel" "$scratch/none_at_all"

expect() { # expect EXIT_STATUS WORDS FOLDER STAND_IN...
  local wanted=$1 words=$2 folder=$3 status=0 output
  shift 3
  output=$("$compare" "$scratch/$folder" "${@/#/$scratch/}" 2>&1) || status=$?
  if [[ $status != "$wanted" || $output != *"$words"* ]]; then
    printf '%s: status %s, wanted %s and "%s":\n%s\n' "$*" "$status" "$wanted" "$words" "$output"
    exit 1
  fi
}
expect 0 '2 scenarios, 3 builds, 0 differences' scenarios one same one
expect 1 '2 scenarios, 2 builds, 2 differences' scenarios one other_log
expect 1 '2 scenarios, 3 builds, 2 differences' scenarios one same other_status
expect 1 'no events' scenarios one silent
expect 1 'exit status 2' scenarios bad_input one
expect 0 '0 differences, 1 skipped' scenarios no_kernel no_kernel
expect 1 '1 differences' scenarios one no_kernel
expect 1 '2 skipped' scenarios none_at_all none_at_all
expect 1 'no scenario files' none one same
expect 2 'at least two' scenarios one
