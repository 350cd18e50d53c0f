// struct dma_fence_ops: what the driver that owns a fence implements, for one fence.
//
// Usually a base of the driver's own fence object, which holds the fence's drm::FenceMemory.
// Source: include/linux/dma-fence.h of Linux 6.12.
#pragma once

#include <string>

#include "sim/time.h"

namespace drmsim::sim {
class World;
}  // namespace drmsim::sim

namespace drmsim::drm {

class FenceOps {
 public:
  virtual ~FenceOps() = default;

  // "hardware fence", "software fence": the beginning of its label, static text, for people.
  virtual const char* role() const = 0;
  virtual const char* driver_name() const = 0;    // get_driver_name; static text
  virtual std::string timeline_name() const = 0;  // get_timeline_name
  virtual bool use_64bit_seqno() const { return false; }

  // Somebody begins to wait. Called with the fence's lock held and interrupts off; must not sleep.
  // False: it has signalled meanwhile; only then may it set an error.
  virtual bool enable_signaling() { return true; }
  // Whether there is such a callback: an implementation need not call one that answers true at
  // once.
  bool has_enable_signaling() const { return has_enable_signaling_; }
  virtual bool signaled() { return false; }  // asks the hardware; once true, always true

  // Somebody would like it by then. Any context.
  virtual void set_deadline(sim::TimeNs deadline_ns) { static_cast<void>(deadline_ns); }
  // The last reference has gone: free the storage, after an RCU grace period. Any context, may be
  // an interrupt handler; locks may be held. The fence is not touched any more.
  virtual void release() = 0;
  // Whether there is a release callback. If not, release() is not called but plays the part of the
  // fence's own code, after a grace period; and once the fence has signalled, nothing else here is
  // called any more. Only where Api::has_independent_fences().
  virtual bool has_release() const { return true; }

 protected:
  void set_has_enable_signaling(bool has) { has_enable_signaling_ = has; }

 private:
  bool has_enable_signaling_ = true;
};

// For implementations: enable_signaling() has set an error and answered true.
void report_error_of_enabled(sim::World& world, const std::string& label);

}  // namespace drmsim::drm
