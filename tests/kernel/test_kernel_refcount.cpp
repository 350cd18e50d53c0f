// Reference counts across run_job, on the kernel's code and on ours: each case says in its file
// what happens.
#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/machine/machine.h"
#include "tests/kernel/support/kernel_under_test.h"

namespace drmsim::tests {
namespace {

struct Outcome {
  std::vector<sim::Hazard> hazards;
  std::size_t unused_holds = 0;
};

Outcome outcome_of(const std::string& name, const std::string& kernel) {
  const scenarios::ScenarioSpec spec = scenarios::load_scenario(
      std::filesystem::path(DRMSIM_SOURCE_DIR) / "tests/kernel/refcount" / (name + ".toml"));
  scenarios::MachineOptions options;
  options.extensions = &with_kernels();
  options.scheduler = kernel;
  scenarios::Machine machine(spec, options);
  machine.run();
  return {machine.world().hazards().all(), machine.world().holds().unused().size()};
}

// The moments are those of 6.12: before it had work items there was another context to hold.
std::vector<std::string> ours_too() {
  return {"kernel:6.12", "model"};
}

bool mentions(const sim::Hazard& hazard, const std::string& text) {
  return hazard.message.find(text) != std::string::npos;
}

TEST_CASE(
    "kernel refcount: a put before add_callback is harmless while the parent holds a reference") {
  for (const std::string& scheduler : ours_too()) {
    for (const char* name :
         {"u1_put_window", "u2_put_window_unordered", "u2b_tdr_in_window", "u4b_irq_vs_free_rcu"}) {
      const Outcome outcome = outcome_of(name, scheduler);
      INFO(name << " on " << scheduler);
      CHECK(outcome.hazards.empty());
      CHECK(outcome.unused_holds == 0);
    }
  }
}

TEST_CASE("kernel refcount: a driver without a reference of its own signals freed memory") {
  for (const std::string& scheduler : ours_too()) {
    for (const char* name : {"u3_late_completion", "u4_irq_vs_free_now"}) {
      const Outcome outcome = outcome_of(name, scheduler);
      INFO(name << " on " << scheduler);
      REQUIRE(outcome.hazards.size() == 1);
      CHECK(outcome.hazards.front().kind == sim::HazardKind::use_after_free);
      CHECK(mentions(outcome.hazards.front(), " by irq:gfx"));
      CHECK(outcome.unused_holds == 0);
    }
  }
}

TEST_CASE("kernel refcount: a driver that puts what it handed over breaks dma_fence_add_callback") {
  for (const std::string& scheduler : ours_too()) {
    const Outcome outcome = outcome_of("u5_unbalanced_driver", scheduler);
    REQUIRE(outcome.hazards.size() == 1);
    CHECK(outcome.hazards.front().kind == sim::HazardKind::use_after_free);
    CHECK(mentions(outcome.hazards.front(), " by run:gfx"));
  }
}

TEST_CASE("kernel refcount: without a window the same driver breaks the last put") {
  for (const std::string& scheduler : ours_too()) {
    const Outcome outcome = outcome_of("u5b_unbalanced_nowindow", scheduler);
    REQUIRE(outcome.hazards.size() == 1);
    const sim::HazardKind kind = outcome.hazards.front().kind;
    INFO(sim::hazard_name(kind));  // the kernel's code does not count what it has freed
    CHECK((kind == sim::HazardKind::refcount_underflow || kind == sim::HazardKind::use_after_free));
  }
}

TEST_CASE(
    "kernel refcount: a job that completes in front of drm_sched_stop is freed by free_guilty") {
  for (const std::string& scheduler : ours_too()) {
    const Outcome outcome = outcome_of("u6_free_guilty", scheduler);
    CHECK(outcome.hazards.empty());
    CHECK(outcome.unused_holds == 0);
  }
}

TEST_CASE("kernel refcount: NOMINAL for a job that had finished leaks it") {
  for (const std::string& scheduler : ours_too()) {
    const Outcome outcome = outcome_of("u7_spurious_leak", scheduler);
    REQUIRE(outcome.hazards.size() == 3);
    for (const sim::Hazard& hazard : outcome.hazards) CHECK(hazard.kind == sim::HazardKind::leak);
    for (const sim::Hazard& hazard : outcome.hazards) CHECK(mentions(hazard, "is still alive"));
  }
}

}  // namespace
}  // namespace drmsim::tests
