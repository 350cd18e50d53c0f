// Runtime power management of a device, as far as a job asks for it: the usage count, and the
// resume callback of its driver.
//
// A device is powered down as soon as nobody uses it, so that each first use resumes it. What the
// callback answers is the host's (drmsim_hosted_hw). drivers/base/power/runtime.c: rpm_resume()
// without parents, and suspending without a callback.
#include <linux/atomic.h>
#include <linux/device.h>
#include <linux/pm.h>
#include <linux/pm_runtime.h>

#include "sched/kernel/runtime/runtime.h"

int __pm_runtime_resume(struct device* dev, int flags) {
  const struct dev_pm_ops* ops = dev->driver != NULL ? dev->driver->pm : NULL;
  if ((flags & RPM_GET_PUT) != 0) atomic_inc(&dev->power.usage_count);
  return ops != NULL && ops->runtime_resume != NULL ? ops->runtime_resume(dev) : 0;
}

static int put(struct device* dev, int flags) {
  if ((flags & RPM_GET_PUT) == 0) return 0;
  if (atomic_dec_return(&dev->power.usage_count) >= 0) return 0;
  atomic_inc(&dev->power.usage_count);
  drmsim_warn_on("Runtime PM usage count underflow!");
  return -EINVAL;
}
int __pm_runtime_suspend(struct device* dev, int flags) { return put(dev, flags); }
int __pm_runtime_idle(struct device* dev, int flags) { return put(dev, flags); }
