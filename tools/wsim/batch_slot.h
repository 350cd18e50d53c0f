// Where the batches of one context go that share a placement: a queue that keeps their order.
//
// Intuition: i915's engine slot of a context. Mechanism: one scheduler entity over the placement's
// rings, and another for each further priority that the context is given: an entity with one
// scheduler never leaves its run queue (sched/model/entity.h), so a new priority needs a new
// entity. The first job of that depends on the last one of the entity before it, which keeps the
// order. A client can be at most kRoom batches ahead of the engine. In i915 the context's ring
// buffer sets that limit: 16 KiB, some 60 to 130 requests; the call blocks until the oldest request
// has left the ring. Limits: with a placement of several engines, the entity chooses its ring when
// its queue is empty and its last job has finished, as drm/sched does. i915 binds each request when
// an engine is about to fall free.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "scenarios/drivers/common/driver.h"
#include "scenarios/machine/machine.h"
#include "sched/api/drm_api.h"

namespace drmsim::scenarios::wsim {

class BatchSlot {
 public:
  static constexpr std::size_t kRoom = 128;  // unfinished batches

  // name: of its entities, which the machine destroys. rings: at least one.
  BatchSlot(Machine& machine, std::string name, std::vector<std::string> rings,
            std::uint32_t process_id);

  void wait_for_room();  // may sleep
  // After wait_for_room(). Consumes the references in `after`; the caller gets one of the finished
  // fence.
  drm::Fence* submit(const JobRequest& request, std::vector<drm::Fence*> after,
                     drm::Priority priority);
  void let_go();  // drops the references

 private:
  Submitter& entity(drm::Priority priority);

  Machine& machine_;
  std::string name_;
  std::vector<std::string> rings_;
  std::uint32_t process_id_;
  std::map<drm::Priority, Submitter*> entities_;
  Submitter* last_entity_ = nullptr;    // that was submitted to
  std::deque<drm::Fence*> unfinished_;  // finished fences, references; oldest first
};

}  // namespace drmsim::scenarios::wsim
