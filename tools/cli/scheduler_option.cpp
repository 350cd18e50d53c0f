#include "tools/cli/scheduler_option.h"

#include <CLI/CLI.hpp>

#include "scenarios/format/suggest.h"
#include "scenarios/machine/extensions.h"
#include "sched/kernel/kernels.h"

namespace drmsim::tools {

void add_scheduler_option(CLI::App& command, std::string& scheduler) {
  const auto set = [&scheduler](const std::string& name) {
    const drm::Implementations& schedulers = scenarios::Extensions::of_program().schedulers;
    if (schedulers.find(name) == nullptr) {
      throw CLI::ValidationError("--scheduler",
                                 "there is no scheduler `" + name + "`" +
                                     scenarios::suggestion(name, schedulers.names()) +
                                     kernel::how_to_get(name));
    }
    scheduler = name;
  };
  command
      .add_option_function<std::string>(
          "--scheduler", set,
          "Which one schedules: model, or the drm/sched of a kernel tree: kernel, kernel:6.12; if "
          "not given, the scenario's own, or model")
      ->type_name("SCHEDULER");
}

std::string full_scheduler_name(const std::string& scheduler) {
  const std::string of_build = "kernel:" + std::string(kernel::kDefaultKernel);
  const bool is_there = scenarios::Extensions::of_program().schedulers.find(of_build) != nullptr;
  return scheduler == "kernel" && is_there ? of_build : scheduler;
}

}  // namespace drmsim::tools
