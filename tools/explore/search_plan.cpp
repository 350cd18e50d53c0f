#include "tools/explore/search_plan.h"

#include <algorithm>

#include "sim/strategies/delay_bounded.h"
#include "sim/strategies/exhaustive.h"
#include "sim/strategies/pct.h"
#include "sim/strategies/random_walk.h"
#include "sim/strategies/replay.h"

namespace drmsim::scenarios {
namespace {

constexpr std::uint64_t kSchedulesPerUnit = 100;

std::uint64_t seed_of(std::uint64_t search_seed, std::uint64_t schedule) {
  sim::Rng rng(search_seed * 0x9e3779b97f4a7c15u + schedule);
  return std::max<std::uint64_t>(rng.next() >> 16, 1);  // 0 would mean the scenario's own
}

// Takes option 0 and writes down how many there were.
class Counter final : public sim::Strategy {
 public:
  void begin_run(std::uint64_t) override { options.clear(); }
  unsigned choose(const sim::Choice& choice) override {
    options.push_back(choice.options);
    return 0;
  }
  std::vector<unsigned> options;
};

}  // namespace

const std::vector<std::string>& strategy_names() {
  static const std::vector<std::string> names{"random", "pct", "delay", "exhaustive"};
  return names;
}

Calibration calibrate(const ScenarioSpec& spec, const MachineOptions& options) {
  Counter counter;
  ScheduleResult plain_run = run_schedule(spec, counter, spec.seed, options);
  return Calibration{std::move(counter.options), std::move(plain_run)};
}

SearchPlan::SearchPlan(const SearchOptions& options,
                       const std::vector<unsigned>& options_of_plain_run)
    : options_(options),
      expected_choices_(std::max<std::uint64_t>(options_of_plain_run.size(), 1)),
      units_((options.schedules + kSchedulesPerUnit - 1) / kSchedulesPerUnit),
      estimated_schedules_(static_cast<double>(options.schedules)) {
  if (options_.strategy != "exhaustive") return;
  units_ = 1 + options_of_plain_run.size();
  estimated_schedules_ = sim::estimated_runs(options_of_plain_run, options_.bound);
}

std::uint64_t SearchPlan::schedules_before(std::uint64_t unit) const {
  return options_.strategy == "exhaustive" ? 0 : unit * kSchedulesPerUnit;
}

void SearchPlan::do_unit(std::uint64_t unit, const RunOne& run, const Done& done) const {
  if (options_.strategy == "exhaustive") {
    do_subtree(unit, run, done);
  } else {
    do_random(unit, run, done);
  }
}

std::unique_ptr<sim::Strategy> SearchPlan::make_strategy() const {
  if (options_.strategy == "pct") {
    return std::make_unique<sim::Pct>(options_.bound + 1, expected_choices_);
  }
  if (options_.strategy == "delay") {
    return std::make_unique<sim::DelayBounded>(std::max(options_.bound, 1u), expected_choices_);
  }
  return std::make_unique<sim::RandomWalk>();
}

void SearchPlan::do_random(std::uint64_t unit, const RunOne& run, const Done& done) const {
  const auto strategy = make_strategy();
  const std::uint64_t begin = unit * kSchedulesPerUnit;
  const std::uint64_t end = std::min(begin + kSchedulesPerUnit, options_.schedules);
  for (std::uint64_t schedule = begin; schedule < end; ++schedule) {
    const std::uint64_t seed = seed_of(options_.seed, schedule);
    if (!done(run(*strategy, seed), seed)) return;
  }
}

// Choices behind the plain run's last have no unit of their own: a run that has them has deviated
// before.
void SearchPlan::do_subtree(std::uint64_t unit, const RunOne& run, const Done& done) const {
  if (unit == 0) {
    sim::Replay plain({});
    done(run(plain, options_.seed), options_.seed);
    return;
  }
  sim::Exhaustive exhaustive(std::max(options_.bound, 1u), unit - 1);
  while (done(run(exhaustive, options_.seed), options_.seed) && exhaustive.next_run()) {
  }
}

}  // namespace drmsim::scenarios
