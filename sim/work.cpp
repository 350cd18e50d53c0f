#include "sim/work.h"

#include "sim/worker.h"
#include "sim/workqueue.h"
#include "sim/world.h"

namespace drmsim::sim {

Work::Work(World& world, std::string_view name, const char* role, Function function, void* owner)
    : world_(world), name_(world.intern(name)), role_(role), function_(function), owner_(owner) {}

Work::~Work() {
  if (worker_ != nullptr) worker_->current = nullptr;
  if (!is_linked()) return;
  world_.hazards().report_last(
      HazardKind::use_after_free, Where::here(), std::string("work item ") + role_,
      "work item " + world_.names().text(name_) + " is destroyed while it is queued");
}

DelayedWork::DelayedWork(World& world, std::string_view name, const char* role, Function function,
                         void* owner, TimerRounding rounding)
    : Work(world, name, role, function, owner),
      rounding_(rounding),
      timer_(world.timeline(), *this) {}

DelayedWork::~DelayedWork() {
  if (!timer_.armed()) return;
  world_.hazards().report_last(
      HazardKind::use_after_free, Where::here(), std::string("work item ") + role_,
      "work item " + world_.names().text(name_) + " is destroyed while its timer is armed");
}

void DelayedWork::ExpiryTimer::fire() {
  Workqueue::expire(work);
}

}  // namespace drmsim::sim
