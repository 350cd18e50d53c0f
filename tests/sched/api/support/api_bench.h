// A World with an implementation of drm::Api on it, one ring whose jobs a test completes by hand,
// and the driver objects that embed fences and jobs.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sched/api/drm_api.h"
#include "sched/api/implementations.h"
#include "sched/model/model.h"
#include "sim/world.h"
#include "tests/sched/api/support/event_recorder.h"

namespace drmsim::drm::test {

class ApiFence final : public sim::Tracked, public drm::FenceOps {
 public:
  explicit ApiFence(sim::World& world, sim::Where where = sim::Where::here())
      : Tracked(world, "dma_fence", where), memory(*this) {}
  std::string label() const override { return "a fence"; }
  const char* role() const override { return "test fence"; }
  const char* driver_name() const override { return "test"; }
  std::string timeline_name() const override { return "line"; }
  bool use_64bit_seqno() const override { return wide_seqno; }
  bool enable_signaling() override {
    ++enabled;
    return on_enable ? on_enable() : true;
  }
  bool signaled() override { return hardware_is_done; }
  void set_deadline(sim::TimeNs ns) override { deadline_ns = ns; }
  void release() override {
    world().rcu().call([this] { world().memory().free(*this); });
  }

  drm::FenceMemory memory;
  int enabled = 0;
  std::function<bool()> on_enable;
  bool hardware_is_done = false;
  bool wide_seqno = false;
  sim::TimeNs deadline_ns = 0;
};

class ApiJob final : public sim::Tracked {
 public:
  explicit ApiJob(sim::World& world, sim::Where where = sim::Where::here())
      : Tracked(world, "drm_sched_job", where), memory(*this) {}
  std::string label() const override { return world().names().text(memory.tag()); }
  drm::JobMemory memory;
};

// What the tests of drm::Api run on; each test program says: the model, or a compiled kernel.
std::unique_ptr<drm::Api> api_under_test(const drm::ApiContext& context);

class ApiBench final : public drm::BackendOps {
 public:
  // release: of the model.
  explicit ApiBench(const drm::SchedulerArgs& args = {.name = "gfx"}, const Release& release = {});
  ~ApiBench() override { world.end(); }

  // One reference, in a context of its own unless told.
  ApiFence& fence(std::uint64_t context = 0, std::uint64_t seqno = 1, bool wide_seqno = false);
  // to: null: the bench's own.
  ApiJob& init_job(std::string_view name, std::uint32_t credits = 1, drm::Entity* to = nullptr);
  // Init, dependency, arm, push; the caller gets a reference of the finished fence.
  drm::Fence* submit(std::string_view name, drm::Fence* dependency = nullptr,
                     drm::Entity* to = nullptr);
  // Further entities: whoever adds one destroys it.
  drm::EntityPtr add_entity(std::string name, drm::Scheduler& on,
                            drm::Priority priority = drm::Priority::normal);
  void complete(int error = 0);  // the job that run_job() saw last
  void in_task(std::function<void()> function);
  void tear_down();       // everything given back, nothing leaked
  std::string hazards();  // names, in order

  drm::Fence* prepare_job(drm::Job& job, drm::Entity& entity) override;
  drm::RunJobResult run_job(drm::Job& job) override;
  drm::SchedStat timedout_job(drm::Job& job) override;
  void free_job(drm::Job& job) override;
  std::uint32_t update_job_credits(drm::Job& job, std::uint32_t credits) override;

  sim::World world;
  EventRecorder log{world};
  sim::Workqueue system_wq{world, "events", sim::WorkqueueKind::unordered};
  ModelOptions model;
  std::unique_ptr<drm::Api> api;
  sim::SpinLock lock{world, "test.lock"};
  drm::Process process{.id = 1};
  drm::SchedulerPtr scheduler;
  drm::EntityPtr entity;

  std::vector<std::string> calls;  // of the backend: "run_job j0"
  std::function<drm::SchedStat(drm::Job&)> on_timeout;
  std::function<std::uint32_t(std::uint32_t)> on_credits;
  drm::Fence* to_prepare = nullptr;  // handed out once
  drm::Job* timed_out = nullptr;     // the job that timedout_job() saw last
  drm::RunJobResult scripted{};
  bool is_scripted = false;

 private:
  void called(const char* what, drm::Job& job);
  std::vector<drm::Fence*> on_ring_;
};

}  // namespace drmsim::drm::test
