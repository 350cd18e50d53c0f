#include "tools/explore/explorer.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/report/event_hash.h"
#include "sim/strategies/replay.h"
#include "tools/explore/unit_result.h"
#include "tools/parallel/work_units.h"

namespace drmsim::scenarios {
namespace {

using Json = nlohmann::json;

// As FORMAT.md says of `max_steps`.
constexpr std::uint64_t kStepsOfScheduleMin = 1'000'000;
constexpr std::uint64_t kPlainRuns = 100;
// More than a unit of a random search has: that is told whole when it ends.
constexpr std::uint64_t kSchedulesOfPart = 500;

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
    if (has_failure(all.failures, failure.identity)) continue;
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
  one.endless = is_limit(result.report.end) ? 1 : 0;
  one.outcomes.insert(result.outcome);
  one.situations = result.situations;
  for (const ScheduleFailure& failure : result.failures) {
    // The same once more in one schedule is the same failure.
    if (has_failure(one.failures, failure.identity)) continue;
    one.failures.push_back(Failure{failure, 1, 1, seed, result.choices, result.deviations});
    if (is_known(options, failure.identity)) break;
  }
  return one;
}

// A schedule may go round where the plain run does not: it is given much more, but not for ever.
// Throws if the plain run itself has no end.
std::uint64_t steps_of_schedule(const ScenarioSpec& spec, const MachineOptions& options,
                                std::uint64_t plain_run, RunEnd end_of_plain_run) {
  const std::uint64_t steps_max = options.steps_max != 0 ? options.steps_max : spec.steps_max;
  if (end_of_plain_run == RunEnd::time) {
    throw error_at(spec, {}, "virtual time ended before the plain run did; expected one that ends");
  }
  if (end_of_plain_run == RunEnd::max_steps) {
    throw error_at(spec, {},
                   fmt::format("the plain run was stopped after {} steps; expected one that ends "
                               "before, or a larger `max_steps`",
                               steps_max));
  }
  return std::min(steps_max, kStepsOfScheduleMin + kPlainRuns * plain_run);
}

class Explorer {
 public:
  Explorer(const ScenarioSpec& spec, const ExploreOptions& options)
      : spec_(spec), options_(options), limit_(options.seconds), machine_(options.machine) {}

  Exploration explore() {
    const std::optional<std::vector<unsigned>> plain_run = begin();
    if (!plain_run.has_value()) return std::move(all_);
    if (!options_.keep_going && has_new_failure(options_, all_)) return std::move(all_);
    const SearchPlan plan(options_.search, *plain_run);
    search(plan);
    return std::move(all_);
  }

 private:
  // How many options each choice of the plain run has; none: the search ends here.
  std::optional<std::vector<unsigned>> begin() {
    const ApartResult plain = run_apart(
        options_.jobs, options_.stop, [this] { return plain_run_text(); }, limit_);
    if (!plain.died.empty()) all_.crashes.push_back({0, spec_.seed, plain.died});
    all_.stopped = plain.stopped;
    all_.out_of_time = plain.out_of_time;
    if (plain.text.empty()) return std::nullopt;
    const Json json = Json::parse(plain.text);
    all_ = unit_from_text(json.at("plain_run").get<std::string>());
    machine_.steps_max = steps_of_schedule(spec_, machine_, json.at("steps").get<std::uint64_t>(),
                                           json.at("end").get<RunEnd>());
    all_.steps_max = machine_.steps_max;
    for (const Json& found : json.at("found")) tell(found);
    return json.at("options").get<std::vector<unsigned>>();
  }

  // In a worker.
  std::string plain_run_text() const {
    MachineOptions machine = machine_;
    if (options_.plain_run_observer != nullptr) {
      machine.observers.push_back(options_.plain_run_observer);
    }
    const Calibration calibration = calibrate(spec_, machine);
    Exploration plain;
    begin_with(spec_, calibration.plain_run, options_, plain);
    Json found = Json::array();
    for (const Failure& failure : plain.failures) {
      if (is_to_be_told(failure)) found.push_back(found_json(failure));
    }
    const RunReport& report = calibration.plain_run.report;
    return Json{{"options", calibration.options},
                {"steps", report.steps},
                {"end", report.end},
                {"plain_run", unit_text(plain)},
                {"found", std::move(found)}}
        .dump();
  }

  bool is_to_be_told(const Failure& failure) const {
    return options_.found && !is_known(options_, failure.identity);
  }

  // Runs it again, for the hash, which a search does not need.
  Json found_json(const Failure& failure) const {
    sim::Replay replay(failure.deviations);
    EventHash hash;
    MachineOptions machine = machine_;
    machine.observers.push_back(&hash);
    run_schedule(spec_, replay, failure.seed, machine);
    return {{"failure", failure_text(failure)}, {"event_log_hash", hash.value()}};
  }

  void tell(const Json& found) {
    Failure failure = failure_from_text(found.at("failure").get<std::string>());
    if (has_failure(told_, failure.identity)) return;
    options_.found(failure, found.at("event_log_hash").get<std::uint64_t>());
    told_.push_back(std::move(failure));
  }

