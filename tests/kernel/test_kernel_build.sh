#!/bin/bash
# `drmsim kernel`: a patched tree runs beside the original; what does not compile says why.
#
#   test_kernel_build.sh DRMSIM KERNELS TREE
# DRMSIM: the command; KERNELS: folder of built kernels, with 6.12; TREE: the unpacked tree of it.
set -u
drmsim=$1 kernels=$2 tree=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

check() {  # DESCRIPTION COMMAND...
  local what=$1
  shift
  "$@" && return
  echo "FAILED: $what"
  failures=$((failures + 1))
}

patched() {  # NAME: a copy of the tree whose files can be edited
  mkdir -p "$work/$1"
  cp -rL "$tree/." "$work/$1"
}

main=drivers/gpu/drm/scheduler/sched_main.c
mkdir "$work/kernels"
cp -r "$kernels/6.12" "$work/kernels/"

# A tree that differs in one line differs in what it does.
patched mine
sed -i 's/drm_sched_job_done(s_job, -ECANCELED)/drm_sched_job_done(s_job, -EIO)/' "$work/mine/$main"
sed -i '/^static void drm_sched_start_timeout(/,/^}/s/mod_delayed_work/queue_delayed_work/' \
  "$work/mine/$main"
export DRMSIM_KERNELS="$work/kernels"
mkdir "$work/kernels/mine"  # as a build system does, before it calls the compiler
"$drmsim" kernel build "$work/mine" --name mine > "$work/log"
check "a patched tree builds" test $? = 0
check "it says as what" grep -q "^kernel:mine is Linux 6.12.* in $work/kernels/mine\$" "$work/log"
"$drmsim" kernel list --out "$work/kernels" > "$work/log"
listed=$(awk '{ printf $1 " " $2 "," }' "$work/log" | sed 's/\.[0-9]*,/,/g')
check "both are listed" test "$listed" = \
  "scheduler release,kernel:6.12 6.12,kernel:mine 6.12,in $work/kernels,"
check "with their drivers" grep -q "^kernel:6.12 .* lima" "$work/log"
cat > "$work/hang.toml" <<'TOML'
name = "hang"
ring = [{ name = "gfx", scheduler = { timeout = "1ms" }, driver = { resubmit = false } }]
entity = [{ name = "e", rings = "gfx" }]
job = [{ name = "j", entity = "e", duration = "10us", fault = { hang_attempts = 1 } }]
TOML
error_on() {  # SCHEDULER ERROR: whether the job finishes with that error there
  "$drmsim" run "$work/hang.toml" --scheduler "$1" --events - |
    grep -q "finished     job=j sched=gfx error=$2\$"
}
check "the original cancels" error_on kernel:6.12 -125
check "the patched tree does what the patch says" error_on kernel:mine -5
check "kernel alone is 6.12" error_on kernel -125
# A bug that the patch mends is not found any more, which is well.
bug=$(dirname "$0")/../../scenarios/files/bugs/submission_restarts_timeout.toml
"$drmsim" bugs "$bug" --scheduler kernel > "$work/log"
check "the original has the bug" test $? = 0
check "it shows" grep -q "^A7 .* late_timeout  *1 (1)  *-\$" "$work/log"
"$drmsim" bugs "$bug" --scheduler kernel:mine > "$work/log"
check "a patched tree need not have it" test $? = 0
check "it has not" grep -q "^A7 .* never  *-\$" "$work/log"
"$drmsim" compare "$work/hang.toml" --schedulers kernel:6.12,kernel:mine --out "$work/parted" \
  > "$work/log"
check "a tree can be compared with another" test $? = 1
check "where they part" grep -q "divergence" "$work/log"

# Where in the source plain fields are read without a lock is found from any folder.
mkdir "$work/elsewhere"
check "flags that are read without a lock are found" test -s "$work/kernels/mine/unlocked.txt"
(cd "$work/elsewhere" && "$drmsim" kernel build "$work/mine" --name mine > /dev/null)
check "from another folder, too" test "$(wc -l < "$work/kernels/mine/unlocked.txt")" -gt 50

# What is missing is named.
patched header
sed -i '1i #include <linux/nonesuch.h>' "$work/header/$main"
"$drmsim" kernel build "$work/header" --name mine > /dev/null 2> "$work/log"
check "a missing header fails" test $? = 1
check "the file is named" grep -q "^drmsim kernel build: $main of Linux 6.12.* does not" "$work/log"
check "a missing header is named" grep -q "missing header: <linux/nonesuch.h>" "$work/log"

check "what was built before stays as it was" error_on kernel:mine -5

patched field
sed -i 's/if (sched->timeout_wq)$/if (sched->nonesuch)/' \
  "$work/field/$main"
"$drmsim" kernel build "$work/field" --name x > /dev/null 2> "$work/log"
check "a missing field is named" \
  grep -q "missing field: nonesuch of struct drm_gpu_scheduler" "$work/log"

patched function
sed -i 's/^void drm_sched_fault(.*/&\n/; s/if (sched->timeout_wq)$/nonesuch_call(sched);\n\t&/' \
  "$work/function/$main"
"$drmsim" kernel build "$work/function" --name x > /dev/null 2> "$work/log"
check "a missing function fails" test $? = 1
check "a missing function is named" grep -q "missing function: nonesuch_call" "$work/log"
check "what does not compile is not there, nor what it left" \
  test "$(ls -A "$work/kernels" | tr '\n' ' ')" = "6.12 mine "

# Elsewhere, in place of one that is there.
unset DRMSIM_KERNELS
mkdir "$work/other"
cp -r "$work/kernels/6.12" "$work/other/"
touch "$work/other/6.12/old"
"$drmsim" kernel build "$work/mine" --out "$work/other" > "$work/log"
check "into a folder of one's own" test $? = 0
check "drmsim says how it is found there" grep -q "DRMSIM_KERNELS=$work/other drmsim" "$work/log"
check "only the result is left" test "$(ls -A "$work/other" "$work/other/6.12" | tr '\n' ' ')" = \
  "$work/other: 6.12  $work/other/6.12: kernel.so places.txt release sources unlocked.txt "
exit "$((failures > 0))"
