// One machine as each of the releases, and as one that somebody has mended.
#include "sched/model/release.h"

#include <catch2/catch.hpp>

#include "sched/model/run_queue_policy.h"
#include "tests/sched/model/support/one_gpu.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: a mended release is another value, and does what the release does not") {
  const auto timed_out_ns = [](const Release& release) {
    OneGpu one({.credit_limit = 2, .timeout_ns = 10 * kMs, .release = release});
    sim::TimeNs at_ns = 0;
    one.gpu.driver.on_timeout = [&](Job&) {
      at_ns = one.rig.world.now();
      return SchedStat::enodev;
    };
    one.submit_at(0, {{.name = "hangs", .hang_attempts = 1}});
    one.submit_at(6 * kMs, {{.name = "next"}});  // restarts the timeout of the first: A7
    one.rig.run();
    return at_ns;
  };
  for (const std::string_view name : Release::names()) {
    const Release release(*Release::find(name));
    const Release mended = release.without(Defect::a7_submission_restarts_timeout);
    CHECK(release.has(Defect::a7_submission_restarts_timeout));  // all releases have it
    CHECK(timed_out_ns(release) == 16 * kMs);
    CHECK(timed_out_ns(mended) == 10 * kMs);
    CHECK(timed_out_ns(mended.with(Defect::a7_submission_restarts_timeout)) == 16 * kMs);
    const bool has_fair = Policies().find("fair", release.id) != nullptr;
    CHECK(has_fair == (release.id != ReleaseId::linux_6_12));
  }
}

}  // namespace
}  // namespace drmsim::drm::test
