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

cp "$root/scenarios/files/recovery/hang_replay.toml" own.toml
one_reference="$root/tests/tools/explore/one_reference.toml"

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
check "2 the scenario is whole" cmp -s own.toml "$root/scenarios/files/recovery/hang_replay.toml"
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

echo "1.RCS.500.0.0" > more.wsim
gives "2 events over what is appended to a workload" 2 "it is an input" \
  "$drmsim" run more.wsim --append more.wsim --events more.wsim
odd=$'caf\xe9.toml'  # no UTF-8
cp "$one_reference" "$odd"
gives "2 a replay file of a scenario whose name is no UTF-8" 1 "failed as recorded" \
  bash -c '"$0" explore "$1" --out odd --json odd.json; exec "$0" replay odd/*-random-1.toml' \
  "$drmsim" "$odd"
check "2 and its JSON" grep -q use_after_free odd.json
gives "2 an output folder that looks like an option" 1 "drmsim replay ./-o/" \
  "$drmsim" explore "$one_reference" --out=-o

gives "2 an output where stdout is a file already" 2 "this command prints to it" \
  bash -c '"$0" run own.toml --json printed > printed; r=$?; cat printed; exit $r' "$drmsim"

folder=$("$drmsim" kernel list 2> /dev/null | sed -n 's/^in //p' | head -1)
if [ -d "$folder/6.12" ]; then
  mkdir kernels
  cp -r "$folder/6.12" kernels/mine
  gives "2 events over a kernel" 2 "a kernel that was built is there" env \
    DRMSIM_KERNELS="$work/kernels" "$drmsim" run own.toml --events kernels/mine/kernel.so
fi

mkdir elsewhere
cp "$one_reference" gone.toml
gives "2 a scenario that will be gone" 1 "use_after_free" "$drmsim" explore gone.toml
mv replays/gone-random-1.toml elsewhere/mailed.toml
sed -i 's/^name .*/name = "changed"/' gone.toml
gives "2 its replay file knows that it has changed since" 1 "note: gone.toml has changed" \
  "$drmsim" replay elsewhere/mailed.toml
rm gone.toml
gives "2 and fails in any folder without it" 1 "failed as recorded" \
  bash -c 'cd elsewhere && exec "$0" replay mailed.toml' "$drmsim"

# 3. What was found is not lost, whoever ends the search.
# SIGNAL COMMAND...: the command, ended by that signal after a second, or when the folder `awaited`
# has something in it; how long it then took in ms.
ended_by() {
  local signal=$1
  shift
  "$@" > out 2>&1 &
  local pid=$!
  if [ -z "${awaited:-}" ]; then sleep 1; fi
  until [ -z "${awaited:-}" ] || [ -n "$(ls -A "$awaited" 2> /dev/null)" ]; do sleep 0.05; done
  awaited=
  # A program that is slow to begin does not catch the signal yet, and has SIGINT ignored, as a
  # shell starts what it does not wait for.
  local caught bit=$(($(kill -l "$signal") - 1))
  while [ "$signal" != KILL ] && ! grep -q "^State:.Z" "/proc/$pid/status" 2> /dev/null &&
    caught=$(sed -n "s/^SigCgt:\t*/0x/p" "/proc/$pid/status" 2> /dev/null) &&
    ((!(caught >> bit & 1))); do
    sleep 0.05
  done
  local begin
  begin=$(date +%s%N)
  kill "-$signal" "$pid"
  wait "$pid"
  status=$?
  took_ms=$((($(date +%s%N) - begin) / 1000000))
}
# TITLE STATUS TEXT: of what ended_by() has ended.
ends_well() {
  if [ "$status" = "$2" ] && { [ -z "$3" ] || grep -qF -e "$3" out; } && [ "$took_ms" -lt 1000 ] &&
    [ -z "$(find . -name '*.part')" ]; then
    echo "ok      $1"
  else
    echo "FAILED  $1: exit status $status after $took_ms ms, $2 expected, with: $3"
    find . -name '*.part'
    sed 's/^/        /' out
    failures=$((failures + 1))
  fi
}
endless=(--schedules 2000000000 --keep-going --jobs 2)
for signal in INT TERM; do
  ended_by $signal "$drmsim" explore own.toml "${endless[@]}" --json e.json
  ends_well "3 SIG$signal ends explore, with its table" 0 "the search was cut short"
  ended_by $signal "$drmsim" compare --random 100000000 --schedulers model,model --jobs 2
  ends_well "3 SIG$signal ends compare" 0 "interrupted:"
  ended_by $signal "$drmsim" bugs --schedules 1000000 --seeds 10000 --json b.json
  ends_well "3 SIG$signal ends bugs" 0 "interrupted:"
done
if "$drmsim" kernel list | grep -q '^kernel:7.3'; then
  ended_by INT "$drmsim" bugs --table
  ends_well "3 SIGINT ends bugs --table, with the rows so far" 0 "interrupted:"
fi
awaited=midst/found
ended_by INT "$drmsim" explore "$root/scenarios/files/bugs/freed_before_callback.toml" \
  --strategy exhaustive --bound 3 --keep-going --jobs 1 --out midst
