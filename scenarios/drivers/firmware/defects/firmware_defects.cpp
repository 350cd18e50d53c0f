#include "scenarios/drivers/firmware/defects/firmware_defects.h"

#include "scenarios/drivers/firmware/defects/a18_unstarted_job_skipped.h"
#include "scenarios/drivers/firmware/defects/a18_used_after_release.h"
#include "scenarios/drivers/firmware/defects/a2_finished_not_put_back.h"
#include "scenarios/drivers/firmware/defects/a8_suspension_trusted.h"
#include "scenarios/drivers/firmware/defects/f8_fence_lock_not_irq_safe.h"
#include "scenarios/drivers/firmware/defects/r2_place_outlives_owner.h"

namespace drmsim::scenarios {

FirmwareDefects firmware_defects(FirmwareDriver& driver, FirmwareSteps& correct,
                                 const DriverSpec& options) {
  FirmwareDefects defects(driver, correct);
  if (options.trust_suspension) defects.add<SuspensionTrusted>();
  if (options.unstarted_job == UnstartedJob::skip) defects.add<UnstartedJobSkipped>();
  if (options.use_after_release) defects.add<UsedAfterRelease>(options.reset_time_ns);
  if (!options.close_frees_place) defects.add<PlaceOutlivesOwner>();
  if (!options.irq_safe_fence_lock) defects.add<FenceLockNotIrqSafe>();
  if (options.on_false_timeout == FalseTimeout::finish) defects.add<FinishedNotPutBack>();
  return defects;
}

}  // namespace drmsim::scenarios
