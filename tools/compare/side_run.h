// One side of a comparison: what a scheduler did with a scenario, as far as another must repeat it.
//
// Kept are the lines of the event log that define behaviour, the kinds of hazard, and how the run
// ended. Left out is what each implementation may do in its own way: when its workers wake and
// sleep, the wording of hazards, how often it allocates.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/scenario_spec.h"
#include "scenarios/machine/extensions.h"

namespace drmsim::scenarios {

// Whether events of this name define behaviour: push, add_dep, unschedulable, run_job, hw_start,
// hw_done, scheduled, finished, timedout_job, karma, guilty, hw_reset, restart and free_job.
bool defines_behaviour(std::string_view event);

struct SideRun {
  std::vector<std::string> lines;    // of the event log, in order
  std::vector<std::string> results;  // "end quiescent", "guilty e0", "hazard leak"
  std::string
      cut;  // stopped by this limit ("200,000 events"): as far as it went; empty: to its end
};

struct Side {
  std::string name;
  std::function<SideRun(const ScenarioSpec&)> run;  // may throw InputError
};

// A run that emits more events than this is stopped: random and shrunk scenarios may never end.
inline constexpr std::uint64_t kEventsOfSideMax = 200'000;
// The same of a scenario that somebody has written. Its lines are kept: some 100 bytes each.
inline constexpr std::uint64_t kEventsOfFileMax = 2'000'000;

// The scheduler of that name; `extensions` outlive the side.
Side scheduler_side(const std::string& scheduler,
                    const Extensions& extensions = Extensions::of_program(),
                    std::uint64_t events_max = kEventsOfSideMax);

}  // namespace drmsim::scenarios
