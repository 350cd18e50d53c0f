// A proof for a small machine: every run with up to so many deviations, each once.
#include "sim/strategies/exhaustive.h"

#include <set>

#include <catch2/catch.hpp>

#include "sim/strategies/recorder.h"
#include "tests/sim/strategies/lost_update.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: an exhaustive search does every run once, subtree by subtree") {
  constexpr unsigned kBound = 2;
  std::set<std::string> runs;
  unsigned failures = 0;
  unsigned done = 0;
  for (std::uint64_t first = 0; first < 100; ++first) {  // any order, or in several processes
    Exhaustive search(kBound, first);
    Recorder recorder(search);
    bool any = false;
    do {
      failures += loses_update(&recorder) ? 1 : 0;
      if (recorder.deviations().empty()) break;  // the plain run has no such choice
      any = true;
      CHECK(recorder.deviations().front().choice == first);
      CHECK(recorder.deviations().size() <= kBound);
      std::string name;
      for (const Deviation& one : recorder.deviations()) {
        name += std::to_string(one.choice) + ":" + std::to_string(one.option) + " ";
      }
      runs.insert(name);
      ++done;
    } while (search.next_run());
    if (!any) break;
  }
  CHECK(runs.size() == done);
  CHECK(failures > 0);
  CHECK(failures < done);
  // Before it is begun: two choices of two options each are one plain run, two with one
  // deviation, and one with both.
  CHECK(estimated_runs({2, 2}, 1) == 3);
  CHECK(estimated_runs({2, 2}, 2) == 4);
}

}  // namespace
}  // namespace drmsim::sim
