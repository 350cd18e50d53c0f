#include "sim/work.h"

#include "sim/workqueue.h"
#include "sim/world.h"

namespace drmsim::sim {

Work::Work(World& world, std::string_view name, const char* role, Function function, void* owner)
    : world_(world),
      name_(world.intern(name)),
      role_(role),
      function_(function),
      owner_(owner) {}

Work::~Work() {
  if (!is_linked()) return;
  if (!world_.stopped()) {
    world_.hazards().report(HazardKind::use_after_free,
                            "work item " + world_.names().text(name_) +
                                " is destroyed while it is queued");
  }
  Workqueue::cancel(*this);
}

DelayedWork::DelayedWork(World& world, std::string_view name, const char* role, Function function,
                         void* owner, TimerRounding rounding)
    : Work(world, name, role, function, owner),
      rounding_(rounding),
      timer_(world.timeline(), *this) {}

void DelayedWork::ExpiryTimer::fire() { Workqueue::expire(work); }

}  // namespace drmsim::sim
