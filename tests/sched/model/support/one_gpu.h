// One scheduler with its fake hardware and one entity: what most tests need.
#pragma once

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {

inline constexpr sim::TimeNs kMs = 1'000'000;

// Jobs without peculiarities.
inline std::vector<JobSpec> named(const std::vector<std::string>& names) {
  std::vector<JobSpec> specs;
  for (const std::string& name : names) specs.push_back({.name = name});
  return specs;
}

struct OneGpu {
  explicit OneGpu(const GpuOptions& options = {}) : gpu(rig.add_gpu("gfx", options)) {}

  void submit_at(sim::TimeNs time_ns, const std::vector<JobSpec>& specs) {
    rig.at(time_ns, [this, specs] {
      for (const JobSpec& spec : specs) rig.submit(entity, spec);
    });
  }

  // Takes everything down: no hazard so far, and nothing leaked.
  void expect_clean() {
    rig.tear_down();
    CHECK(rig.hazards().empty());
    CHECK(rig.world.memory().alive() == 0);
  }

  Rig rig;
  Gpu& gpu;
  Scheduler& scheduler = *gpu.scheduler;
  Entity& entity = rig.add_entity("a", {&gpu});
};

}  // namespace drmsim::drm::test
