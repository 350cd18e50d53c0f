#include "scenarios/explore/bug_check.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>

#include "scenarios/explore/schedule_run.h"
#include "scenarios/format/scenario_reader.h"
#include "sim/strategies/replay.h"

namespace drmsim::scenarios {
namespace {

bool is_the_bug(const BugSpec& bug, const HazardReport& found) {
  return std::any_of(bug.hazards.begin(), bug.hazards.end(),
                     [&](const ExpectedHazard& hazard) { return hazard.kind == found.kind; });
}

bool is_kernel(const std::string& scheduler) {
  return scheduler.rfind("kernel", 0) == 0;
}

bool is_present(const BugSpec& bug, const std::string& scheduler) {
  return std::any_of(bug.present.begin(), bug.present.end(),
                     [&](const NameRef& name) { return name.name == scheduler; });
}

bool has_switches(const ScenarioSpec& spec) {
  return !spec.semantics.on.empty() || !spec.semantics.off.empty();
}

// The first failure that shows the bug; other hazards may come before it in the same schedule.
std::optional<Failure> find(const ScenarioSpec& spec, const BugCheckOptions& options,
                            std::uint64_t seed) {
  ExploreOptions search;
  search.search = options.search;
  search.search.seed = seed;
  search.machine = options.machine;
  search.jobs = options.jobs;
  search.keep_going = true;
  std::optional<Failure> found;
  search.progress = [&](const Exploration& explored, double) {
    for (const Failure& failure : explored.failures) {
      if (!found.has_value() && is_the_bug(spec.bug, failure.hazard)) found = failure;
    }
    return !found.has_value();
  };
  explore(spec, search);
  return found;
}

// Its signature, or nothing.
std::string find_in_plain_run(const ScenarioSpec& spec, const BugCheckOptions& options) {
  sim::Replay nothing({});
  const ScheduleResult result = run_schedule(spec, nothing, spec.seed, options.machine);
  for (std::size_t i = 0; i < result.report.hazards.size(); ++i) {
    if (is_the_bug(spec.bug, result.report.hazards[i])) return result.signatures[i];
  }
  return {};
}

void search(const ScenarioSpec& spec, const BugCheckOptions& options, BugResult& result) {
  for (unsigned i = 0; i < options.seeds; ++i) {
    const std::optional<Failure> found = find(spec, options, options.search.seed + i);
    if (!found.has_value()) {
      ++result.missed;
      continue;
    }
    if (result.signature.empty()) result.signature = found->signature;
    result.schedules.push_back(found->schedule);
  }
  std::sort(result.schedules.begin(), result.schedules.end());
}

// The code of a kernel has other bugs, too, which exploration may find in the same file: where the
// plain run tells the story, that is what counts.
void look(const ScenarioSpec& spec, const BugCheckOptions& options, BugResult& result) {
  result.signature = find_in_plain_run(spec, options);
  if (result.signature.empty()) {
    result.missed = 1;
  } else {
    result.schedules = {1};
  }
}

}  // namespace

ScenarioSpec repaired(const ScenarioSpec& spec) {
  if (!spec.bug.twin.empty()) {
    return load_scenario(std::filesystem::path(spec.file).parent_path() / spec.bug.twin);
  }
  ScenarioSpec without = spec;
  without.semantics.on.clear();
  return without;
}

bool must_be_found(const ScenarioSpec& spec, const std::string& chosen) {
  const std::string scheduler = scheduler_of_run(spec, chosen);
  return !is_kernel(scheduler) || is_present(spec.bug, scheduler);
}

bool concerns(const ScenarioSpec& spec, const std::string& scheduler) {
  return is_kernel(scheduler) ? !spec.bug.present.empty() : spec.scheduler.name.empty();
}

BugResult check_bug(const ScenarioSpec& spec, const BugCheckOptions& options) {
  BugResult result;
  result.id = spec.bug.id;
  result.file = spec.file;
  const std::string scheduler = scheduler_of_run(spec, options.machine.scheduler);
  result.must_be_found = must_be_found(spec, options.machine.scheduler);
  if (is_kernel(scheduler) && !spec.bug.explore) {
    look(spec, options, result);
  } else {
    search(spec, options, result);
  }
  const ScenarioSpec without = repaired(spec);
  result.repair_tried = !is_kernel(scheduler) || (!spec.bug.twin.empty() && !has_switches(without));
  if (!result.repair_tried) return result;
  ExploreOptions clean;
  clean.search = options.search;
  clean.machine = options.machine;
  clean.jobs = options.jobs;
  const Exploration explored = explore(without, clean);
  result.repaired_schedules = explored.schedules;
  result.repaired_failures = explored.failures;
  return result;
}

}  // namespace drmsim::scenarios
