// How long a run will be, as far as its scenario says: for those who wait.
#pragma once

#include <cstdint>

#include "scenarios/format/scenario_spec.h"
#include "sim/time.h"

namespace drmsim::tools {

// It ends with the first of both.
struct RunLength {
  sim::TimeNs until_ns = sim::kForever;  // virtual time; kForever: no end is set
  std::uint64_t jobs = 0;                // 0: without end, or not known

  // The part that is done, from 0 to 1; 0: nobody knows.
  double part_done(sim::TimeNs time_ns, std::uint64_t jobs_done) const;
};

// until_ns: of the command line, if that is earlier than the scenario's.
RunLength length_of(const scenarios::ScenarioSpec& spec, sim::TimeNs until_ns);

}  // namespace drmsim::tools
