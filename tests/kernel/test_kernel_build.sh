#!/bin/bash
# tools/kernel_build.sh: a patched tree runs beside the original; what does not compile says why.
#
#   test_kernel_build.sh DRMSIM KERNELS TREE
# DRMSIM: the command; KERNELS: folder of built kernels, with 6.12; TREE: the unpacked tree of it.
set -u
drmsim=$1 kernels=$2 tree=$3
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build="$root/tools/kernel_build.sh"
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
check "a patched tree builds" "$build" "$work/mine" --name mine --out "$work/kernels"
cat > "$work/hang.toml" <<'TOML'
name = "hang"
ring = [{ name = "gfx", scheduler = { timeout = "1ms" }, driver = { resubmit = false } }]
entity = [{ name = "e", rings = "gfx" }]
job = [{ name = "j", entity = "e", duration = "10us", fault = { hang_attempts = 1 } }]
TOML
error_on() {  # SCHEDULER ERROR: whether the job finishes with that error there
  DRMSIM_KERNELS="$work/kernels" "$drmsim" run "$work/hang.toml" --scheduler "$1" --events - |
    grep -q "finished     job=j sched=gfx error=$2\$"
}
check "the original cancels" error_on kernel:6.12 -125
check "the patched tree does what the patch says" error_on kernel:mine -5
check "kernel alone is 6.12" error_on kernel -125

# What is missing is named.
patched header
sed -i '1i #include <linux/nonesuch.h>' "$work/header/$main"
"$build" "$work/header" --name x --out "$work/kernels" > /dev/null 2> "$work/log"
check "a missing header fails" test $? = 1
check "a missing header is named" grep -q "missing header: <linux/nonesuch.h>" "$work/log"

patched function
sed -i 's/^void drm_sched_fault(.*/&\n/; s/if (sched->timeout_wq)$/nonesuch_call(sched);\n\t&/' \
  "$work/function/$main"
"$build" "$work/function" --name x --out "$work/kernels" > /dev/null 2> "$work/log"
check "a missing function fails" test $? = 1
check "a missing function is named" grep -q "missing function: nonesuch_call" "$work/log"
check "what does not compile is not there" test ! -e "$work/kernels/x"

"$build" "$work/nothing" > /dev/null 2>&1
check "no tree is a wrong call" test $? = 2
exit "$((failures > 0))"
