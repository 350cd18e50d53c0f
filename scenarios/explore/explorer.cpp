#include "scenarios/explore/explorer.h"

#include <algorithm>

#include "scenarios/explore/unit_result.h"
#include "scenarios/parallel/work_units.h"

namespace drmsim::scenarios {
namespace {

// Whether a fault strikes is a choice then, and the schedule in which no choice differs from the
// first option has none of these faults: it is not the run that [expect] speaks of, which draws
// them. `drmsim run` and `drmsim test` hold such a file to what it expects.
bool faults_strike_by_chance(const ScenarioSpec& spec) {
  const auto by_chance = [](const auto& given) {
    return given.fault.probability > 0 && given.fault.probability < 1;
  };
  return std::any_of(spec.jobs.begin(), spec.jobs.end(), by_chance) ||
         std::any_of(spec.faults.begin(), spec.faults.end(), by_chance);
}

bool is_known(const ExploreOptions& options, const std::string& identity) {
  return options.known != nullptr && options.known->has(options.machine.scheduler, identity);
}

bool has_new_failure(const ExploreOptions& options, const Exploration& explored) {
  return std::any_of(
      explored.failures.begin(), explored.failures.end(),
      [&options](const Failure& failure) { return !is_known(options, failure.identity); });
}

// What [expect] says is true of the plain run alone, and a hazard that it names is no failure
// there.
void begin_with(const ScenarioSpec& spec, const ScheduleResult& plain_run,
                const ExploreOptions& options, Exploration& all) {
  const bool by_chance = faults_strike_by_chance(spec);
  for (const ScheduleFailure& failure : plain_run.failures) {
    if (!failure.unmet.has_value() && failure.hazard.expected) continue;
    if (failure.unmet.has_value() && !failure.unmet->always && by_chance) continue;
    if (has_failure({all.failures.begin(), all.failures.end()}, failure.identity)) continue;
    all.failures.push_back(Failure{failure, 0, 0, spec.seed, plain_run.choices, {}});
    if (is_known(options, failure.identity)) break;
  }
}

// One schedule, as a unit of its own.
Exploration exploration_of(const ScheduleResult& result, std::uint64_t seed,
                           const ExploreOptions& options) {
  Exploration one;
  one.schedules = 1;
  one.choices = result.choices;
  one.outcomes.insert(result.outcome);
  one.situations = result.situations;
  for (const ScheduleFailure& failure : result.failures) {
    // The same once more in one schedule is the same failure.
    if (has_failure({one.failures.begin(), one.failures.end()}, failure.identity)) continue;
    one.failures.push_back(Failure{failure, 1, 1, seed, result.choices, result.deviations});
    if (is_known(options, failure.identity)) break;
  }
  return one;
}

}  // namespace

Exploration explore(const ScenarioSpec& spec, const ExploreOptions& options) {
  const Calibration calibration = calibrate(spec, options.machine);
  const SearchPlan plan(options.search, calibration);
  const std::uint64_t limit = options.search.schedules;
  Exploration all;
  begin_with(spec, calibration.plain_run, options, all);
  if (!options.keep_going && has_new_failure(options, all)) return all;
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
          append(unit, exploration_of(result, seed, options));
          const bool enough = limit != 0 && unit.schedules >= limit;
          return !enough && (options.keep_going || !has_new_failure(options, unit));
        });
    return unit_text(unit);
  };
  bool stopped = false;
  units.sink = [&](std::uint64_t, const std::string& text) {
    append(all, unit_from_text(text));
    const bool enough = limit != 0 && all.schedules >= limit;
    stopped = !options.keep_going && has_new_failure(options, all);
    if (options.progress && !options.progress(all, plan.estimated_schedules())) stopped = true;
    return !stopped && !enough;
  };
  run_work_units(units);
  all.complete =
      !stopped && (limit == 0 || options.search.strategy != "exhaustive" || all.schedules < limit);
  return all;
}

}  // namespace drmsim::scenarios
