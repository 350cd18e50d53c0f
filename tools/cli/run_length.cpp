#include "tools/cli/run_length.h"

#include <algorithm>
#include <limits>

namespace drmsim::tools {
namespace {

std::uint64_t jobs_of(const scenarios::ClientSpec& client) {
  std::uint64_t jobs = 0;
  for (const scenarios::ClientStep& step : client.cycle_steps()) jobs += step.jobs;
  return jobs * client.cycles;  // at most 64 x 10^4 x 10^9
}

}  // namespace

double RunLength::part_done(sim::TimeNs time_ns, std::uint64_t jobs_done) const {
  double part = 0;
  if (until_ns != sim::kForever) {
    part = static_cast<double>(time_ns) / static_cast<double>(until_ns);
  }
  if (jobs != 0) part = std::max(part, static_cast<double>(jobs_done) / static_cast<double>(jobs));
  return std::min(part, 1.0);
}

RunLength length_of(const scenarios::ScenarioSpec& spec, sim::TimeNs until_ns) {
  RunLength length{std::min(until_ns, spec.until_ns), spec.jobs.size()};
  for (const scenarios::ClientSpec& client : spec.clients) {
    const bool endless = client.cycles == scenarios::kEndlessCycles;
    const std::uint64_t jobs = endless ? 0 : jobs_of(client);
    const bool too_many = jobs > std::numeric_limits<std::uint64_t>::max() - length.jobs;
    if (endless || too_many) return {length.until_ns, 0};
    length.jobs += jobs;
  }
  return length;
}

}  // namespace drmsim::tools
