#include "scenarios/explore/bug_check.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "scenarios/format/scenario_reader.h"

namespace drmsim::scenarios {
namespace {

bool is_the_bug(const BugSpec& bug, const Failure& failure) {
  return std::any_of(bug.hazards.begin(), bug.hazards.end(), [&](const ExpectedHazard& hazard) {
    return hazard.kind == failure.hazard.kind;
  });
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
      if (!found.has_value() && is_the_bug(spec.bug, failure)) found = failure;
    }
    return !found.has_value();
  };
  explore(spec, search);
  return found;
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

BugResult check_bug(const ScenarioSpec& spec, const BugCheckOptions& options) {
  BugResult result;
  result.id = spec.bug.id;
  result.file = spec.file;
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

  ExploreOptions clean;
  clean.search = options.search;
  clean.machine = options.machine;
  clean.jobs = options.jobs;
  const Exploration explored = explore(repaired(spec), clean);
  result.repaired_schedules = explored.schedules;
  result.repaired_failures = explored.failures;
  return result;
}

}  // namespace drmsim::scenarios