ends_well "3 SIGINT in a long unit: what was found in it is a failure" 1 "fence_never_signalled"
ended_by INT "$drmsim" explore --random 100000000 --json r.json
ends_well "3 SIGINT ends explore --random" 0 "interrupted"
printf 'name = "long"\n[[ring]]\nname = "gfx"\n[[client]]\nname = "c"\nrings = ["gfx"]
duration = "1us"\ncycles = 100000000\n' > long.toml
ended_by TERM "$drmsim" run long.toml --events long.events --json long.json
ends_well "3 SIGTERM ends run at once, and leaves no half file" 143 ""
ended_by KILL "$drmsim" explore "$one_reference" "${endless[@]}" --out killed 2> /dev/null
gives "3 a finding outlives kill -9" 1 "failed as recorded" \
  bash -c 'exec "$0" replay killed/found/one_reference-random.toml' "$drmsim"
"$drmsim" explore own.toml --schedules 20000 --keep-going --jobs 2 --json undisturbed.json > out &
wait $!
"$drmsim" explore own.toml --schedules 20000 --keep-going --jobs 2 --json disturbed.json > out &
sleep 0.3
pkill -KILL -P $!
wait $!
check "3 workers that are killed do not change the result" \
  diff <(grep -v wall_seconds undisturbed.json) <(grep -v wall_seconds disturbed.json)

