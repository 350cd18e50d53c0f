#include "tests/bench/pipeline_scenario.h"

#include <cstdlib>

#include <fmt/format.h>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/machine/machine.h"
#include "scenarios/report/run_scenario.h"

namespace drmsim::bench {

void run_pipeline_scenario(std::uint64_t jobs, Observed observed) {
  const std::string text = fmt::format(R"(
name = "pipeline"
[[ring]]
name = "gfx"
slots = {0}
scheduler = {{ policy = "fifo", credit_limit = {0}, timeout = "1s" }}
[[client]]
name = "loop"
rings = ["gfx"]
duration = {1}
synchronous = false
in_flight = {2}
cycles = {3}
)",
                                       kCreditLimit, kDurationNs, kInFlight, jobs);
  const auto spec = scenarios::parse_scenario(text, "pipeline.toml");
  if (observed == Observed::yes) {
    const auto report = scenarios::run_scenario(spec);
    if (!report.hazards.empty() || report.jobs != jobs) std::abort();
    return;
  }
  scenarios::Machine machine(spec, {});
  machine.run();
  if (!machine.world().hazards().empty()) std::abort();
}

}  // namespace drmsim::bench
