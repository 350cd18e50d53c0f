// Credits in use when a scheduler goes are a leak, unless one of its own jobs may still have them.
#include "scenarios/checkers/credit_checker.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/checkers/made_up_log.h"

namespace drmsim::scenarios {

TEST_CASE("example: credits are a leak only when all jobs of that scheduler have been freed") {
  tests::CheckedLog<CreditChecker> log;
  log.push("done").run("done").done("done").finished("done");
  // Of another scheduler: it has none of the credits of gfx.
  const sim::JobTag other{log.world.intern("other")};
  const sim::NameId sdma = log.world.intern("sdma");
  log.world.log().emit(sim::EventKind::push, other, log.world.intern("e"), sdma, 1, 0, 0);

  log.fini(0).fini(2);
  CHECK(log.hazard().empty());  // `done` is not freed
  log.freed("done").fini(2);
  CHECK(log.hazard() == "scheduler gfx goes with 2 credits in use, and all of its jobs are freed");
  CHECK(log.world.hazards().all().front().kind == sim::HazardKind::credit_leak);
}

}  // namespace drmsim::scenarios
