#include "scenarios/explore/explorer.h"

#include "scenarios/explore/unit_result.h"
#include "scenarios/parallel/work_units.h"

namespace drmsim::scenarios {
namespace {

// One schedule, as a unit of its own.
Exploration exploration_of(const ScheduleResult& result, std::uint64_t seed) {
  Exploration one;
  one.schedules = 1;
  one.choices = result.choices;
  one.outcomes.insert(result.outcome);
  one.situations = result.situations;
  for (std::size_t i = 0; i < result.signatures.size(); ++i) {
    Exploration again;
    again.failures.push_back(Failure{result.signatures[i], 1, 1, seed, result.choices,
                                     result.deviations, result.report.hazards[i]});
    if (one.failures.empty()) {
      one.failures = std::move(again.failures);
      continue;
    }
    // A second hazard of the same schedule is a failure of its own only if it is of another kind.
    bool known = false;
    for (const Failure& failure : one.failures) {
      known = known || failure.signature == result.signatures[i];
    }
    if (!known) one.failures.push_back(std::move(again.failures.front()));
  }
  return one;
}

}  // namespace

Exploration explore(const ScenarioSpec& spec, const ExploreOptions& options) {
  const SearchPlan plan(options.search, calibrate(spec, options.machine));
  const std::uint64_t limit = options.search.schedules;
  Exploration all;
  WorkUnits units;
  units.count = plan.units();
  units.jobs = options.jobs;
  units.work = [&](std::uint64_t number) {
    Exploration unit;
    plan.do_unit(
        number,
        [&](sim::Strategy& strategy, std::uint64_t seed) {
          return run_schedule(spec, strategy, seed, options.machine);
        },
        [&](const ScheduleResult& result, std::uint64_t seed) {
          append(unit, exploration_of(result, seed));
          const bool enough = limit != 0 && unit.schedules >= limit;
          return !enough && (options.keep_going || unit.failures.empty());
        });
    return unit_text(unit);
  };
  bool stopped = false;
  units.sink = [&](std::uint64_t, const std::string& text) {
    append(all, unit_from_text(text));
    const bool enough = limit != 0 && all.schedules >= limit;
    stopped = !options.keep_going && !all.failures.empty();
    if (options.progress && !options.progress(all, plan.estimated_schedules())) stopped = true;
    return !stopped && !enough;
  };
  run_work_units(units);
  all.complete =
      !stopped && (limit == 0 || options.search.strategy != "exhaustive" || all.schedules < limit);
  return all;
}

}  // namespace drmsim::scenarios
