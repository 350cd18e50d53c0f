#!/bin/bash
# `-` is stdin for every command that reads scenarios.
#
#   test_stdin.sh DRMSIM
set -u
drmsim=$(realpath "$1")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
failures=0

# TITLE STATUS TEXT INPUT COMMAND...: the exit status, and a text on stdout or stderr.
gives() {
  local title=$1 status=$2 text=$3 input=$4
  shift 4
  "$drmsim" "$@" < "$input" > out 2>&1
  local got=$?
  [ "$got" = "$status" ] && grep -qF -e "$text" out && return
  echo "FAILED  $title: exit status $got, $status expected, with: $text"
  sed 's/^/        /' out
  failures=$((failures + 1))
}

good="$root/scenarios/files/recovery/hang_replay.toml"
bug="$root/scenarios/files/bugs/run_job_single_reference.toml"
failing="$root/tests/tools/explore/one_reference.toml"
gives "run" 0 "hang_replay: One client hangs" "$good" run -
gives "run says how to repeat it" 1 "drmsim run - --seed 1" "$bug" run -
gives "run beside files" 0 "ok      -  5 jobs" "$good" run - "$good"
gives "test" 0 "as expected" "$bug" test -
gives "lint" 0 "-: ok" "$good" lint -
gives "explore names its replay file" 1 "replays/stdin-random-1.toml" "$failing" explore - --jobs 2
gives "compare, with workers" 0 "-: equivalent" "$good" \
  compare - --schedulers model,model --jobs 2
echo 'rong = 1' > bad.toml
gives "a mistake has its place" 2 "-:1:1: unknown key" bad.toml run -
gives "nothing" 2 "-: file is empty" /dev/null test -
head -c 9000000 /dev/zero | tr '\0' '#' > large.toml
gives "too much" 2 "-: file is too large; expected at most 8 MiB" large.toml lint -

# What stdin comes from is an input, whatever the output is called.
bug="$root/scenarios/files/bugs/replay_allocates.toml"
printf '[[ring]]\nname = "gfx"\n' > machine.toml
printf 'name = "o"\ninclude = "machine.toml"\n' > including.toml
ln -s own.toml link.toml
for call in 'run - --json own.toml' 'run - --events link.toml' 'test - --json own.toml' \
  'explore - --json own.toml' 'compare - --schedulers model,model --json own.toml' \
  'bugs - --seeds 1 --json own.toml' 'replay - --events own.toml'; do
  case $call in
    bugs*) cp "$bug" own.toml && cp "${bug%/*}/replay_preallocated.toml" . ;;
    replay*) cp replays/stdin-random-1.toml own.toml ;;
    *) cp "$good" own.toml ;;
  esac
  cp own.toml before.toml
  # shellcheck disable=SC2086  # words
  gives "$call, of that file" 2 "it is an input of this command" own.toml $call
  cmp own.toml before.toml || failures=$((failures + 1))
done
gives "over what stdin includes" 2 "it is an input of this command" including.toml \
  run - --json machine.toml
[ "$failures" = 0 ]
