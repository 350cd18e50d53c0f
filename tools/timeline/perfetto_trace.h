// A RunTimeline as a trace for Perfetto (ui.perfetto.dev, trace_processor): TrackEvents, in
// protobuf.
//
// A track for what the HTML page has a row for: each entity's jobs from push to finished, with what
// they wait for inside; each scheduler's run_job calls and recoveries; each ring's executions, one
// slice for each attempt; credits in use; interrupts. A flow leads a job from its push through each
// run_job and each execution, another from a fence to what depends on it. Spans that overlap get
// tracks of their own, so that slices always nest.
//
// The kernel's own trace events would be drawn wrongly after a recovery: Perfetto's tracker takes
// the next completion on a ring for that of its oldest job (drm_tracker.cc), whatever its fence.
// Field numbers: protos/perfetto/trace/{trace_packet,track_event/track_event}.proto.
#pragma once

#include <ostream>

#include "tools/timeline/run_timeline.h"

namespace drmsim::timeline {

void write_perfetto_trace(const RunTimeline& timeline, std::ostream& out);

}  // namespace drmsim::timeline