# Of `kernel build`, with a compiler that does not come back: it, what it has started, and what was
# written.
mkdir -p tree/include/drm tree/drivers/gpu/drm/scheduler
printf 'VERSION = 6\nPATCHLEVEL = 12\n' > tree/Makefile
touch tree/include/drm/gpu_scheduler.h tree/drivers/gpu/drm/scheduler/sched_main.c
cat > slow_cc <<'CC'
#!/bin/bash
[ $# -gt 2 ] || exit 0
sleep 611 &
echo "$$ $!" > compiling
wait
CC
chmod +x slow_cc
for signal in INT TERM; do
  rm -f compiling
  "$drmsim" kernel build tree --cc ./slow_cc --out fresh/kernels > said 2>&1 &
  building=$!
  until [ -s compiling ]; do sleep 0.05; done
  begin=$(date +%s%3N)
  kill "-$signal" "$building"
  wait "$building"
  status=$?
  took=$(($(date +%s%3N) - begin))
  check "3 kernel build ends within a second of SIG$signal, with 2" test "$took $status" = \
    "$((took < 1000 ? took : 0)) 2"
  check "3 it says so" grep -q "interrupted" said
  # A zombie that nobody has waited for has stopped, too.
  check "3 its children are stopped" test -z \
    "$(for child in $(cat compiling); do grep -v ') Z ' "/proc/$child/stat" 2> /dev/null; done)"
  check "3 and nothing is left behind" test "$(ls -A fresh)" = ""
done

# 4. What cannot be written is told with the system's reason.
gives "4 stdout on a full disk" 2 "No space left on device" \
  bash -c '"$0" run own.toml --events - > /dev/full' "$drmsim"
gives "4 a closed stdout" 2 "Bad file descriptor" bash -c '"$0" list >&-' "$drmsim"
gives "4 which no other file takes the place of" 2 "Bad file descriptor" \
  bash -c '"$0" run own.toml --events alone >&-' "$drmsim"
"$drmsim" run own.toml --events - > log 2> out
check "4 and gets what is printed" cmp alone log
for call in "explore $one_reference" "explore --random 1" \
  "bugs $root/scenarios/files/bugs/replay_allocates.toml --seeds 1"; do
  # shellcheck disable=SC2086  # words
  gives "4 a full disk for the JSON of ${call%% *}: what was found is told" 2 "No space left" \
    bash -c '"$@" --jobs 1 --json - 2> told > /dev/full; r=$?; cat told
      grep -qE "use_after_free|scenario on model|allocation_in" told || exit 9; exit $r' - \
    "$drmsim" $call
done
for call in "run own.toml" "explore $one_reference --jobs 1" "bugs \
  $root/scenarios/files/bugs/replay_allocates.toml --seeds 1" "policies own.toml --seeds 1" \
  "compare own.toml --schedulers model,model"; do
  # shellcheck disable=SC2086  # words
  gives "4 a full disk behind stdout: the report of ${call%% *} goes to stderr" 2 \
    "No space left" bash -c '"$@" 2> told > /dev/full; r=$?; cat told
      [ "$(wc -l < told)" -gt 1 ] || exit 9; exit $r' - "$drmsim" $call
done
gives "4 a limit of the size of files: what was found is told" 2 "File too large" \
  bash -c '(ulimit -f 1; "$0" explore "$1" --jobs 1 --out small) |& cat; exit "${PIPESTATUS[0]}"' \
  "$drmsim" "$one_reference"
gives "4 a folder that cannot be made: what was found is told" 2 \
  "not to be repeated: cannot write" "$drmsim" explore "$one_reference" --out /proc/no/folder
gives "4 of random scenarios, too" 2 "not to be repeated: cannot write" "$drmsim" explore \
  --random 2 --on unserialised_timeouts --small 1 --out /proc/no/folder
gives "4 a folder that is a file, before the work" 2 "is no folder" \
  "$drmsim" explore "$one_reference" --out own.toml/there

printf 'name = "typo"\nscheduler = "kernal:6.12"\n[[ring]]\nname = "gfx"\n' > typo.toml
gives "4 a scheduler that no kernel can be, in a test" 2 "there is no scheduler \`kernal:6.12\`" \
  "$drmsim" test typo.toml

# 5. Files that ended the program.
gives "5 two unloads of one ring" 2 "unload" "$drmsim" run "$root/tests/robustness/two_unloads.toml"

sed 's/rings *=.*/rings = []/' own.toml > no_ring.toml
gives "5 an entity without a ring" 2 "has 0 items; expected at least 1" "$drmsim" run no_ring.toml
for rings in 'ring slot' 'slot slot'; do
  echo 'name = "shared"'
  for kind in $rings; do
    i=$((${i:-0} + 1))
    printf '[[ring]]\nname = "r%d"\nscheduler.credit_limit = 1\ndriver.kind = "%s"\n' "$i" "$kind"
  done
  printf '[[client]]\nname = "c"\nrings = ["r%d", "r%d"]\nduration = "1us"\ncycles = 9\n' \
    $((i - 1)) "$i"
done > both.toml
csplit -sz -f shared_ -b '%d.toml' both.toml '/^name = "shared"/' '{*}'
gives "5 an entity with rings of two drivers" 2 "expected rings of one driver" \
  "$drmsim" run shared_0.toml
gives "5 or with several rings that have entities of their own" 2 "expected one ring" \
  "$drmsim" run shared_1.toml

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

{
  printf 'name = "queues"\n[[reset_domain]]\nname = "gpu"\n[[engine]]\nname = "gpu"\n'
  for i in $(seq 600); do
    printf '[[ring]]\nname = "q%d"\nreset_domain = "gpu"\nengine = "gpu"\n' "$i"
    printf 'driver = { kind = "firmware", hw_queues = 8 }\n[[client]]\nname = "c%d"\n' "$i"
    printf 'rings = "q%d"\nduration = "1us"\ncycles = 2\n' "$i"
  done
} > queues.toml
gives "6 600 queues of a firmware on 8 places" 0 "1,200 jobs" "$drmsim" run queues.toml

one_ring='ring = [{ name = "gfx" }]
entity = [{ name = "a", rings = "gfx" }]'
printf 'name = "year"\n%s\njob = [{ name = "x", entity = "a", duration = "%s", count = 30 }]\n' \
  "$one_ring" 1000000s > year.toml
gives "6 virtual time that runs out is not the driver's fault" 1 \
  "virtual time ends after 213 days" "$drmsim" run year.toml
sed 's/1000000s", count = 30/1us", count = 500/; 1i max_steps = 2000' year.toml > steps.toml
gives "6 a run that makes no end" 1 'stopped after 2,000 steps (`max_steps`)' \
  "$drmsim" run steps.toml
# Not of a sanitized program, which needs terabytes of addresses for itself.
if "$drmsim" kernel list 2> /dev/null | grep -q '^kernel:6.12 ' &&
    (ulimit -v 3000000; "$drmsim" --version > /dev/null 2>&1); then
  gives "6 too little address space for kernel code" 2 "ulimit -v" \
    bash -c 'ulimit -v 3000000; exec "$0" run own.toml --scheduler kernel:6.12' "$drmsim"
fi

# 9. A number is no duration.
gives "9 a duration without a unit" 2 "its unit" bash -c \
  'sed "s/duration = .*/duration = 2/" own.toml > bare.toml; exec "$0" run bare.toml' "$drmsim"

# 10. A terminal does not obey a file.
printf 'name = "c"\nsummary = "a \\u001b[31mred\\u0007 b"\n[[ring]]\nname = "gfx"\n' > control.toml
gives "10 control characters of a summary" 0 "c: a ?[31mred? b" "$drmsim" run control.toml
gives "10 and of a name that is no file" 2 "no?[31mne.toml: no such file" \
  "$drmsim" run $'no\e[31mne.toml'

mkdir -p $'ke\e[31mrnels/6.1'
gives "10 and of folders of kernels" 0 "ke?[31mrnels" "$drmsim" kernel list --out $'ke\e[31mrnels'
gives "10 and of what builds them" 2 "there is no tr?[31mee" \
  "$drmsim" kernel build $'tr\e[31mee' --out built
mkdir -p $'bu\e[31mild'
touch $'bu\e[31mild/thesis'
gives "10 and of options" 2 "no scheduler \`no?[31m\`" \
  "$drmsim" compare own.toml --schedulers $'no\e[31m,x'
gives "10 a name that would be two lines" 2 "ok.toml: ok?fake: 1 mistake" \
  "$drmsim" lint $'ok.toml: ok\nfake'
gives "10 and of a build folder that is refused" 2 "bu?[31mild holds files" \
  env DRMSIM_BUILD_DIR=$'bu\e[31mild' "$root/tools/drmsim" --version

[ "$failures" = 0 ]
