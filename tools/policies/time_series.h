// How far each client of a run was at regular moments: per cent done, cycles per second, queue
// depth, as the kernel's own tests of scheduling quality print them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/format/scenario_spec.h"
#include "scenarios/report/run_report.h"
#include "sim/time.h"
#include "tools/policies/client_trace.h"

namespace drmsim::scenarios {

struct SeriesCell {
  // Of its jobs; of its time, if they have no end.
  std::uint32_t percent_done = 0;
  // Since the moment before: jobs that finished, by those of a cycle. 0 without cycles.
  double cycles_per_second = 0;
  std::uint64_t queue_depth = 0;  // jobs that were pushed and have not finished
};

struct SeriesRow {
  sim::TimeNs time_ns = 0;
  std::vector<std::optional<SeriesCell>> cells;  // by client; none: it has nothing left to do
};

struct TimeSeries {
  std::vector<std::string> clients;
  std::vector<SeriesRow> rows;  // from 0, until all are done
  std::string problem;          // a run that has none: why
};

inline constexpr std::uint64_t kSeriesRowsMax = 100'000;

TimeSeries time_series(const ScenarioSpec& spec, const RunReport& report,
                       const std::vector<ClientTrace>& traces, sim::TimeNs step_ns);

}  // namespace drmsim::scenarios
