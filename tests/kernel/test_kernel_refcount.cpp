// Reference counts across run_job, on the kernel's code: each case says in its file what happens.
#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/machine/machine.h"
#include "scenarios/oracle/oracle_reader.h"
#include "tests/kernel/support/kernel_under_test.h"

namespace drmsim::tests {
namespace {

struct Outcome {
  std::vector<sim::Hazard> hazards;
  std::size_t unused_holds = 0;
};

Outcome outcome_of(const std::string& name, const std::string& kernel) {
  const scenarios::ScenarioSpec spec = scenarios::load_oracle_scenario(
      std::filesystem::path(DRMSIM_SOURCE_DIR) / "tests/kernel/refcount" / (name + ".txt"));
  scenarios::MachineOptions options;
  options.extensions = &with_kernels();
  options.scheduler = kernel;
  scenarios::Machine machine(spec, options);
  machine.run();
  return {machine.world().hazards().all(), machine.world().holds().unused().size()};
}

bool mentions(const sim::Hazard& hazard, const std::string& text) {
  return hazard.message.find(text) != std::string::npos;
}

TEST_CASE(
    "kernel refcount: a put before add_callback is harmless while the parent holds a reference") {
  for (const std::string& kernel : kernels_under_test()) {
    for (const char* name : {"u1_put_window", "u2b_tdr_in_window"}) {
      const Outcome outcome = outcome_of(name, kernel);
      INFO(name);
      CHECK(outcome.hazards.empty());
      CHECK(outcome.unused_holds == 0);
    }
  }
}

TEST_CASE("kernel refcount: a driver without a reference of its own signals freed memory") {
  for (const std::string& kernel : kernels_under_test()) {
    for (const char* name : {"u3_late_completion", "u4_irq_vs_free_now"}) {
      const Outcome outcome = outcome_of(name, kernel);
      INFO(name);
      REQUIRE(outcome.hazards.size() == 1);
      CHECK(outcome.hazards.front().kind == sim::HazardKind::use_after_free);
      CHECK(mentions(outcome.hazards.front(), "(dma_fence_signal) by irq:gfx"));
      CHECK(outcome.unused_holds == 0);
    }
  }
}

TEST_CASE("kernel refcount: a driver that puts what it handed over breaks dma_fence_add_callback") {
  for (const std::string& kernel : kernels_under_test()) {
    const Outcome outcome = outcome_of("u5_unbalanced_driver", kernel);
    REQUIRE(outcome.hazards.size() == 1);
    CHECK(outcome.hazards.front().kind == sim::HazardKind::use_after_free);
    CHECK(mentions(outcome.hazards.front(), "(dma_fence_add_callback) by run:gfx"));
  }
}

TEST_CASE(
    "kernel refcount: a job that completes in front of drm_sched_stop is freed by free_guilty") {
  for (const std::string& kernel : kernels_under_test()) {
    const Outcome outcome = outcome_of("u6_free_guilty", kernel);
    CHECK(outcome.hazards.empty());
    CHECK(outcome.unused_holds == 0);
  }
}

TEST_CASE("kernel refcount: NOMINAL for a job that had finished leaks it") {
  for (const std::string& kernel : kernels_under_test()) {
    const Outcome outcome = outcome_of("u7_spurious_leak", kernel);
    REQUIRE(outcome.hazards.size() == 3);
    for (const sim::Hazard& hazard : outcome.hazards) CHECK(hazard.kind == sim::HazardKind::leak);
    CHECK(mentions(outcome.hazards[0], "drm_sched_job s0 is still alive"));
    CHECK(mentions(outcome.hazards[1], "drm_sched_fence s0 is still alive"));
  }
}

}  // namespace
}  // namespace drmsim::tests
