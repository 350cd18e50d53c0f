// What a hazard of the kernel's own code is told apart by.
#include <catch2/catch.hpp>

#include <filesystem>
#include <set>
#include <string>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/run_scenario.h"
#include "tests/kernel/support/kernel_under_test.h"

namespace drmsim::tests {
namespace {

std::set<std::string> identities(const std::string& file) {
  scenarios::MachineOptions options;
  options.extensions = &with_kernels();
  options.scheduler = "kernel:6.12";
  const scenarios::ScenarioSpec spec = scenarios::load_scenario(
      std::filesystem::path(DRMSIM_SOURCE_DIR) / "scenarios/files" / (file + ".toml"));
  std::set<std::string> found;
  for (const auto& hazard : scenarios::run_scenario(spec, options).hazards) {
    found.insert(hazard.identity);
    INFO(hazard.identity);
    CHECK_FALSE(hazard.function.empty());
    CHECK(hazard.release == (hazard.identity.rfind("6.12: ", 0) == 0 ? "6.12" : ""));
  }
  return found;
}

}  // namespace

TEST_CASE("kernel hazards: in the kernel's own code they carry the release and its function") {
  CHECK(identities("bugs/fence_outlives_scheduler") ==
        std::set<std::string>{
            "6.12: use_after_free of drm_gpu_scheduler in drm_sched_fence_get_timeline_name "
            "(sched_fence.c)"});
  CHECK(identities("drivers_kernel/lima_dump_of_hang") ==
        std::set<std::string>{
            "6.12: contract of NULL in lima_sched_build_error_task_list (lima_sched.c)",
            "6.12: warning in lima_sched_timedout_job (lima_sched.c)"});
}

TEST_CASE("kernel hazards: what has leaked is named with who allocated it, as on the model") {
  const auto leaks = identities("bugs/unload_leaks_jobs");
  CHECK(leaks.count("6.12: leak of drm_sched_fence in drm_sched_fence_alloc (sched_fence.c)") == 1);
  CHECK(leaks.count("leak of drm_sched_job in make_job (ring_driver.cpp)") == 1);  // of ours
}

}  // namespace drmsim::tests
