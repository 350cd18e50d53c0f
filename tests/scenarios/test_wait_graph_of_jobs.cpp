// What a stall says of the fences that are waited for: where their jobs are.
#include <algorithm>
#include <filesystem>

#include <catch2/catch.hpp>

#include "scenarios/checkers/checkers.h"
#include "scenarios/format/input_file.h"
#include "scenarios/format/scenario_reader.h"
#include "scenarios/machine/job_witness.h"
#include "scenarios/report/run_scenario.h"

namespace drmsim::scenarios {
namespace {

// The graph of the first stall; empty: there was none.
std::vector<sim::WaitLine> waits_of(const std::string& text) {
  const ScenarioSpec spec = parse_scenario(text, "t.toml");
  for (const HazardReport& hazard : run_scenario(spec, {}).hazards) {
    if (hazard.kind == sim::HazardKind::stall) return hazard.waits;
  }
  return {};
}

std::string file_text(const std::string& name) {
  return read_input_file(std::filesystem::path(DRMSIM_SOURCE_DIR) / "scenarios" / name);
}

}  // namespace

TEST_CASE("wait graph of jobs: the submission and the timeout handler wait for each other") {
  const auto waits = waits_of(file_text("locking/submitter_and_handler_deadlock.toml"));
  REQUIRE(waits.size() == 2);
  CHECK(waits[0].who == "client:app");
  CHECK(waits[0].waits_for == "fence of hangs_once");
  CHECK(waits[0].waker == "tdr:gfx");
  CHECK(waits[0].in_cycle);
  CHECK(waits[1].who == "tdr:gfx");
  CHECK(waits[1].waits_for == "mutex reset_lock");
  CHECK(waits[1].waker == "client:app");
}

TEST_CASE("wait graph of jobs: where the job is, step by step") {
  sim::World world;
  Checkers checkers(world);
  checkers.attach();
  const JobWitness witness(world.names(), checkers.lives());
  const sim::JobTag job{world.intern("j")};
  const sim::NameId gfx = world.intern("gfx");
  CHECK(witness.source(job.name).why.empty());
  world.log().emit(sim::EventKind::push, job, world.intern("e"), gfx, 1, 0, 0);
  CHECK(witness.source(job.name).waker == "run:gfx");
  CHECK(witness.source(job.name).why ==
        "job j is in the queue of entity e, run_job was not called");
  world.log().emit(sim::EventKind::run_job, job, gfx, 1u, 1);
  CHECK(witness.source(job.name).waker == "tdr:gfx");
  world.log().emit(sim::EventKind::hw_start, job, gfx, static_cast<const char*>(nullptr));
  CHECK(witness.source(job.name).waker == "ring gfx");
  CHECK(witness.source(job.name).why == "job j is on hardware ring gfx and has not ended");
  world.log().emit(sim::EventKind::hw_done, job, gfx);
  CHECK(witness.source(job.name).waker == "irq:gfx");
}

}  // namespace drmsim::scenarios
