#include "scenarios/format/keys/common_types.h"
#include "scenarios/format/keys/driver_keys.h"

namespace drmsim::scenarios {
namespace {

ChoiceType<InSubmission> in_submission_type() {
  return ChoiceType<InSubmission>({{"never", InSubmission::never},
                                   {"unlocked", InSubmission::unlocked},
                                   {"under_reset_lock", InSubmission::under_reset_lock}});
}

ChoiceType<CounterLocks> counter_locks_type() {
  return ChoiceType<CounterLocks>({{"none", CounterLocks::none},
                                   {"ordered", CounterLocks::ordered},
                                   {"inverted", CounterLocks::inverted},
                                   {"irqs_off", CounterLocks::irqs_off},
                                   {"irqs_on", CounterLocks::irqs_on}});
}

}  // namespace

void add_lock_keys(Section<DriverSpec>& section) {
  section
      .key("submit_waits", &DriverSpec::submit_waits, in_submission_type(),
           "The submission of a job waits for the finished fence of the one before; "
           "with the reset lock held, which the timeout handler takes, or without.")
      .of({"ring"})
      .key("submit_allocates", &DriverSpec::submit_allocates, in_submission_type(),
           "The submission of a job allocates with GFP_KERNEL, which may wait for "
           "fences; with the reset lock held, or without.")
      .of({"ring"})
      .key("counters", &DriverSpec::counters, counter_locks_type(),
           "Locks of the ring and of its counters, which run_job and the timeout handler "
           "take: in one order, or the handler in the other; or an interrupt takes the counters, "
           "and the ring lock is taken with interrupts off or on.")
      .of({"ring"});
}

}  // namespace drmsim::scenarios
