#include "scenarios/machine/missing_scheduler.h"

#include "sched/kernel/kernels.h"

namespace drmsim::scenarios {

MissingScheduler::MissingScheduler(const ScenarioSpec& spec)
    : InputError(error_at(spec, spec.scheduler.where,
                          "the scheduler `" + spec.scheduler.name + "` is not here" +
                              kernel::how_to_get(spec.scheduler.name))) {}

}  // namespace drmsim::scenarios
