// Which schedules a search tries, in numbered units that any process can do by itself.
//
// Random strategies: schedule number i has a seed of its own, made from the search's seed and i,
// and a unit is a hundred of them. The exhaustive search: a unit is all schedules whose first
// deviation is one certain choice; unit 0 is the plain run. So the result of a search is the same
// with any number of workers.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sim/choices.h"
#include "tools/explore/schedule_run.h"

namespace drmsim::scenarios {

struct SearchOptions {
  std::string strategy = "random";   // one of strategy_names()
  std::uint64_t schedules = 10'000;  // at most; of an exhaustive search: 0 is no limit
  std::uint64_t seed = 1;
  unsigned bound = 2;  // PCT: depth - 1; delay-bounded and exhaustive: deviations
};

// "random", "pct", "delay", "exhaustive".
const std::vector<std::string>& strategy_names();

// What the plain run says about the scenario: taken once, before the search.
struct Calibration {
  std::vector<unsigned> options;  // of each choice of the plain run
  ScheduleResult plain_run;
};
Calibration calibrate(const ScenarioSpec& spec, const MachineOptions& options);

class SearchPlan {
 public:
  // options_of_plain_run: Calibration::options.
  SearchPlan(const SearchOptions& options, const std::vector<unsigned>& options_of_plain_run);

  std::uint64_t units() const { return units_; }
  // How many schedules are in the units before that one; 0 for the exhaustive search, which does
  // not know.
  std::uint64_t schedules_before(std::uint64_t unit) const;
  // How many schedules there are: exact for random strategies, an estimate for the exhaustive one.
  double estimated_schedules() const { return estimated_schedules_; }

  using RunOne = std::function<ScheduleResult(sim::Strategy&, std::uint64_t seed)>;
  // Return false to leave the unit.
  using Done = std::function<bool(const ScheduleResult&, std::uint64_t seed)>;
  void do_unit(std::uint64_t unit, const RunOne& run, const Done& done) const;

 private:
  void do_random(std::uint64_t unit, const RunOne& run, const Done& done) const;
  void do_subtree(std::uint64_t unit, const RunOne& run, const Done& done) const;
  std::unique_ptr<sim::Strategy> make_strategy() const;

  SearchOptions options_;
  std::uint64_t expected_choices_;
  std::uint64_t units_;
  double estimated_schedules_;
};

}  // namespace drmsim::scenarios
