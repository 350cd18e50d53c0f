// An own implementation of the api that holds its drivers to the rule between arm and push.
#include "sched/api/submission_rules.h"

#include <catch2/catch.hpp>

#include "sched/model/model_api.h"
#include "tests/sched/api/support/api_bench.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: a rule is asked of in the calls that it is about, for each entity by itself") {
  ApiBench bench;
  SubmissionRules rules(bench.world);
  const drm::Entity* entity = bench.entity.get();
  const auto modify = [&] { rules.schedulers_modified(entity, sim::Where::in("context_ioctl")); };
  bench.in_task([&] {
    modify();
    rules.armed(entity);
    rules.armed(entity);  // two threads, two jobs
    rules.pushed(entity);
    CHECK(bench.hazards().empty());
    modify();  // one of the two has not been pushed
    CHECK(bench.hazards() == "contract");
    CHECK(bench.world.hazards().all().front().where.function() == std::string("context_ioctl"));
    rules.schedulers_modified(nullptr, sim::Where::here());  // of another entity
    rules.pushed(entity);
    modify();
    rules.armed(entity);
    rules.freed(entity);  // its address may be another's now
    modify();
    CHECK(bench.hazards() == "contract");
  });
  bench.world.stop();
}

}  // namespace
}  // namespace drmsim::drm::test
