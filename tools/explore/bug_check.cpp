#include "tools/explore/bug_check.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/format/seed.h"
#include "sim/strategies/replay.h"
#include "tools/explore/schedule_run.h"
#include "tools/explore/unit_result.h"
#include "tools/parallel/work_units.h"

namespace drmsim::scenarios {
namespace {

bool is_the_bug(const BugSpec& bug, const ScheduleFailure& found) {
  if (found.unmet.has_value()) return false;
  const auto is_here = [&](const NameRef& name) { return name.name == found.hazard.function; };
  if (!bug.where.empty() && std::none_of(bug.where.begin(), bug.where.end(), is_here)) return false;
  return std::any_of(bug.hazards.begin(), bug.hazards.end(), [&](const ExpectedHazard& hazard) {
    return hazard.kind == found.hazard.kind;
  });
}

bool is_kernel(const std::string& scheduler) {
  return scheduler.rfind("kernel", 0) == 0;
}

bool is_present(const BugSpec& bug, const std::string& scheduler) {
  return std::any_of(bug.present.begin(), bug.present.end(),
                     [&](const NameRef& name) { return name.name == scheduler; });
}

bool has_switches(const ScenarioSpec& spec) {
  return !spec.defects.empty() || !spec.without.empty();
}

ExploreOptions search_of(const BugCheckOptions& options) {
  ExploreOptions search;
  search.search = options.search;
  search.machine = options.machine;
  search.jobs = options.jobs;
  search.stop = options.stop;
  return search;
}

void note_end(const Exploration& explored, BugResult& result) {
  if (!explored.crashes.empty()) result.crash = explored.crashes.front().how;
  if (explored.stopped) result.stopped = true;
}

// The first failure that shows the bug; other hazards may come before it in the same schedule.
std::optional<Failure> find(const ScenarioSpec& spec, const BugCheckOptions& options,
                            std::uint64_t seed, BugResult& result) {
  ExploreOptions search = search_of(options);
  search.search.seed = seed;
  search.keep_going = true;
  std::optional<Failure> found;
  search.enough = [&](const Exploration& explored) {
    for (const Failure& failure : explored.failures) {
      if (!found.has_value() && is_the_bug(spec.bug, failure)) found = failure;
    }
    return found.has_value();
  };
  note_end(explore(spec, search), result);
  return found;
}

std::optional<Failure> find_in_plain_run(const ScenarioSpec& spec, const BugCheckOptions& options,
                                         BugResult& result) {
  const ApartResult apart = run_apart(options.jobs, options.stop, [&]() -> std::string {
    sim::Replay nothing({});
    const ScheduleResult plain = run_schedule(spec, nothing, spec.seed, options.machine);
    for (const HazardReport& hazard : plain.report.hazards) {
      const Failure failure{{hazard.identity, hazard, std::nullopt}, 0, 0, spec.seed, 0, {}};
      if (is_the_bug(spec.bug, failure)) return failure_text(failure);
    }
    return "";
  });
  result.crash = apart.died;
  result.stopped = apart.stopped;
  if (apart.text.empty()) return std::nullopt;
  return failure_from_text(apart.text);
}

void search(const ScenarioSpec& spec, const BugCheckOptions& options, BugResult& result) {
  for (unsigned i = 0; i < options.seeds && !result.stopped; ++i) {
    const std::optional<Failure> found =
        find(spec, options, seed_after(options.search.seed, i), result);
    if (!found.has_value()) {
      ++result.missed;
      continue;
    }
    if (result.schedules.empty()) result.found = *found;
    result.schedules.push_back(std::max<std::uint64_t>(found->schedule, 1));  // 0: the plain run
  }
  std::sort(result.schedules.begin(), result.schedules.end());
}

// The code of a kernel has other bugs, too, which exploration may find in the same file: where the
// plain run tells the story, that is what counts.
void look(const ScenarioSpec& spec, const BugCheckOptions& options, BugResult& result) {
  const std::optional<Failure> found = find_in_plain_run(spec, options, result);
  if (found.has_value()) {
    result.found = *found;
    result.schedules = {1};
  } else {
    result.missed = 1;
  }
}

// On a kernel's own code in the plain run, unless that does not show it.
void look_for(const ScenarioSpec& spec, const BugCheckOptions& options, BugResult& result) {
  if (is_kernel(scheduler_of_run(spec, options.machine.scheduler)) && !spec.bug.explore) {
    look(spec, options, result);
  } else {
    search(spec, options, result);
  }
}

}  // namespace

std::string twin_file(const ScenarioSpec& spec) {
  if (spec.bug.twin.empty()) return "";
  return (std::filesystem::path(spec.file).parent_path() / spec.bug.twin).string();
}

// What [expect] says is asked by `drmsim test`: with the defect it speaks of what that does, and of
// the twin it speaks on our own scheduler.
ScenarioSpec repaired(const ScenarioSpec& spec) {
  ScenarioSpec without = spec;
  if (spec.bug.twin.empty()) {
    without.defects.clear();
  } else {
    without = load_scenario(twin_file(spec));
  }
  without.expect = {};
  return without;
}

bool must_be_found(const ScenarioSpec& spec, const std::string& chosen) {
  const std::string scheduler = scheduler_of_run(spec, chosen);
  return !is_kernel(scheduler) || is_present(spec.bug, scheduler);
}

bool concerns(const ScenarioSpec& spec, const std::string& scheduler) {
  return is_kernel(scheduler) ? !spec.bug.present.empty() : spec.scheduler.name.empty();
}

std::optional<bool> shows_bug(const ScenarioSpec& spec, const BugCheckOptions& options) {
  BugResult result;
  look_for(spec, options, result);
  if (result.stopped) return std::nullopt;
  return result.found_at_all();
}

BugResult check_bug(const ScenarioSpec& spec, const BugCheckOptions& options) {
  BugResult result;
  result.id = spec.bug.id;
  result.file = spec.file;
  const std::string scheduler = scheduler_of_run(spec, options.machine.scheduler);
  result.must_be_found = must_be_found(spec, options.machine.scheduler);
  result.may_be_found = result.must_be_found || !options.release_is_known;
  look_for(spec, options, result);
  const ScenarioSpec without = repaired(spec);
  result.repair_tried = !is_kernel(scheduler) || (!spec.bug.twin.empty() && !has_switches(without));
  if (!result.repair_tried || result.stopped) return result;
  ExploreOptions clean = search_of(options);
  if (is_kernel(scheduler)) clean.known = options.known;
  const Exploration explored = explore(without, clean);
  note_end(explored, result);
  result.repaired_schedules = explored.schedules;
  for (const Failure& failure : explored.failures) {
    const bool is_known =
        clean.known != nullptr && clean.known->has(clean.machine.scheduler, failure.identity);
    if (!is_known) result.repaired_failures.push_back(failure);
  }
  return result;
}

}  // namespace drmsim::scenarios
