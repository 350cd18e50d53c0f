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
  units.sink = [&](std::uint64_t unit, const std::string& text) { return file({unit, text, ""}); };
  units.died = [&](std::uint64_t unit, const std::string& how) { return file({unit, "", how}); };
  units.told = all.told;
  units.arrived = all.arrived;
  units.stop = all.stop;
  scenarios::run_work_units(units);
  return results;
}

std::vector<WorkResult> do_each(const SurvivingWork& all) {
  std::vector<WorkResult> each;
  for (std::uint64_t unit = 0; unit < all.count; ++unit) each.push_back({unit, "", "interrupted"});
  for (WorkResult& result : do_all(all)) each[result.unit] = std::move(result);
  return each;
}

}  // namespace drmsim::tools
