// A whole machine for one test: a World, its log, schedulers with fake hardware, entities, jobs.
//
//   Rig rig;
//   Gpu& gfx = rig.add_gpu("gfx");
//   Entity& a = rig.add_entity("a", {&gfx});
//   rig.at(1'000, [&] { rig.submit(a, {.name = "j0"}); });
//   rig.run();
//   rig.tear_down();  // entities, then schedulers; reports leaks
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sched/model/releases.h"
#include "sched/model/sched_fence.h"
#include "sched/model/scheduler.h"
#include "sim/world.h"
#include "tests/sched/api/support/event_recorder.h"
#include "tests/sched/model/support/fake_driver.h"

namespace drmsim::drm::test {

struct GpuOptions {
  std::uint32_t credit_limit = 4;
  unsigned hang_limit = 0;
  sim::TimeNs timeout_ns = sim::kForever;
  unsigned num_rqs = kPriorityCount;
  std::string policy = "fifo";
  DriverOptions driver{};
  sim::Workqueue* submit_wq = nullptr;
  sim::Workqueue* timeout_wq = nullptr;
  int* score = nullptr;
  Release release{};
};

struct Gpu {
  Gpu(sim::World& world, std::string_view name, const DriverOptions& options)
      : driver(world, name, options) {}
  FakeDriver driver;
  ReleaseId release = ReleaseId::linux_6_12;
  std::unique_ptr<Scheduler> scheduler;
};

class Rig {
 public:
  explicit Rig(const sim::WorldOptions& options = {});
  ~Rig();

  Gpu& add_gpu(std::string_view name, const GpuOptions& options = {});
  Entity& add_entity(std::string_view name, const std::vector<Gpu*>& gpus,
                     Priority priority = Priority::normal);

  // drm_sched_job_init() alone; and the whole of it: init, dependencies, arm, push. Job names are
  // unique.
  FakeJob& init_job(Entity& entity, const JobSpec& spec);
  FakeJob& submit(Entity& entity, const JobSpec& spec,
                  const std::vector<Fence*>& dependencies = {});

  // Runs the function in a task that starts at that time; tasks of one time in the order of the
  // calls.
  void at(sim::TimeNs time_ns, std::function<void()> function, std::string_view task = "client");
  void run() { world.run(); }
  void run_until(sim::TimeNs time_ns) { world.run_until(time_ns); }
  // Destroys the entities, then the schedulers, in a task; then reports what leaked.
  void tear_down();

  // The hazards so far, by name; the message and the life of the first of that kind, as one text.
  Lines hazards();
  std::string hazard_text(sim::HazardKind kind);

  sim::World world;
  EventRecorder log;
  sim::Workqueue system_wq;
  Policies policies;
  Process process{.id = 1};
  std::deque<Gpu> gpus;
  std::deque<std::unique_ptr<Entity>> entities;
};

}  // namespace drmsim::drm::test
