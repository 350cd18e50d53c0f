// drm::Api: jobs in a driver's memory, entities, schedulers, and the choice of an
// implementation.
#include <catch2/catch.hpp>

#include <stdexcept>

#include "sched/api/errno_codes.h"
#include "sched/model/model_api.h"
#include "tests/sched/api/support/api_bench.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("drm::Api: a job goes through the driver's callbacks and is freed by the driver") {
  ApiBench bench;
  drm::Api& api = *bench.api;
  bench.in_task([&] {
    bench.to_prepare = &bench.fence().memory.fence();
    drm::Fence& gate = *api.dma_fence_get(bench.to_prepare);
    drm::Fence* finished = bench.submit("j0");
    bench.world.cpu().sleep_for(1);
    CHECK(bench.calls == Lines{"prepare_job j0"});
    api.dma_fence_signal(gate);
    api.dma_fence_put(&gate);
    bench.world.cpu().sleep_for(1);
    CHECK(bench.calls == Lines{"prepare_job j0", "run_job j0"});
    CHECK(api.credit_count(*bench.scheduler) == 1);
    CHECK_FALSE(api.test_signaled(*finished));
    drm::Fence* scheduled = api.to_scheduled(*finished);
    REQUIRE(scheduled != nullptr);
    CHECK(api.test_signaled(*scheduled));
    CHECK(api.score(*bench.scheduler) == 2);  // the entity and the job
    bench.complete(-kEio);
    CHECK(api.error(*finished) == -kEio);
    bench.world.cpu().sleep_for(1);
    CHECK(bench.calls.back() == "free_job j0");
    CHECK(api.drm_sched_entity_error(*bench.entity) == -kEio);
    api.dma_fence_put(finished);
  });
  bench.tear_down();
}

TEST_CASE("drm::Api: a job that is not armed is cleaned up by its driver") {
  ApiBench bench;
  drm::Api& api = *bench.api;
  bench.in_task([&] {
    ApiJob& job = bench.init_job("j0", 3);
    CHECK(&drm::JobMemory::of(job.memory.job()).storage() == &job);
    CHECK(job.memory.tag() == sim::JobTag{bench.world.intern("j0")});
    CHECK(api.credits(job.memory.job()) == 3);
    CHECK(api.karma(job.memory.job()) == 0);
    CHECK(api.parent(job.memory.job()) == nullptr);
    api.drm_sched_job_add_dependency(job.memory.job(), &bench.fence().memory.fence());
    api.drm_sched_job_cleanup(job.memory.job());
    bench.world.memory().free(job);
  });
  bench.tear_down();
}

TEST_CASE("drm::Api: job_init says why not") {
  ApiBench bench;
  bench.in_task([&] {
    auto& job = *new ApiJob(bench.world);
    CHECK(bench.api->drm_sched_job_init(job.memory, *bench.entity, 0, {}) == -kEinval);
    bench.world.memory().free(job);
  });
  bench.world.stop();  // what is reported of that is the implementation's
}

TEST_CASE("drm::Api: the driver changes a job's credits") {
  ApiBench bench({.name = "gfx", .credit_limit = 4});
  bench.on_credits = [](std::uint32_t credits) { return credits + 2; };
  bench.in_task([&] {
    bench.api->dma_fence_put(bench.submit("j0"));
    bench.world.cpu().sleep_for(1);
    CHECK(bench.api->credit_count(*bench.scheduler) >= 3);
    bench.complete();
  });
  bench.tear_down();
}

TEST_CASE("drm::Api: run_job's error, and its nothing, end a job") {
  ApiBench bench;
  bench.is_scripted = true;
  bench.in_task([&] {
    bench.scripted = drm::RunJobResult::failed(-kEnodev);
    drm::Fence* failed = bench.submit("j0");
    bench.world.cpu().sleep_for(1);
    CHECK(bench.api->error(*failed) == -kEnodev);
    bench.scripted = drm::RunJobResult::nothing();
    drm::Fence* nothing = bench.submit("j1");
    bench.world.cpu().sleep_for(1);
    CHECK(bench.api->dma_fence_get_status(*nothing) == 1);
    bench.api->dma_fence_put(failed);
    bench.api->dma_fence_put(nothing);
  });
  bench.tear_down();
}

