#include "tools/cli/surviving_work.h"

#include <algorithm>
#include <thread>

#include "scenarios/parallel/work_units.h"

namespace drmsim::tools {
namespace {

// The end of "unit 17: how it ended": the number is one of the call, not of the user's.
std::string how(const scenarios::WorkerDied& died) {
  const std::string text = died.what();
  const std::size_t colon = text.find(": ");
  return colon == std::string::npos ? text : text.substr(colon + 2);
}

}  // namespace

std::vector<WorkResult> do_all(const SurvivingWork& all) {
  std::vector<WorkResult> results(all.count);
  std::uint64_t filed = 0;
  while (filed < all.count) {
    const std::uint64_t begin = filed;
    scenarios::WorkUnits units;
    units.count = all.count - begin;
    units.jobs = all.jobs != 0 ? all.jobs : std::max(1u, std::thread::hardware_concurrency());
    units.work = [&](std::uint64_t unit) {
      return results[begin + unit].failure.empty() ? all.work(begin + unit) : std::string();
    };
    units.sink = [&](std::uint64_t unit, const std::string& text) {
      results[begin + unit].text = text;
      ++filed;
      if (all.progress) all.progress(filed);
      return true;
    };
    try {
      scenarios::run_work_units(units);
    } catch (const scenarios::WorkerDied& died) {
      results[begin + died.unit()].failure = how(died);
    }
  }
  return results;
}

}  // namespace drmsim::tools
