#include "scenarios/checkers/job_dependencies.h"

namespace drmsim::scenarios {

std::map<std::uint64_t, std::vector<std::uint64_t>> job_dependencies(sim::World& world,
                                                                     const ScenarioSpec& spec) {
  std::map<std::uint64_t, std::vector<std::uint64_t>> dependencies;
  const auto tag = [&world](const std::string& job) {
    return sim::JobTag{world.intern(job)}.bits();
  };
  for (const JobSpec& job : spec.jobs) {
    for (const NameRef& before : job.after) dependencies[tag(job.name)].push_back(tag(before.name));
  }
  return dependencies;
}

}  // namespace drmsim::scenarios
