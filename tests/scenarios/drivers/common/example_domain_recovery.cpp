// The order of a recovery: each member is near its end, stopped, told; then the hardware; then all
// of them go on, and each is told again.
#include "scenarios/drivers/common/domain_recovery.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/drivers/common/scheduler_bench.h"

namespace drmsim::scenarios {
namespace {

struct NotedMember final : DomainMember {
  NotedMember(drm::Scheduler& of, std::string& diary_of_test) : sched(of), diary(diary_of_test) {}
  drm::Scheduler& scheduler() override { return sched; }
  void quiesce() override { diary += "quiesce "; }
  void scheduler_was_stopped() override { diary += "stopped "; }
  void hardware_was_reset(bool works) override { diary += works ? "reset " : "dead "; }
  bool resubmits() const override { return false; }
  void schedulers_were_started() override { diary += "started "; }
  void suspend() override {}
  void resume() override {}
  drm::Scheduler& sched;
  std::string& diary;
};

struct RecoveryEvents final : sim::EventObserver {
  explicit RecoveryEvents(std::string& diary_of_test) : diary(diary_of_test) {}
  void on_event(const sim::Event& event) override {
    if (event.kind == sim::EventKind::stopped) diary += "drm_sched_stop ";
    if (event.kind == sim::EventKind::restart) diary += "drm_sched_start ";
  }
  std::string& diary;
};

std::string recovery_of_a_hang(bool works) {
  std::string diary;
  tests::SchedulerBench bench(1'000'000);
  RecoveryEvents events(diary);
  bench.world.log().attach(events);
  RecoveryDomain domain(bench.world);
  NotedMember member(*bench.scheduler, diary);
  domain.members.push_back(&member);
  drm::Fence* hardware = nullptr;
  bench.on_run = [&](drm::Job&) {
    hardware = &bench.fence();
    return drm::RunJobResult::hardware_fence(hardware);
  };
  bench.on_timeout = [&](drm::Job& bad) {
    const RecoveryGuard guard(domain);
    DomainRecovery recovery(*bench.api, domain, &bad);
    recovery.stop(member);
    recovery.stop_all();  // it is stopped
    diary += "| ";
    recovery.tell_members(works);
    recovery.restart(works);
    return works ? drm::SchedStat::nominal : drm::SchedStat::enodev;
  };
  bench.in_task([&] {
    drm::Fence* finished = bench.submit("hung");
    CHECK(bench.api->dma_fence_wait_timeout(*finished, 10'000'000));
    CHECK(bench.api->error(*finished) == -drm::kEcanceled);  // it is not replayed
    bench.api->dma_fence_put(finished);
    CHECK(bench.api->drm_sched_wqueue_ready(*bench.scheduler) == works);
    bench.take_down();
  });
  CHECK(bench.world.hazards().empty());
  return diary;
}

}  // namespace

TEST_CASE("example: the order of stop, reset and start in a recovery") {
  CHECK(recovery_of_a_hang(true) ==
        "quiesce drm_sched_stop stopped | reset drm_sched_start started ");
}

TEST_CASE("example: after a reset that had no effect nothing new is accepted") {
  CHECK(recovery_of_a_hang(false) ==
        "quiesce drm_sched_stop stopped | dead drm_sched_start started ");
}

}  // namespace drmsim::scenarios
