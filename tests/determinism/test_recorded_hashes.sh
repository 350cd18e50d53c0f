#!/usr/bin/env bash
# The test of recorded_hashes.py, with a stand-in for the command: it must see another log, another
# exit status, a file that nobody recorded and one that is gone, and leave out what is not here.
set -euo pipefail

recorded=$(dirname -- "$0")/recorded_hashes.py
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
mkdir -p "$scratch/files/a"
touch "$scratch/files/a/x.toml" "$scratch/files/y.toml"

# Writes the log that the file tells, and its name; kernel:6.1 refuses all.
cat >"$scratch/drmsim" <<'END'
#!/bin/sh
[ "$4" = "$ABSENT" ] && { echo "the scheduler is not here" >&2; exit 2; }
[ "$4" = kernel:6.1 ] && exit 2
echo "$4 $6"; cat "$2"
exit ${STATUS:-0}
END
chmod +x "$scratch/drmsim"

expect() { # expect EXIT_STATUS WORDS ARGUMENT...
  local wanted=$1 words=$2 status=0 output
  shift 2
  output=$("$recorded" "$scratch/drmsim" "$scratch/files" --table "$scratch/table" "$@" 2>&1) ||
    status=$?
  if [[ $status != "$wanted" || $output != *"$words"* ]]; then
    printf '%s: status %s, wanted %s and "%s":\n%s\n' "$*" "$status" "$wanted" "$words" "$output"
    exit 1
  fi
}
export ABSENT=
expect 1 'recorded: nothing'
expect 0 '4 rows written' --update
expect 0 '20 runs, 0 differ'
ABSENT=kernel:7.3 expect 0 'kernel:7.3 is not here'
ABSENT=kernel:7.3 expect 0 '16 runs, 0 differ'
ABSENT=kernel:7.3 expect 1 'build the kernels first' --update
ABSENT=model expect 1 '0 runs' --schedulers model
expect 0 '4 runs, 0 differ' --schedulers model
STATUS=1 expect 1 '16 differ'
STATUS=139 expect 1 'exit status 139'
echo 1 >"$scratch/files/y.toml"
expect 1 'y.toml, seed 2, kernel:7.3: 0:'
expect 1 '20 runs, 8 differ'
expect 0 '4 rows written' --update
mv "$scratch/files/y.toml" "$scratch/files/z.toml"
expect 1 '1 files gone'
rm "$scratch/files/z.toml"
expect 1 'y.toml: recorded, and not here'
