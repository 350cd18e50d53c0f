#include "tests/bench/pipeline_scenario.h"

#include <cstdlib>

#include <fmt/format.h>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/machine/machine.h"
#include "scenarios/report/run_scenario.h"
#include "sched/kernel/kernels.h"

namespace drmsim::bench {

namespace {

const scenarios::Extensions& with_kernels() {
  static const scenarios::Extensions kExtensions = [] {
    scenarios::Extensions extensions;
    kernel::add_kernels(extensions.schedulers, kernel::kernels_in(DRMSIM_KERNELS_DIR));
    return extensions;
  }();
  return kExtensions;
}

}  // namespace

std::vector<std::string> compiled_kernels() {
  std::vector<std::string> names;
  for (const kernel::KernelInfo& kernel : kernel::kernels_in(DRMSIM_KERNELS_DIR)) {
    names.push_back("kernel:" + kernel.name);
  }
  return names;
}

void run_pipeline_scenario(std::uint64_t jobs, Observed observed, const std::string& scheduler) {
  const std::string text = fmt::format(R"(
name = "pipeline"
[[ring]]
name = "gfx"
slots = {0}
scheduler = {{ credit_limit = {0}, timeout = "1s" }}
[[client]]
name = "loop"
rings = ["gfx"]
duration = "{1}ns"
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
  scenarios::MachineOptions options;
  options.checkers = false;
  options.scheduler = scheduler;
  options.extensions = &with_kernels();
  scenarios::Machine machine(spec, options);
  machine.run();
  if (!machine.world().hazards().empty()) std::abort();
}

}  // namespace drmsim::bench
