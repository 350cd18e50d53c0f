#!/bin/bash
# Two timeout handlers of one v3d: exploration finds what they do to each other, and nothing more
# once the driver serialises them (one ordered workqueue as timeout_wq), as drm/sched asks.
#
#   test_v3d_timeout_queue.sh DRMSIM KERNELS TREE
# DRMSIM: the command; KERNELS: folder of built kernels, with 6.12; TREE: the unpacked tree of it.
set -u
drmsim=$1 kernels=$2 tree=$3
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0
fail() {
  echo "FAILED: $1"
  [ $# -lt 2 ] || cat "$2"
  failures=$((failures + 1))
}

mkdir -p "$work/kernels" "$work/tree"
cp -r "$kernels/6.12" "$work/kernels/"
cp -rL "$tree/." "$work/tree"
v3d="$work/tree/drivers/gpu/drm/v3d"
sed -i 's/^\tstruct mutex reset_lock;/&\n\tstruct workqueue_struct *timeout_wq;/' "$v3d/v3d_drv.h"
cat > "$work/edits" <<'SED'
s/^\t\t.timeout = msecs_to_jiffies(500),/&\n.timeout_wq = v3d->timeout_wq,/
/^v3d_sched_init/,/^}/s/^\tint ret;/&\nv3d->timeout_wq = alloc_ordered_workqueue("v3d", 0);/
/^v3d_sched_fini/,/^}/s/^}/if (v3d->timeout_wq) destroy_workqueue(v3d->timeout_wq);\n&/
/^v3d_sched_fini/,/^}/s/^}/v3d->timeout_wq = NULL;\n&/
SED
sed -i -f "$work/edits" "$v3d/v3d_sched.c"
"$root/tools/kernel_build.sh" "$work/tree" --name ordered --out "$work/kernels" \
  > "$work/log" 2>&1 ||
  fail "the patched tree builds" "$work/log"
grep -q "without the driver" "$work/log" && fail "the patched driver compiles" "$work/log"

explore() {  # SCENARIO SCHEDULER SCHEDULES STATUS: sets found, the kinds of hazards that show
  local status=0
  DRMSIM_KERNELS="$work/kernels" "$drmsim" explore "$root/scenarios/files/drivers_kernel/$1.toml" \
    --scheduler "$2" --strategy random --schedules "$3" --keep-going --out "$work/replays" \
    > "$work/out" 2>&1 || status=$?
  [ "$status" = "$4" ] || fail "explore of $1 on $2 gives $4, not $status" "$work/out"
  found=$(grep -A1 '^hazard' "$work/out" | grep -v -e '^--' | paste -d' ' - - |
    cut -d' ' -f2 | sort -u | tr '\n' ' ')
}

explore v3d_timeout_during_stop kernel:6.12 40 1
for kind in stall fence_never_signalled; do
  [[ " $found" == *" $kind "* ]] || fail "the original shows $kind; it showed: $found"
done
# The first two expect what the original does, which is a failure where it is mended. The last is
# where exploration of the original finds the most.
for case in "v3d_timeout_during_stop 1" "v3d_two_queues_time_out 1" "v3d_hang 0" \
  "v3d_desktop 0"; do
  read -r scenario status <<< "$case"
  explore "$scenario" kernel:ordered 300 "$status"
  [ -z "$found" ] || fail "$scenario, with serialised handlers, showed: $found"
done
exit "$((failures > 0))"
