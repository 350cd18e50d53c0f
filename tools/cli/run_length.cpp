#include "tools/cli/run_length.h"

#include <algorithm>
#include <limits>

namespace drmsim::tools {
namespace {

constexpr std::uint64_t kTooMany = std::numeric_limits<std::uint64_t>::max();

std::uint64_t jobs_of(const scenarios::ClientSpec& client) {
  if (client.cycles == scenarios::kEndlessCycles) return kTooMany;
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
    const std::uint64_t more = jobs_of(client);
    if (more > kTooMany - length.jobs) return {length.until_ns, 0};
    length.jobs += more;
  }
  return length;
}

}  // namespace drmsim::tools
