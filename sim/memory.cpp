#include "sim/memory.h"

#include <fmt/format.h>

#include "sim/object_arena.h"
#include "sim/world.h"

namespace drmsim::sim {

Memory::Memory(World& world, std::size_t quarantine_objects)
    : world_(world), quarantine_objects_(quarantine_objects) {}

Memory::~Memory() {
  holds_.clear();
  // Whatever is left belongs to nobody any more, or was reported as leaked; it goes with the World.
  // Destructors take their objects off the lists, and others with them if they own any.
  while (!quarantine_.empty()) delete &quarantine_.front();
  while (!alive_.empty()) delete &alive_.front();
}

void Memory::check_allocation(Gfp gfp, const char* what, Where where) {
  Context* context = world_.cpu().current();
  if (context == nullptr || gfp == Gfp::atomic) return;
  world_.cpu().might_sleep(what, where);
  if (!context->in_signalling_path()) return world_.order().want_memory(*context, where);
  world_.hazards().report(
      HazardKind::allocation_in_signalling_path, where, "memory",
      world_.describe(what, where) +
          ": allocates with GFP_KERNEL where a fence's signalling depends on it; reclaim may wait "
          "for that very fence");
}

void Memory::free(Tracked& object, Where where) {
  if (object.freed_) {
    world_.hazards().fatal(
        HazardKind::double_free, where, object,
        world_.describe(object.type() + (' ' + object.label()), where) + " is freed a second time");
    return;
  }
  object.note("freed", where);
  alive_.erase(alive_.iterator_to(object));
  --alive_count_;
  object.freed_ = true;
  ObjectArena::of_this_thread().mark_freed(object);
  object.free_number_ = ++frees_;
  quarantine_.push_back(object);
  ++quarantined_;
  while (oldest_may_go()) delete &quarantine_.front();
}

bool Memory::oldest_may_go() const {
  if (quarantined_ <= quarantine_objects_) return false;
  return holds_.empty() || quarantine_.front().free_number_ <= holds_.front().since_ ||
         quarantined_ > kQuarantineMax;
}

void QuarantineHold::begin(Memory& memory) {
  unlink();
  since_ = memory.frees_;
  memory.holds_.push_back(*this);
}

void Memory::report_leaks(std::size_t most) {
  std::size_t shown = 0;
  for (const Tracked& object : alive_) {
    if (shown == most) {
      world_.hazards().report(HazardKind::leak, Where::here(), "",
                              fmt::format("and {} more objects leaked", alive_count_ - shown));
      return;
    }
    ++shown;
    world_.hazards().report(
        HazardKind::leak, object.allocated_at(), object,
        fmt::format("{} {} is still alive and nobody will free it", object.type(), object.label()));
  }
}

}  // namespace drmsim::sim
