#!/bin/bash
# Kernel code that reads or writes beside an object: a hazard with the object's life, to the byte,
# in the middle of a run and while the machine is set up. A call of what is no function is another.
#
#   test_kernel_bounds.sh DRMSIM TREE
# DRMSIM: the command; TREE: an unpacked tree of 6.12.
set -u
drmsim=$1 tree=$2
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

mkdir "$work/tree"
cp -rL "$tree/." "$work/tree"
main="$work/tree/drivers/gpu/drm/scheduler/sched_main.c"
# What goes wrong is chosen by the hang limit.
cat > "$work/edits" <<'SED'
/^int drm_sched_init(/,/^}/s/^\tsched->ready = true;/\
  if (sched->hang_limit == 101) ((char *)sched->sched_rq[0])[sizeof(struct drm_sched_rq)] = 1;\n&/
/^void drm_sched_job_arm(/,/^}/s/^\tdrm_sched_fence_init(job->s_fence, job->entity);/&\
  { char *fence = (char *)job->s_fence;\
    const int size = sizeof(struct drm_sched_fence);\
    switch (sched->hang_limit) {\
    case 102: *(volatile char *)(fence + size) = 1; break;\
    case 103: (void)*(volatile int *)(fence + size - 2); break;\
    case 104: (void)*(volatile char *)(fence - 1); break;\
    case 105: (void)*(volatile char *)(fence + size - 1); break;\
    case 106: memset(fence + size - 8, 0, 40); break;\
    case 107: ((void (* volatile)(void))fence)(); break;\
    case 109: *(volatile long *)sched->work_run_job.object = 1; break;\
    case 110: sched->work_run_job.object = (void *)sched; break;\
    case 108: ((void (* volatile)(void))0x5a5a5a5a5a5a5a5aUL)(); break;\
    } }/
SED
sed -i -f "$work/edits" "$main"
"$root/tools/kernel_build.sh" "$work/tree" --name bounds --out "$work/kernels" \
  > "$work/log" 2>&1 || {
  echo "FAILED: the patched tree builds"
  cat "$work/log"
  exit 1
}
export DRMSIM_KERNELS="$work/kernels"

says() {  # HANG_LIMIT STATUS WHAT...: texts that the run says
  local limit=$1 status=$2 text
  cat > "$work/run.toml" <<TOML
name = "run"
ring = [{ name = "gfx", scheduler = { timeout = "1ms", hang_limit = $limit } }]
entity = [{ name = "e", rings = "gfx" }]
job = [{ name = "j", entity = "e", duration = "10us" }]
TOML
  "$drmsim" run "$work/run.toml" --scheduler kernel:bounds > "$work/out" 2>&1
  [ $? = "$status" ] || {
    echo "FAILED: $limit does not give $status"
    cat "$work/out"
    failures=$((failures + 1))
    return
  }
  shift 2
  for text in "$@"; do
    grep -q -e "$text" "$work/out" && continue
    echo "FAILED: $limit does not say: $text"
    cat "$work/out"
    failures=$((failures + 1))
  done
}
says 101 1 "hazard out_of_bounds at 0 ns" "write of 1 bytes in .* at sched_main.c:" \
  "(drm_sched_init)" "1 byte past its .* bytes" "  allocated "
says 102 1 "hazard out_of_bounds" "write of 1 bytes in drm_sched_fence j at sched_main.c:" \
  "(drm_sched_job_arm) by client:e: 1 byte past its"
says 103 1 "hazard out_of_bounds" "read of 4 bytes in drm_sched_fence j " "2 bytes past its"
says 104 1 "hazard out_of_bounds" "1 byte before its beginning"
says 105 0 "ok"
says 106 1 "hazard out_of_bounds" "write of 40 bytes in drm_sched_fence j" "32 bytes past its"
says 107 1 "hazard contract" "call of 0x.* at sched_main.c:.* (drm_sched_job_arm) by client:e" \
  "that is no function"
says 108 1 "hazard contract" "call of 0x5a5a5a5a5a5a5a5a at sched_main.c:" "that is no function"
# Where the host has its own pointers: they are none for the kernel's code, nor the other way round.
says 109 1 "hazard contract" "write of 8 bytes at sched_main.c:" "is no address of anything"
says 110 1 "hazard contract" "use of work item at sched_main.c:" "it was never initialised"
exit "$((failures > 0))"
