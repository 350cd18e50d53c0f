// Who tells a user of success has it from the hardware: in a plain run a job that soft recovery has
// killed has none; in an exploration the driver may have meant the job before it, and is not
// blamed.
#include "scenarios/checkers/outcome_checker.h"

#include <catch2/catch.hpp>

#include "sim/strategies/random_walk.h"
#include "tests/scenarios/checkers/made_up_log.h"

namespace drmsim::scenarios {
namespace {

void kill_and_end_well(tests::MadeUpLog& log) {
  log.push("shader").run("shader", 1, "hang").scheduled("shader").killed("shader");
  log.finished("shader", 0);
}

}  // namespace

TEST_CASE("example: success of a killed job is a lie in a plain run, and may be none elsewhere") {
  SECTION("plain") {
    tests::CheckedLog<OutcomeChecker> log;
    kill_and_end_well(log);
    CHECK(log.hazard() ==
          "job shader is finished without an error, and the hardware never completed it");
  }
  SECTION("explored") {
    sim::RandomWalk strategy;
    sim::WorldOptions options;
    options.strategy = &strategy;
    tests::CheckedLog<OutcomeChecker> log(options);
    kill_and_end_well(log);
    CHECK(log.hazard().empty());
  }
}

TEST_CASE("example: of a job without a fence its driver knows the end") {
  tests::CheckedLog<OutcomeChecker> log;
  log.push("nop").none("nop").scheduled("nop").finished("nop").freed("nop");
  CHECK(log.hazard().empty());
}

}  // namespace drmsim::scenarios
