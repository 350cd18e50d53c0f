#include "scenarios/format/keys/common_types.h"
#include "scenarios/format/keys/driver_keys.h"

namespace drmsim::scenarios {
namespace {

ChoiceType<UnstartedJob> unstarted_job_type() {
  return ChoiceType<UnstartedJob>({{"reset", UnstartedJob::reset}, {"skip", UnstartedJob::skip}});
}

ChoiceType<CancelWalk> cancel_walk_type() {
  return ChoiceType<CancelWalk>(
      {{"own_fences", CancelWalk::own_fences}, {"pending_jobs", CancelWalk::pending_jobs}});
}

}  // namespace

void add_firmware_keys(Section<DriverSpec>& section) {
  section
      .key("hw_queues", &DriverSpec::hw_queues, count_type(0, 1024),
           "How many queues of the reset domain the hardware holds at once; the "
           "others are evicted. 0: all of them. The same for all rings of the domain.")
      .of({"firmware"})
      .key("time_slice", &DriverSpec::time_slice_ns, DurationType(1),
           "How long a queue may stay on the hardware, between two jobs, while "
           "others wait. The same for all rings of the domain.")
      .of({"firmware"})
      .key("group", &DriverSpec::group, TextType(),
           "When a job of a queue hangs, all queues of its group are killed, as one "
           "process's. Without: the queue alone.")
      .of({"firmware"})
      .key("trust_suspension", &DriverSpec::trust_suspension, BooleanType(),
           "The timeout of an evicted queue is suspended once, and a job that times "
           "out while its queue is evicted has hung.")
      .of({"firmware"})
      .key("unstarted_job", &DriverSpec::unstarted_job, unstarted_job_type(),
           "What the timeout handler does about a job that its queue's hardware has "
           "not begun: reset that and replay, or wait for another timeout.")
      .of({"firmware"})
      .key("close_frees_place", &DriverSpec::close_frees_place, BooleanType(),
           "When the last entity that has submitted to the queue is closed, the "
           "queue is killed: what is in flight ends with -ECANCELED, and others get its place on "
           "the hardware. If false, it keeps the place until its jobs have ended.")
      .of({"firmware"})
      .key("irq_safe_fence_lock", &DriverSpec::irq_safe_fence_lock, BooleanType(),
           "Outside of interrupts the lock of the hardware fences is taken with "
           "interrupts off.")
      .of({"firmware"})
      .key("use_after_release", &DriverSpec::use_after_release, BooleanType(),
           "The timeout handler gives the job back to the scheduler, takes "
           "`reset_time`, and then blames the job.")
      .of({"firmware"})
      .key(
          "cancel_walk", &DriverSpec::cancel_walk, cancel_walk_type(),
          "What the timeout handler walks to end what a killed queue still owes: "
          "the fences that the driver keeps, or, from 7.2 on, the scheduler's pending jobs "
          "(drm_sched_for_each_pending_job); then the job that hangs is told from those behind it, "
          "which are ECANCELED: it is ETIME.")
      .of({"firmware"})
      .key("independent_fences", &DriverSpec::independent_fences, BooleanType(),
           "Its hardware fences have a lock of their own and no release callback, "
           "from 7.2 on: once signalled they do not need the driver. `release` says nothing then.")
      .of({"firmware"});
}

}  // namespace drmsim::scenarios
