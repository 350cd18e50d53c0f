// What `drmsim new driver NAME` writes; @NAME@ in them is the driver's.
#pragma once

#include <string_view>

namespace drmsim::tools {

// Behind the project's beginning, which is the same for all.
inline constexpr std::string_view kDriverTests =
    R"cmake(add_test(NAME "@NAME@: a job that hangs is replayed"
         COMMAND @NAME@ test ${CMAKE_CURRENT_SOURCE_DIR}/@NAME@.toml)
add_test(NAME "@NAME@: in every order of events that is tried"
         COMMAND @NAME@ explore ${CMAKE_CURRENT_SOURCE_DIR}/@NAME@.toml --schedules 2000)
)cmake";

inline constexpr std::string_view kDriverSource =
    R"source(// The driver `@NAME@`, and the drmsim command that knows it.
//
// To start from: one ring with several jobs in flight. The ring writes the number of the last job
// that is done to memory and raises an interrupt; the handler signals the hardware fences up to
// that number. A job that does not end is answered with a reset of the ring, and run again.
//
// What a driver is asked for: scenarios/drivers/common/driver.h and sched/api/drm_backend_ops.h.
// What it may call: sched/api/drm_api.h, under the kernel's names. Its hands on the hardware:
// scenarios/drivers/common/ring_port.h, or registers and memory themselves (context.mmio,
// context.device; hw_models/gpu/*_registers.h). For locks, sleeping and timers: sim/.
#include <algorithm>
#include <memory>

#include "scenarios/drivers/common/driver_job.h"
#include "scenarios/drivers/common/fence_slots.h"
#include "scenarios/drivers/common/hw_fence.h"
#include "scenarios/drivers/common/no_hang.h"
#include "scenarios/drivers/common/recovery_domain.h"
#include "scenarios/drivers/common/ring_port.h"
#include "scenarios/format/scalar_types.h"
#include "tools/cli/run.h"

using namespace drmsim;

namespace {

// What a scenario may set: driver = { kind = "@NAME@", options = { settle_time = "20us" } }
struct Options {
  sim::TimeNs settle_time_ns = 0;
};

scenarios::Section<Options> options() {
  return scenarios::Section<Options>("`options` of @NAME@", "What this driver does.")
      .key("settle_time", &Options::settle_time_ns, scenarios::DurationType(),
           "How long the ring is left alone after a reset.");
}

// kzalloc() of a structure with struct drm_sched_job in it. Members of your own go here.
class Job final : public scenarios::DriverJob {
 public:
  Job(drm::Api& api, sim::World& world, drm::Entity& entity,
      const scenarios::JobRequest& request)
      : DriverJob(api, world, entity, request, sim::Where::here()) {}
  static Job& of(drm::Job& job) { return static_cast<Job&>(storage_of(job)); }
};

class Driver final : public scenarios::Driver {
 public:
  Driver(const scenarios::DriverContext& context, const Options& options)
      : options_(options),
        world_(context.world),
        api_(context.api),
        faults_(context.faults),
        port_(context),
        domain_(context.domain),
        name_(context.world.intern(context.ring.name)),
        fence_lock_(context.world, "@NAME@.fence_lock"),
        fence_context_(context.world.allocate_fence_contexts(1)),
        slots_(context.world, std::max(context.ring.slots, context.ring.scheduler.credit_limit)) {
    port_.request_interrupts([this] { handle_interrupt(); },
                             [this] { api_.drm_sched_fault(*scheduler_); });
  }

  void attach(drm::Scheduler& scheduler) override { scheduler_ = &scheduler; }

  // --- Submission ---

  drm::Job& make_job(drm::Entity& entity, const scenarios::JobRequest& request) override {
    return (new Job(api_, world_, entity, request))->job();
  }

  drm::RunJobResult run_job(drm::Job& scheduler_job) override {
    Job& job = Job::of(scheduler_job);
    if (const auto refused = job.refused(api_, faults_, name_, port_.lost())) return *refused;
    drm::Fence& fence = new_fence();
    // The scheduler inherits the reference that new_fence() has made; slots_ needs the fence until
    // the interrupt, and holds one of its own.
    api_.dma_fence_get(&fence);
    port_.write_job(job, slots_.emit(fence), *scheduler_);
    port_.ring_doorbell();
    return drm::RunJobResult::hardware_fence(&fence);
  }

