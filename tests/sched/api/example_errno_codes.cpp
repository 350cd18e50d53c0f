// The errors that a client sees, as the negative numbers that Linux returns.
#include "sched/api/errno_codes.h"

#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "tests/sched/api/support/api_bench.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: a client translates the status of its job") {
  const std::map<int, std::string> texts{{0, "still running"},
                                         {1, "done"},
                                         {-kEnodev, "the device is gone"},
                                         {-kEsrch, "its client was killed"},
                                         {-kEcanceled, "it was cancelled in a reset"}};
  ApiBench bench({.name = "gfx", .credit_limit = 1}, ReleaseId::linux_7_3);
  drm::Api& api = *bench.api;
  const auto text = [&](drm::Fence* fence) { return texts.at(api.dma_fence_get_status(*fence)); };
  bench.in_task([&] {
    drm::Fence* gone = bench.submit("gone");
    drm::Fence* killed = bench.submit("killed");
    bench.world.cpu().sleep_for(1);
    CHECK(text(gone) == "still running");
    drm::FenceCb too_late;
    api.drm_sched_entity_kill(*bench.entity);
    bench.complete(-kEnodev);
    bench.world.cpu().sleep_for(1);
    CHECK(text(gone) == "the device is gone");
    CHECK(text(killed) == "its client was killed");
    CHECK(api.dma_fence_add_callback(*gone, too_late, [](drm::Fence&, drm::FenceCb&) {}) ==
          -kEnoent);
    CHECK(api.dma_fence_signal(*gone) == -kEinval);  // it has been signalled
    api.dma_fence_put(gone);
    api.dma_fence_put(killed);
  });
  bench.tear_down();
}

}  // namespace
}  // namespace drmsim::drm::test
