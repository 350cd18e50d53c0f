// What a stall says of the fences that are waited for: where their jobs are.
#include <algorithm>
#include <filesystem>

#include <catch2/catch.hpp>

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
  return read_input_file(std::filesystem::path(DRMSIM_SOURCE_DIR) / "scenarios/files" / name);
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

TEST_CASE("wait graph of jobs: a queue that waits for another driver's fence says for whose") {
  const ScenarioSpec spec = parse_scenario(file_text("recovery/foreign_fence.toml"), "t.toml");
  const RunReport report = run_scenario(spec, {});
  const auto stall =
      std::find_if(report.hazards.begin(), report.hazards.end(),
                   [](const auto& hazard) { return hazard.kind == sim::HazardKind::stall; });
  REQUIRE(stall != report.hazards.end());
  CHECK(
      stall->message.starts_with("job scan_out waits for the fence of draw: job draw is on "
                                 "hardware ring discrete and has not ended; and teardown "));
  REQUIRE(stall->waits.size() == 2);
  CHECK(stall->waits[0].who == "teardown");
  CHECK(stall->waits[1].who == "job scan_out");
  CHECK(stall->waits[1].waits_for == "fence of draw");
  CHECK(stall->waits[1].waker == "ring discrete");
}

TEST_CASE("wait graph of jobs: who waits for a job in a queue is told what keeps the queue") {
  const auto waits = waits_of(R"(name = "chain"
until = "1s"
ring = [{ name = "a" }, { name = "b" }]
entity = [{ name = "ea", rings = "a" }, { name = "eb", rings = "b" }]
job = [{ name = "draw", entity = "ea", duration = "1ms", fault = { hang_attempts = "forever" } },
       { name = "show", entity = "eb", duration = "1ms", after = ["draw"] }]
client = [{ name = "next", entity = "eb", start = "1ms", duration = "1ms" }])");
  REQUIRE(waits.size() == 2);
  CHECK(waits[0].who == "client:next");
  CHECK(waits[0].why ==
        "job next.0 is in the queue of entity eb behind show; job show waits for the fence of "
        "draw; job draw is on hardware ring a and has not ended");
}

TEST_CASE("wait graph of jobs: a job whose queue has no place says which queue has it") {
  ScenarioSpec spec = parse_scenario(file_text("recovery/firmware_hung_until_exit.toml"), "t.toml");
  spec.actions.clear();  // the owner of ccs stays
  const RunReport report = run_scenario(spec, {});
  REQUIRE(report.unfinished.size() == 2);
  CHECK(report.unfinished[1].job == "innocent");
  CHECK(report.unfinished[1].story.back() ==
        "queue ccs2 waits for the place on the hardware that queue ccs holds");
  CHECK(report.timeouts == 0);  // its timeout of 5 s is suspended meanwhile
  // The owners' end, when the machine is taken down, has both cancelled and freed.
  REQUIRE(report.hazards.size() == 2);
  CHECK(report.hazards[0].kind == sim::HazardKind::fence_never_signalled);
  CHECK(report.hazards[1].kind == sim::HazardKind::fence_never_signalled);
}

TEST_CASE("wait graph of jobs: who waits for such a job is told of the place") {
  const std::string text = file_text("recovery/firmware_hung_until_exit.toml");
  const std::string viewer = R"(
[[client]]
name     = "viewer"
rings    = ["ccs2"]
start    = "61s"
duration = "1ms"
cycles   = 1
)";
  CHECK(waits_of(text + viewer).empty());  // the owner's end gives it back
  const auto waits = waits_of(text.substr(0, text.find("[[action]]")) + viewer);
  REQUIRE(!waits.empty());
  CHECK(waits[0].who == "client:viewer");
  CHECK(waits[0].why ==
        "job viewer.0 is in queue ccs2, which waits for the place on the hardware "
        "that queue ccs holds");
}

TEST_CASE("wait graph of jobs: who waits for a job to be submitted says for which") {
  const std::string text = file_text("locking/submitter_and_handler_deadlock.toml") + R"(
[[entity]]
name  = "other"
rings = ["gfx"]

[[job]]
name     = "third"
entity   = "other"
at       = "30us"
duration = "10us"
after    = ["second"])";
  const auto waits = waits_of(text);
  const auto other = std::find_if(waits.begin(), waits.end(),
                                  [](const auto& line) { return line.who == "client:other"; });
  REQUIRE(other != waits.end());
  CHECK(other->waits_for == "wait queue submission of job second");
}

TEST_CASE("wait graph of jobs: a job that a reset dropped is not said to be in the ring") {
  sim::World world;
  JobLives lives(world.log());
  lives.follow_log();
  const JobReadiness dependencies(world.log());
  const JobWitness witness(world.names(), lives, dependencies);
  const sim::JobTag job{world.intern("j")};
  const sim::NameId gfx = world.intern("gfx");
  world.log().emit(sim::EventKind::push, job, world.intern("e"), gfx, 1, 0, 0);
  world.log().emit(sim::EventKind::run_job, job, gfx, 1u, 1);
  CHECK(witness.source(job.name).why ==
        "job j was given to hardware ring gfx, which has not begun it");
  world.log().emit(sim::EventKind::hw_reset, gfx, 1);
  CHECK(witness.source(job.name).why ==
        "job j was given to hardware ring gfx, which was reset since");
  world.log().emit(sim::EventKind::run_job, job, gfx, 2u, 1);
  CHECK(witness.source(job.name).waker == "ring gfx");
}

TEST_CASE("wait graph of jobs: where the job is, step by step") {
  sim::World world;
  JobLives lives(world.log());
  lives.follow_log();
  const JobReadiness dependencies(world.log());
  const JobWitness witness(world.names(), lives, dependencies);
  const sim::JobTag job{world.intern("j")};
  const sim::NameId gfx = world.intern("gfx");
  CHECK(witness.source(job.name).why.empty());
  world.log().emit(sim::EventKind::push, job, world.intern("e"), gfx, 1, 0, 0);
  CHECK(witness.source(job.name).waker == "run:gfx");
  CHECK(witness.source(job.name).why ==
        "job j is in the queue of entity e, run_job was not called");
  world.log().emit(sim::EventKind::run_job, job, gfx, 1u, 1);
  CHECK(witness.source(job.name).waker == "ring gfx");
  world.log().emit(sim::EventKind::hw_start, job, gfx, static_cast<const char*>(nullptr));
  CHECK(witness.source(job.name).waker == "ring gfx");
  CHECK(witness.source(job.name).why == "job j is on hardware ring gfx and has not ended");
  world.log().emit(sim::EventKind::hw_done, job, gfx);
  CHECK(witness.source(job.name).waker == "irq:gfx");
}

}  // namespace drmsim::scenarios
