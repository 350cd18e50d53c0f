// Reads ftrace's text: what `trace-cmd report` prints, what /sys/kernel/tracing/trace has, or a few
// lines of either, as bug reports have them, quoted or with other text around.
//
//   gfx-190   [000] 630660.302428: amdgpu_sched_run_job: sched_job=3490040, timeline=gfx, ...
//   gfx-190   (    190) [000] d..1. 630660.302428: amdgpu_sched_run_job: ...
//
// Limits: times are in seconds with a fraction, as all clocks have them but `counter` and the raw
// processor clocks.
#pragma once

#include <string>
#include <string_view>

#include "tools/captures/captured_event.h"

namespace drmsim::scenarios {

// Throws InputError, with lines: an event that is cut off or is not printed as the kernel does;
// nothing that an import has a use for. What is no event is passed over, and counted.
Capture read_ftrace_text(std::string_view text, const std::string& file);

}  // namespace drmsim::scenarios
