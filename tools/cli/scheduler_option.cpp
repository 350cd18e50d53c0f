#include "tools/cli/scheduler_option.h"

#include <CLI/CLI.hpp>

#include "scenarios/format/suggest.h"
#include "scenarios/machine/extensions.h"
#include "sched/kernel/kernels.h"
#include "tools/cli/text_wrap.h"

namespace drmsim::tools {
namespace {

std::string no_scheduler(const std::string& name, const drm::Implementations& known) {
  return "there is no scheduler `" + name + "`" + scenarios::suggestion(name, known.names()) +
         kernel::how_to_get(name);
}

}  // namespace

void add_scheduler_option(CLI::App& command, std::string& scheduler) {
  const auto set = [&scheduler](const std::string& name) {
    const drm::Implementations& schedulers = scenarios::Extensions::of_program().schedulers;
    if (schedulers.find(name) == nullptr) {
      throw CLI::ValidationError("--scheduler", no_scheduler(name, schedulers));
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

bool know_schedulers(const std::vector<std::string>& names, const drm::Implementations& known,
                     std::ostream& err) {
  for (const std::string& name : names) {
    if (known.find(name) != nullptr) continue;
    err << printable("drmsim: " + no_scheduler(name, known)) << "\n";
    return false;
  }
  return true;
}

std::string full_scheduler_name(const std::string& scheduler) {
  const std::string of_build = "kernel:" + std::string(kernel::kDefaultKernel);
  const bool is_there = scenarios::Extensions::of_program().schedulers.find(of_build) != nullptr;
  return scheduler == "kernel" && is_there ? of_build : scheduler;
}

}  // namespace drmsim::tools
