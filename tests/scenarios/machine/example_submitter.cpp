// A file that two processes have open: submissions give a reference of the finished fence, whoever
// has ended submits nothing, and the last end is the end of the entity.
#include "scenarios/machine/submitter.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/support/machine_program.h"

namespace drmsim::scenarios {

TEST_CASE("example: a submission names its fence before it is pushed, and until its file is gone") {
  const RunReport report = tests::run_program(tests::kGfxAndApp, [](Machine& machine) {
    machine.world().spawn_task("client:app", [&machine] {
      drm::Api& api = machine.api();
      Submitter& app = machine.submitter("app");
      const auto request = [&machine](const char* name) {
        return JobRequest{.tag = {machine.world().intern(name)}, .duration_ns = 2'000};
      };
      drm::Fence* named = nullptr;
      drm::Fence* first = app.submit(request("first"), {}, [&](drm::Fence& finished) {
        named = api.dma_fence_get(&finished);  // armed: others may depend on it from here on
      });
      CHECK(named == first);
      // The reference in `after` is consumed.
      drm::Fence* second = app.submit(request("second"), {named});
      CHECK_FALSE(api.test_signaled(*first));
      api.dma_fence_wait_timeout(*second);
      CHECK(machine.world().now() == 4'000);
      api.dma_fence_put(first);
      api.dma_fence_put(second);
    });
  });
  CHECK(report.hazards.empty());
  CHECK(report.jobs == 2);
}

TEST_CASE("example: the last process that has the file open takes the entity with it") {
  const RunReport report = tests::run_program(tests::kGfxAndApp, [](Machine& machine) {
    Submitter& app = machine.submitter("app");
    const Submitter::User child = app.add_user(99);
    machine.world().spawn_task("client:app", [&machine, &app, child] {
      const JobRequest request{.tag = {machine.world().intern("job")}, .duration_ns = 1'000};
      app.end_process(Submitter::End::exited, 0);
      CHECK(std::string(app.refusal()) == "process_ended");
      CHECK(app.submit(request, {}) == nullptr);
      CHECK(app.refusal(child) == nullptr);  // the file is open still
      machine.api().dma_fence_put(app.submit(request, {}, nullptr, child));
      int asked = 0;
      const auto count = [&asked](drm::Entity&, const drm::Process& process) {
        asked += process.id == 99 ? 1 : 0;
      };
      CHECK(app.ioctl(child, count));
      app.end_process(Submitter::End::exited, 1'000'000, child);  // waits for its queue to empty
      CHECK_FALSE(app.ioctl(child, count));
      CHECK(asked == 1);
    });
  });
  CHECK(report.hazards.empty());
  CHECK(report.jobs == 1);
}

}  // namespace drmsim::scenarios
