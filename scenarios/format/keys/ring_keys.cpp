#include "scenarios/format/keys/common_types.h"
#include "scenarios/format/keys/driver_keys.h"
#include "scenarios/format/keys/sections.h"
#include "scenarios/format/keys/special_types.h"
#include "scenarios/format/name_types.h"
#include "scenarios/format/table_types.h"

namespace drmsim::scenarios {
namespace {

ChoiceType<FenceStorage> fence_storage_type() {
  return ChoiceType<FenceStorage>({{"embedded", FenceStorage::embedded},
                                   {"preallocated", FenceStorage::preallocated},
                                   {"allocate_in_run_job", FenceStorage::allocate_in_run_job},
                                   {"allocate_on_replay", FenceStorage::allocate_on_replay}});
}

ChoiceType<ResetScope> reset_scope_type() {
  return ChoiceType<ResetScope>({{"ring", ResetScope::ring}, {"full", ResetScope::full}});
}

ChoiceType<FenceRelease> fence_release_type() {
  return ChoiceType<FenceRelease>({{"rcu", FenceRelease::rcu}, {"now", FenceRelease::now}});
}

ChoiceType<FinishedError> finished_error_type() {
  return ChoiceType<FinishedError>({{"never", FinishedError::never},
                                    {"after_stop", FinishedError::after_stop},
                                    {"unchecked", FinishedError::unchecked}});
}

ChoiceType<InterruptTakes> interrupt_takes_type() {
  return ChoiceType<InterruptTakes>(
      {{"number", InterruptTakes::number}, {"active_job", InterruptTakes::active_job}});
}

ChoiceType<PrepareJob> prepare_job_type() {
  return ChoiceType<PrepareJob>({{"never", PrepareJob::never},
                                 {"hardware_fence", PrepareJob::hardware_fence},
                                 {"finished_fence", PrepareJob::finished_fence},
                                 {"same_fence", PrepareJob::same_fence}});
}

void add_recovery_keys(Section<DriverSpec>& section) {
  section
      .key("reset_time", &DriverSpec::reset_time_ns, DurationType(),
           "What the timeout handler needs between stopping the scheduler and resetting the "
           "hardware. The hardware runs on meanwhile, so a slow job can still finish.")
      .of({"ring", "slot", "firmware"})
      .key("reset", &DriverSpec::reset, reset_scope_type(),
           "What the timeout handler resets: its ring, and if the hardware refuses, the whole "
           "reset domain; or the whole domain at once, with the schedulers of all its rings "
           "stopped.")
      .of({"ring"})
      .key("soft_recovery", &DriverSpec::soft_recovery, BooleanType(),
           "Before any reset, ask the hardware to kill the job alone. If its fence signals, the "
           "handler returns.")
      .of({"ring"})
      .key("soft_recovery_wait", &DriverSpec::soft_recovery_wait_ns, DurationType(),
           "How long the handler waits for that fence (amdgpu_ring_soft_recovery waits 10 ms).")
      .of({"ring"})
      .key("soft_recovery_error", &DriverSpec::soft_recovery_error, BooleanType(),
           "The fence of the job to be killed gets ENODATA first. Without it the killed job looks "
           "completed.")
      .of({"ring"})
      .key("resubmit", &DriverSpec::resubmit, BooleanType(),
           "After the reset, replay what was pending (drm_sched_resubmit_jobs).")
      .of({"ring", "slot"})
      .key("reread_hardware", &DriverSpec::reread_hardware, BooleanType(),
           "Before it declares a hang, the handler reads the written-back sequence number and "
           "signals what has completed: a lost or late interrupt costs no reset.")
      .of({"ring"})
      .key("on_false_timeout", &DriverSpec::on_false_timeout, false_timeout_type(),
           "What the handler does if the job's hardware fence has signalled when it starts: reset "
           "as if it hung; return and leave the job off pending_list, so that nobody frees it; or "
           "put it back and return.")
      .of({"ring", "slot", "firmware"})
      .key("cancel_when_lost", &DriverSpec::cancel_when_lost, BooleanType(),
           "If the device turns out to be lost, cancel what is pending and return -ENODEV. If "
           "false, the handler gives up and returns as if all was well.")
      .of({"ring"})
      .key(
          "lost_error", &DriverSpec::lost_error, BooleanType(),
          "What is cancelled then ends with ENODEV, which the handler tells drm_sched_start() from "
          "7.2 on, in place of ECANCELED.")
      .of({"ring"})
      .key("finished_error", &DriverSpec::finished_error, finished_error_type(),
           "Whether the timeout handler sets -ETIME on the finished fence of the job "
           "that hangs, which is the scheduler's: not; when the scheduler is stopped, and nothing "
           "can signal it; or at once, if it has not signalled, as amdgpu.")
      .of({"ring"});
}

void add_completion_keys(Section<DriverSpec>& section) {
  section
      .key("interrupt_takes", &DriverSpec::interrupt_takes, interrupt_takes_type(),
           "How the interrupt handler knows what has completed: by the number that the hardware "
           "has written; or it takes what is active, and of several the oldest, without asking.")
      .of({"ring", "slot"})
      .key("fallback_timer", &DriverSpec::fallback_timer_ns, DurationType(1, "inf"),
           "So long after somebody began to wait for a fence of the ring, or after an "
           "interrupt that left others outstanding, the driver reads the number and signals what "
           "has completed, though no interrupt came. amdgpu: 500 ms.")
      .of({"ring"})
      .key("prepare_job", &DriverSpec::prepare_job, prepare_job_type(),
           "What prepare_job returns, of the job that the ring was given last. Nothing; "
           "its hardware fence or its finished fence, until that has signalled; or its hardware "
           "fence whenever it is asked. The scheduler waits for no finished fence of its own, and "
           "for no fence that has signalled, but asks again.")
      .of({"ring"});
}

void add_fence_keys(Section<DriverSpec>& section) {
  section
      .key(
          "fence", &DriverSpec::fence, fence_storage_type(),
          "Where the hardware fence lives: inside the job; in an object of its own, allocated "
          "before the job is armed; or allocated by run_job, which others' fences wait for, always "
          "or only when the job is replayed.")
      .of({"ring"})
      .key("reinitialise_fence_on_replay", &DriverSpec::reinitialise_fence_on_replay, BooleanType(),
           "When an embedded fence's job is run again, initialise the fence again, though others "
           "may hold it. If false, it keeps its identity and gets a new sequence number.")
      .of({"ring"})
      .key("keep_reference", &DriverSpec::keep_reference, BooleanType(),
           "The driver holds a reference to the hardware fence beside the one that run_job hands "
           "over; the interrupt handler or the reset puts it.")
      .of({"ring"})
      .key("unbalanced_put", &DriverSpec::unbalanced_put, BooleanType(),
           "The interrupt handler puts the reference that run_job handed over, which is not its "
           "own any more.")
      .of({"ring"})
      .key("release", &DriverSpec::release, fence_release_type(),
           "When the memory of a hardware fence is returned after the last put: after an RCU grace "
           "period, or now.")
      .of({"ring", "slot", "firmware"});
}

}  // namespace

const Section<RingEntry>& ring_section() {
  static const Section<RingEntry> section =
      Section<RingEntry>("[[ring]]",
                         "A hardware ring, with the scheduler that feeds it and the driver between "
                         "the two.")
          .key("name", &RingEntry::name, NameType(), "The ring's name, also its scheduler's.")
          .required()
          .key("slots", &RingEntry::slots, count_type(1, 4096),
               "Jobs that fit in the ring: on the engine, or behind another.")
          .key("engine", &RingEntry::engine, NameRefType("an [[engine]]"),
               "What executes the ring's jobs. Rings that name the same engine share it.")
          .defaults_to("an engine of the ring's name, made if not defined")
          .key("reset_domain", &RingEntry::reset_domain, NameRefType("a [[reset_domain]]"),
               "What a full reset of this ring takes down.")
          .defaults_to("a reset domain of the ring's name, made if not defined")
          .key("scheduler", &RingEntry::scheduler, TableType<SchedulerSpec>(scheduler_section()),
               "Arguments of drm_sched_init().")
          .key("driver", &RingEntry::driver, TableType<DriverSpec>(driver_section()),
               "The driver and its habits.")
          .key("count", &RingEntry::count, count_type(1, 1024),
               "Makes so many copies, called NAME0, NAME1 and so on.")
          .defaults_to("one ring, called NAME");
  return section;
}

const Section<SchedulerSpec>& scheduler_section() {
  static const Section<SchedulerSpec> section =
      Section<SchedulerSpec>("`scheduler` of [[ring]]", "The arguments of drm_sched_init().")
          .key(
              "policy", &SchedulerSpec::policy, NameRefType("a policy, such as `fifo` or `rr`"),
              "How the next entity of a priority is picked: by `fifo` or `rr`; from 7.2 on also by "
              "`fair`, which picks among all priorities.")
          .defaults_to("the scheduler's own: \"fifo\"; \"rr\" where there is no other, as in 6.1")
          .key("credit_limit", &SchedulerSpec::credit_limit, count_type(1, 1'000'000),
               "Credits of all jobs on the hardware together.")
          .defaults_to("the ring's `slots`")
          .key("timeout", &SchedulerSpec::timeout_ns, DurationType(1, "inf"),
               "How long the oldest job may take before timedout_job is called.")
          .key("hang_limit", &SchedulerSpec::hang_limit, count_type(0, 1'000'000),
               "Karma above which a job is not replayed.")
          .key("num_rqs", &SchedulerSpec::num_rqs, count_type(1, 4),
               "Run queues, one a priority, from `kernel` down; lower priorities share the last.")
          .key("submit_queue", &SchedulerSpec::submit_queue, QueueType(),
               "Where run and free work execute: an ordered queue of the scheduler's own, "
               "system_wq (unordered), or an ordered queue shared under a name.")
          .key("timeout_queue", &SchedulerSpec::timeout_queue, QueueType(),
               "Where timeout work executes.");
  return section;
}

const Section<DriverSpec>& driver_section() {
  static const Section<DriverSpec> section = [] {
    Section<DriverSpec> keys("`driver` of [[ring]]",
                             "What the driver does, and which defects of its kind it has. The "
                             "defaults are the correct choices.");
    keys.key("kind", &DriverSpec::kind, NameRefType("a driver, such as `ring`"),
             "Which driver: `ring` is amdgpu-like, `slot` v3d-like, `firmware` xe-like; other keys "
             "are their habits. `lima` and `v3d` are a kernel's own code, with habits of their "
             "own. The rings of `v3d` are its queues, called `v3d_bin` and `v3d_render`, in one "
             "reset domain.");
    add_recovery_keys(keys);
    add_completion_keys(keys);
    add_fence_keys(keys);
    add_lock_keys(keys);
    add_slot_keys(keys);
    add_firmware_keys(keys);
    keys.key("may_allocate", &DriverSpec::may_allocate, BooleanType(),
             "Do not report that run_job or timedout_job allocate with GFP_KERNEL, which fences "
             "forbid and several kernel drivers do, lima among them.")
        .of({"lima", "v3d"});
    keys.key("max_error_tasks", &DriverSpec::max_error_tasks, count_type(0, 1000),
             "How many tasks that failed are saved as a dump, its module parameter.")
        .of({"lima"});
    keys.key("options", &DriverSpec::options, AnyTableType(),
             "Of a driver that a program brings: what it has declared as its options. The drivers "
             "above have none.");
    keys.key("run_job_delay", &DriverSpec::run_job_delay, DelayType(),
             "run_job sleeps so long before it hands the job to the hardware.")
        .of({"ring", "slot", "firmware"});
    keys.key("run_job_cost", &DriverSpec::run_job_cost, DelayType(),
             "run_job sleeps so long before it returns.")
        .of({"ring", "slot", "firmware"});
    return keys;
  }();
  return section;
}

}  // namespace drmsim::scenarios
