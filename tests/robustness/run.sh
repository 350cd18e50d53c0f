#!/bin/bash
# What hostile files, full disks and slips of the hand must not do: a line each.
#
#   run.sh DRMSIM
set -u
drmsim=$(realpath "$1")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
failures=0

# TITLE STATUS TEXT COMMAND...: the exit status, and a text on stdout or stderr.
gives() {
  local title=$1 status=$2 text=$3
  shift 3
  timeout 60 "$@" > out 2>&1
  local got=$?
  if [ "$got" = "$status" ] && grep -qF -e "$text" out; then
    echo "ok      $title"
  else
    echo "FAILED  $title: exit status $got, $status expected, with: $text"
    sed 's/^/        /' out
    failures=$((failures + 1))
  fi
}
check() {  # TITLE COMMAND...: it succeeds
  local title=$1
  shift
  if "$@" > out 2>&1; then
    echo "ok      $title"
  else
    echo "FAILED  $title"
    failures=$((failures + 1))
  fi
}

cp "$root/scenarios/recovery/hang_replay.toml" own.toml
one_reference="$root/tests/explore/one_reference.toml"

# 1. Only folders of our own are emptied.
mkdir -p mine/release
echo work > mine/release/thesis
gives "1 a folder of somebody else's is no build folder" 2 "mine" \
  env DRMSIM_BUILD_DIR="$work/mine" "$root/tools/drmsim" --version
check "1 and stays as it is" grep -q work mine/release/thesis

# 2. An output never replaces an input, another output, or a file of somebody else's.
gives "2 events over the scenario" 2 "it is an input" "$drmsim" run own.toml --events own.toml
ln -s own.toml link.toml
gives "2 through a link" 2 "it is an input" "$drmsim" run own.toml --json link.toml
printf '[[ring]]\nname = "gfx"\n' > machine.toml
printf 'name = "o"\ninclude = "machine.toml"\n' > including.toml
gives "2 events over an included file" 2 "it is an input" \
  "$drmsim" run including.toml --events machine.toml
gives "2 explore's JSON over the scenario" 2 "it is an input" \
  "$drmsim" explore own.toml --json ./own.toml
check "2 the scenario is whole" cmp -s own.toml "$root/scenarios/recovery/hang_replay.toml"
gives "2 two outputs to one file" 2 "another output goes there" \
  "$drmsim" run own.toml --events a --json ./a
mkdir replays
echo mine > replays/one_reference-random-1.toml
gives "2 a replay file beside one of somebody else's" 1 "replays/one_reference-random-1-2.toml" \
  "$drmsim" explore "$one_reference"
check "2 which stays" grep -qx mine replays/one_reference-random-1.toml
gives "2 another seed's replay file beside the first" 1 "one_reference-random-1-3.toml" \
  "$drmsim" explore "$one_reference" --seed 3
gives "2 the same failure again is the same file" 1 "one_reference-random-1-2.toml" \
  "$drmsim" explore "$one_reference"

# 4. What cannot be written is told with the system's reason.
gives "4 stdout on a full disk" 2 "No space left on device" \
  bash -c '"$0" run own.toml --events - > /dev/full' "$drmsim"
gives "4 a closed stdout" 2 "Bad file descriptor" bash -c '"$0" list >&-' "$drmsim"
gives "4 a folder that cannot be made: what was found is told" 2 \
  "not to be repeated: cannot write" "$drmsim" explore "$one_reference" --out /proc/no/folder
gives "4 a folder that is a file, before the work" 2 "is no folder" \
  "$drmsim" explore "$one_reference" --out own.toml/there

# 5. Files that ended the program.
gives "5 two unloads of one ring" 2 "unload" "$drmsim" run "$root/tests/robustness/two_unloads.toml"

# 6. As many rings as the format promises.
{
  echo 'name = "many"'
  for i in $(seq 1024); do
    printf '[[ring]]\nname = "r%d"\n[[entity]]\nname = "e%d"\nrings = "r%d"\n' "$i" "$i" "$i"
    printf '[[job]]\nname = "j%d"\nentity = "e%d"\nduration = "1us"\n' "$i" "$i"
  done
} > many.toml
gives "6 1,024 rings" 0 "1,024 jobs" "$drmsim" run many.toml
gives "6 one more" 2 "at most 1024" bash -c 'printf "[[ring]]\nname = \"more\"\n" >> many.toml
  exec "$0" run many.toml' "$drmsim"

# 9. A number is no duration.
gives "9 a duration without a unit" 2 "its unit" bash -c \
  'sed "s/duration = .*/duration = 2/" own.toml > bare.toml; exec "$0" run bare.toml' "$drmsim"

# 10. A terminal does not obey a file.
printf 'name = "c"\nsummary = "a \\u001b[31mred\\u0007 b"\n[[ring]]\nname = "gfx"\n' > control.toml
gives "10 control characters of a summary" 0 "c: a ?[31mred? b" "$drmsim" run control.toml
gives "10 and of a name that is no file" 2 "no?[31mne.toml: no such file" \
  "$drmsim" run $'no\e[31mne.toml'

[ "$failures" = 0 ]