  // What a unit that goes on for long has done since its last part.
  void add_part(std::uint64_t unit, const Json& json) {
    if (json.at("first").get<bool>()) under_way_.erase(unit);  // of a worker that has died
    const Exploration part = unit_from_text(json.at("part").get<std::string>());
    outcomes_.insert(part.outcomes.begin(), part.outcomes.end());
    append(under_way_[unit], part);
  }

  void show(const SearchPlan& plan) const {
    if (!options_.progress) return;
    SearchSoFar so_far{all_.schedules, outcomes_.size(), all_.failures.size()};
    for (const auto& [unit, part] : under_way_) {
      so_far.schedules += part.schedules;
      for (const Failure& failure : part.failures) {
        if (!has_failure(all_.failures, failure.identity)) ++so_far.failures;
      }
    }
    options_.progress(so_far, plan.estimated_schedules());
  }

  void add_what_is_under_way() {
    for (const auto& [unit, part] : under_way_) append(all_, part);
    for (const Failure& failure : told_) {
      if (has_failure(all_.failures, failure.identity)) continue;
      all_.failures.push_back(failure);
      all_.failures.back().times = 0;
    }
  }

  void search(const SearchPlan& plan) {
    WorkUnits units;
    units.count = plan.units();
    units.jobs = options_.jobs;
    units.stop = options_.stop;
    units.limit = limit_;
    units.work = [&](std::uint64_t unit, const UnitContext& context) {
      return unit_text(do_unit(plan, unit, context));
    };
    const std::uint64_t limit = options_.search.schedules;
    bool enough = false;
    const auto go_on = [&] {
      if (!options_.keep_going && has_new_failure(options_, all_)) enough = true;
      if (options_.enough && options_.enough(all_)) enough = true;
      show(plan);
      return !enough && (limit == 0 || all_.schedules < limit);
    };
    units.sink = [&](std::uint64_t unit, const std::string& text) {
      under_way_.erase(unit);
      const Exploration done = unit_from_text(text);
      outcomes_.insert(done.outcomes.begin(), done.outcomes.end());
      append(all_, done);
      return go_on();
    };
    std::map<std::uint64_t, Crash> last;  // schedule that a unit was at
    units.told = [&](std::uint64_t unit, const std::string& text) {
      const Json json = Json::parse(text);
      if (json.contains("failure")) return tell(json);
      if (json.contains("part")) {
        add_part(unit, json);
        return show(plan);
      }
      last[unit] = {json.at("schedule").get<std::uint64_t>(), json.at("seed").get<std::uint64_t>(),
                    ""};
    };
    units.died = [&](std::uint64_t unit, const std::string& how) {
      under_way_.erase(unit);
      Crash crash = last[unit];
      crash.how = how;
      all_.crashes.push_back(std::move(crash));
      return go_on();
    };
    const WorkEnd end = run_work_units(units);
    all_.stopped = end == WorkEnd::stopped;
    all_.out_of_time = end == WorkEnd::out_of_time;
    if (end != WorkEnd::done) add_what_is_under_way();
    all_.complete =
        end == WorkEnd::done && !enough && all_.crashes.empty() &&
        (limit == 0 || options_.search.strategy != "exhaustive" || all_.schedules < limit);
  }

  // In a worker.
  Exploration do_unit(const SearchPlan& plan, std::uint64_t number, const UnitContext& context) {
    const std::uint64_t limit = options_.search.schedules;
    const std::uint64_t before = plan.schedules_before(number);
    Exploration unit;
    Exploration part;
    const auto count = [&](const Exploration& one) {
      append(unit, one);
      append(part, one);
      if (part.schedules < kSchedulesOfPart) return;
      const bool first = unit.schedules == part.schedules;
      context.tell(Json{{"part", unit_text(std::exchange(part, {}))}, {"first", first}}.dump());
    };
    plan.do_unit(
        number,
        [&](sim::Strategy& strategy, std::uint64_t seed) {
          if (context.again) {
            context.tell(Json{{"schedule", before + unit.schedules + 1}, {"seed", seed}}.dump());
          }
          return run_schedule(spec_, strategy, seed, machine_);
        },
        [&](const ScheduleResult& result, std::uint64_t seed) {
          const Exploration one = exploration_of(result, seed, options_);
          for (Failure failure : one.failures) {
            if (!is_to_be_told(failure)) continue;
            if (!seen_in_worker_.insert(failure.identity).second) continue;
            failure.schedule = before + unit.schedules + 1;
            context.tell(found_json(failure).dump());
          }
          count(one);
          const bool enough = limit != 0 && unit.schedules >= limit;
          return !enough && (options_.keep_going || !has_new_failure(options_, unit));
        });
    return unit;
  }

  const ScenarioSpec& spec_;
  const ExploreOptions& options_;
  const TimeLimit limit_;
  MachineOptions machine_;  // with the limit of a schedule, when the plain run has told it
  Exploration all_;
  std::vector<Failure> told_;                       // one of each
  std::map<std::uint64_t, Exploration> under_way_;  // parts of units that are not finished
  std::set<std::uint64_t> outcomes_;                // of those, too
  std::set<std::string> seen_in_worker_;            // each has its own
};

}  // namespace

Exploration explore(const ScenarioSpec& spec, const ExploreOptions& options) {
  return Explorer(spec, options).explore();
}

}  // namespace drmsim::scenarios
