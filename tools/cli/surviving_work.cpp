#include "tools/cli/surviving_work.h"

#include <algorithm>
#include <thread>

namespace drmsim::tools {

std::vector<WorkResult> do_all(const SurvivingWork& all) {
  std::vector<WorkResult> results;
  scenarios::WorkUnits units;
  units.count = all.count;
  units.jobs = all.jobs != 0 ? all.jobs : std::max(1u, std::thread::hardware_concurrency());
  units.work = all.work;
  const auto file = [&](WorkResult result) {
    results.push_back(std::move(result));
    if (all.progress) all.progress(results.size());
    return true;
  };
  units.sink = [&](std::uint64_t, const std::string& text) { return file({text, ""}); };
  units.died = [&](std::uint64_t, const std::string& how) { return file({"", how}); };
  units.told = all.told;
  units.arrived = all.arrived;
  units.stop = all.stop;
  scenarios::run_work_units(units);
  return results;
}

}  // namespace drmsim::tools
