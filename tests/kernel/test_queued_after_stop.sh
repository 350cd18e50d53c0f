#!/bin/bash
# The point before work is queued: a submission finds the scheduler running and is away when a
# timeout stops it. The worker of 6.12 looks at pause_submit once more and does nothing; those of
# 7.2 and 7.3 do not, and hand over a job that drm_sched_resubmit_jobs() then runs a second time.
#
#   test_queued_after_stop.sh DRMSIM KERNELS RELEASE HAZARD
# DRMSIM: the command; KERNELS: folder of built kernels; HAZARD: its kind, or `none`.
set -u
drmsim=$1 release=$3 hazard=$4
export DRMSIM_KERNELS=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/queued_after_stop.toml" <<'TOML'
name = "queued_after_stop"
[[ring]]
name      = "gfx"
slots     = 8
scheduler = { credit_limit = 4, timeout = "1ms" }
driver    = { kind = "ring", reset_time = "100us" }
[[entity]]
name  = "bad"
rings = ["gfx"]
[[entity]]
name  = "good"
rings = ["gfx"]
[[job]]
name     = "hangs"
entity   = "bad"
duration = "10us"
fault    = { hang_attempts = 1 }
[[job]]
name     = "late"
entity   = "good"
at       = "999us"
duration = "10us"
[[preempt]]
context  = "client"
at       = "queueing"
function = "drm_sched_run_job_queue"
nth      = 2
hold     = "50us"
TOML
"$drmsim" run "$work/queued_after_stop.toml" --scheduler "kernel:$release" > "$work/out" 2>&1
status=$?
if [ "$hazard" = none ]; then
  [ "$status" = 0 ] && ! grep -q "never came" "$work/out" && exit 0
else
  [ "$status" = 1 ] && grep -q "^hazard $hazard " "$work/out" && exit 0
fi
echo "FAILED: on $release, expected $hazard"
cat "$work/out"
exit 1