  void free_job(drm::Job& scheduler_job) override {
    api_.drm_sched_job_cleanup(scheduler_job);
    world_.memory().free(Job::of(scheduler_job));
  }

  // --- Recovery ---

  drm::SchedStat timedout_job(drm::Job& job) override {
    const scenarios::RecoveryGuard guard(domain_);  // one recovery at a time
    // The interrupt may have been under way when the timeout fired.
    if (const drm::Fence* fence = api_.parent(job); fence && api_.test_signaled(*fence)) {
      return scenarios::answer_no_hang(api_, *scheduler_, job);
    }
    api_.drm_sched_stop(*scheduler_, &job);
    api_.drm_sched_increase_karma(job);
    const bool works = !port_.lost() && port_.reset_ring();
    if (options_.settle_time_ns > 0) world_.cpu().sleep_for(options_.settle_time_ns);
    if (works) port_.ring_was_reset();
    forget_fences();
    port_.synchronize_interrupts();
    if (works) {
      api_.drm_sched_resubmit_jobs(*scheduler_);
    } else {
      api_.set_ready(*scheduler_, false);  // no new jobs; start() cancels what is pending
    }
    api_.drm_sched_start(*scheduler_, 0);
    return works ? drm::SchedStat::nominal : drm::SchedStat::enodev;
  }

  void fini() override {
    port_.disable_interrupts();
    forget_fences();
  }

 private:
  // For this attempt. A driver allocates it before the job is armed: run_job() may not.
  drm::Fence& new_fence() {
    auto* fence = new scenarios::OwnHwFence(api_, world_, name_, "@NAME@",
                                            sim::Where::here());
    return fence->init(fence_lock_, fence_context_, ++fence_seqno_);
  }

  void handle_interrupt() {
    while (drm::Fence* fence = slots_.take_completed(port_.written_fence())) {
      api_.dma_fence_signal(*fence);
      api_.dma_fence_put(fence);
    }
  }

  // What was in the ring when it was reset will never be written.
  void forget_fences() {
    while (drm::Fence* fence = slots_.take_any()) {
      api_.dma_fence_put(fence);
    }
    port_.set_written_fence(slots_.emitted());
  }

  const Options options_;
  sim::World& world_;
  drm::Api& api_;
  scenarios::FaultRules& faults_;
  scenarios::RingPort port_;
  scenarios::RecoveryDomain& domain_;
  sim::NameId name_;
  drm::Scheduler* scheduler_ = nullptr;
  sim::SpinLock fence_lock_;
  std::uint64_t fence_context_;
  std::uint64_t fence_seqno_ = 0;
  scenarios::FenceSlots slots_;
};

}  // namespace

int main(int argc, char** argv) {
  scenarios::Extensions mine;
  mine.drivers.add("@NAME@", options(),
                   [](const scenarios::DriverContext& context, const Options& options) {
                     return std::make_unique<Driver>(context, options);
                   });
  return tools::run(argc, argv, mine);
}
)source";

inline constexpr std::string_view kDriverScenario =
    R"toml(# A job hangs, the ring is reset, and what was pending runs again.
#
# All keys: `drmsim man`, and scenarios/FORMAT.md.
name      = "@NAME@"
summary   = "A job hangs once; the ring is reset, and the jobs behind it run again."
semantics = "linux-7.3"
without   = ["N7"]  # a race of 7.3 itself, which is not what this file is about

[[ring]]
name      = "gfx"
slots     = 4
scheduler = { credit_limit = 4, timeout = "1ms", hang_limit = 1 }
driver    = { kind = "@NAME@", options = { settle_time = "20us" } }

[[entity]]
name  = "app"
rings = "gfx"

[[job]]
name     = "hangs"
entity   = "app"
duration = "50us"
fault    = { hang_attempts = 1 }

[[job]]
name     = "behind"
entity   = "app"
duration = "50us"
count    = 3

[expect]
finished = { hangs = "ok", behind0 = "ok", behind2 = "ok" }
timeouts = 1

[always]
unfinished = 0
)toml";

}  // namespace drmsim::tools