TEST_CASE("drm::Api: a job that is pushed after it has run is a hazard") {
  ApiBench bench;
  bench.in_task([&] {
    drm::Job& job = bench.init_job("j0").memory.job();
    bench.api->drm_sched_job_arm(job);
    bench.api->drm_sched_entity_push_job(job, bench.process);
    bench.world.cpu().sleep_for(1);
    bench.api->drm_sched_entity_push_job(job, bench.process);
  });
  CHECK(bench.hazards() == "contract");
}

TEST_CASE("drm::Api: a driver recovers from a timeout") {
  ApiBench bench({.name = "gfx", .credit_limit = 2, .timeout_ns = 1'000});
  drm::Api& api = *bench.api;
  bench.on_timeout = [&](drm::Job& job) {
    CHECK(api.parent(job) != nullptr);
    api.drm_sched_stop(*bench.scheduler, &job);
    CHECK(api.parent(job) == nullptr);
    api.drm_sched_increase_karma(job);
    CHECK(api.karma(job) == 1);
    api.drm_sched_resubmit_jobs(*bench.scheduler);
    api.drm_sched_start(*bench.scheduler);
    bench.on_timeout = nullptr;
    return drm::SchedStat::nominal;
  };
  bench.in_task([&] {
    drm::Fence* finished = bench.submit("j0");
    bench.world.cpu().sleep_for(1'500);
    bench.complete();
    api.dma_fence_wait_timeout(*finished);
    CHECK(api.error(*finished) == -kEcanceled);  // its entity was found guilty
    api.dma_fence_put(finished);
    bench.world.cpu().sleep_for(1);
  });
  CHECK(bench.calls == Lines{"run_job j0", "timedout_job j0", "run_job j0", "free_job j0"});
  CHECK(bench.log.lines({"stopped", "karma", "guilty", "resubmit", "restart"}).size() == 5);
  bench.tear_down();
}

TEST_CASE("drm::Api: a false timeout puts the job back, and fault and tdr_queue_imm bring one") {
  ApiBench bench({.name = "gfx", .timeout_ns = 1'000'000});
  drm::Api& api = *bench.api;
  int timeouts = 0;
  bench.on_timeout = [&](drm::Job& job) {
    ++timeouts;
    if (timeouts == 2) bench.complete();
    api.drm_sched_job_reinsert_on_false_timeout(*bench.scheduler, job);
    return timeouts == 2 ? drm::SchedStat::enodev : drm::SchedStat::nominal;
  };
  bench.in_task([&] {
    api.dma_fence_put(bench.submit("j0"));
    bench.world.cpu().sleep_for(1);
    api.drm_sched_fault(*bench.scheduler);
    bench.world.cpu().sleep_for(1);
    CHECK(timeouts == 1);
    api.drm_sched_tdr_queue_imm(*bench.scheduler);
    bench.world.cpu().sleep_for(1);
    CHECK(timeouts == 2);
  });
  CHECK(bench.calls.back() == "free_job j0");
  bench.tear_down();
}

TEST_CASE("drm::Api: the timeout is suspended and resumed, the workers are stopped and started") {
  ApiBench bench({.name = "gfx", .timeout_ns = 1'000});
  drm::Api& api = *bench.api;
  bench.in_task([&] {
    api.drm_sched_wqueue_stop(*bench.scheduler);
    api.dma_fence_put(bench.submit("j0"));
    bench.world.cpu().sleep_for(10);
    CHECK(bench.calls.empty());
    api.drm_sched_wqueue_start(*bench.scheduler);
    bench.world.cpu().sleep_for(100);
    CHECK(bench.calls == Lines{"run_job j0"});
    const sim::TimeNs remaining_ns = api.drm_sched_suspend_timeout(*bench.scheduler);
    CHECK(remaining_ns == 900);
    bench.world.cpu().sleep_for(5'000);
    CHECK(bench.calls.size() == 1);
    api.drm_sched_resume_timeout(*bench.scheduler, remaining_ns);
    bench.world.cpu().sleep_for(899);
    CHECK(bench.calls.size() == 1);
    bench.world.cpu().sleep_for(2);
    CHECK(bench.calls.back() == "timedout_job j0");
    api.drm_sched_job_reinsert_on_false_timeout(*bench.scheduler, *bench.timed_out);
    bench.complete();
    bench.world.cpu().sleep_for(1);
  });
  bench.tear_down();
}

TEST_CASE("drm::Api: an entity changes its priority, its schedulers, and is killed") {
  ApiBench bench;
  drm::Api& api = *bench.api;
  drm::SchedulerArgs args;
  args.name = "other";
  args.ops = &bench;
  drm::SchedulerPtr other(api.drm_sched_init(args), {&api});
  bench.in_task([&] {
    api.drm_sched_entity_set_priority(*bench.entity, drm::Priority::high);
    CHECK(bench.log.lines({"entity_priority"}) == Lines{"0 entity_priority entity=a prio=high"});
    api.drm_sched_entity_modify_sched(*bench.entity, {other.get()});
    drm::Fence* first = bench.submit("j0");
    bench.world.cpu().sleep_for(1);
    CHECK(api.credit_count(*other) == 1);
    drm::Fence* second = bench.submit("j1");  // there is one credit
    bench.process.exiting = bench.process.sigkill = true;
    api.drm_sched_entity_flush(*bench.entity, bench.process, 100);
    CHECK(bench.world.now() == 101);
    bench.complete();
    bench.world.cpu().sleep_for(1);
    CHECK(api.error(*second) == -kEsrch);
    api.drm_sched_entity_fini(*bench.entity);
    bench.entity.reset();
    api.dma_fence_put(first);
    api.dma_fence_put(second);
    api.drm_sched_fini(*other);
  });
  other.reset();
  bench.tear_down();
}

TEST_CASE("drm::Api: schedulers that are not ready are not chosen") {
  ApiBench bench;
  drm::Api& api = *bench.api;
  CHECK(api.drm_sched_wqueue_ready(*bench.scheduler));
  api.set_ready(*bench.scheduler, false);
  CHECK_FALSE(api.drm_sched_wqueue_ready(*bench.scheduler));
  bench.tear_down();
}

TEST_CASE("drm::Api: what a released scheduler or entity leaves behind is nothing") {
  ApiBench bench;
  bench.api->free_entity(nullptr);
  bench.api->free_scheduler(nullptr);
  bench.tear_down();
  CHECK(bench.world.memory().alive() == 0);
}

TEST_CASE("implementations: each is added by name, the model as any other") {
  drm::Implementations implementations;
  CHECK(implementations.names().empty());
  drm::add_model(implementations);
  CHECK(implementations.names() == Lines{"model"});
  CHECK(implementations.find("kernel:mine") == nullptr);
  implementations.add("kernel:mine", [](const drm::ApiContext&) -> std::unique_ptr<drm::Api> {
    throw std::invalid_argument("it has no semantics");
  });
  CHECK(implementations.names() == Lines{"kernel:mine", "model"});
  CHECK(implementations.find("kernel:mine") != nullptr);
}

TEST_CASE("drm::Api: the model has the policies of its machine, and refuses nothing") {
  sim::World world;
  sim::Workqueue system_wq(world, "events", sim::WorkqueueKind::unordered);
  const drm::ModelApi api({world, system_wq});
  CHECK(api.policies() == Lines{"fifo", "rr"});
  Policies policies;
  policies.add("mine", *policies.find("fifo"));
  const ModelOptions options{ReleaseId::linux_7_2, &policies};
  const drm::ModelApi api_7_2({.world = world, .system_wq = system_wq, .model = &options});
  CHECK(api_7_2.policies() == Lines{"fair", "fifo", "mine", "rr"});
  CHECK(api.refusal({.name = "x", .policy = "rr"}).empty());
}

}  // namespace
}  // namespace drmsim::drm::test
