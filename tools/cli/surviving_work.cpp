#include "tools/cli/surviving_work.h"

#include <utility>

namespace drmsim::tools {

std::vector<WorkResult> do_all(const SurvivingWork& all) {
  std::vector<WorkResult> results;
  scenarios::WorkUnits units;
  units.count = all.count;
  units.jobs = scenarios::jobs_or_all(all.jobs);
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
