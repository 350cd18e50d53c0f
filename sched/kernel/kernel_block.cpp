#include "sched/kernel/kernel_block.h"

#include <new>
#include <stdexcept>
#include <typeinfo>

#include <fmt/format.h>

#include "sim/object_arena.h"
#include "sim/spinlock.h"
#include "sim/world.h"

namespace drmsim::kernel {

using sim::ObjectArena;

constexpr std::size_t kAlignment = 16;
constexpr std::size_t kRedzoneBytes = 64;  // before the memory is the block itself, which is more
const std::size_t KernelBlock::kHeaderBytes =
    (sizeof(KernelBlock) + kAlignment - 1) / kAlignment * kAlignment;

KernelBlock::KernelBlock(sim::World& world, std::size_t bytes, const char* type, sim::Where where)
    : Tracked(world, type, where), bytes_(bytes) {}

KernelBlock::~KernelBlock() {
  destroy_locks();
}

KernelBlock& KernelBlock::allocate(sim::World& world, std::size_t bytes, const char* name,
                                   sim::Where where) {
  ObjectArena& arena = ObjectArena::of_this_thread();
  void* memory = arena.allocate(kHeaderBytes + bytes, kRedzoneBytes);
  if (!arena.owns(reinterpret_cast<std::uintptr_t>(memory))) {  // find() would not find it
    arena.release(memory);
    throw std::runtime_error(fmt::format(
        "kernel code allocates {} bytes ({}), and there is no room: its objects share 4 GiB of "
        "addresses, if `ulimit -v` allows that, and have 64 KiB each, at most",
        bytes, name));
  }
  auto* block = ::new (memory) KernelBlock(world, bytes, name, where);
  arena.mark_private(block, kHeaderBytes);
  return *block;
}

KernelBlock* KernelBlock::find(const void* address) {
  Tracked* object =
      ObjectArena::of_this_thread().object_at(reinterpret_cast<std::uintptr_t>(address));
  if (object == nullptr || typeid(*object) != typeid(KernelBlock)) return nullptr;
  return static_cast<KernelBlock*>(object);
}

std::string KernelBlock::label() const {
  const sim::Names& names = world().names();
  if (job.bits() != 0) return names.text(job);
  if (name != 0) return names.text(name);
  return fmt::format("of {} bytes", bytes_);
}

namespace {

sim::SpinLock& lock_of(drmsim_lock_link& link) {
  static_assert(sizeof(sim::SpinLock) == DRMSIM_SPINLOCK_WORDS * sizeof(unsigned long));
  return *reinterpret_cast<sim::SpinLock*>(reinterpret_cast<std::byte*>(&link) -
                                           sizeof(sim::SpinLock));
}

}  // namespace

void KernelBlock::add_lock(drmsim_lock_link& link) {
  for (drmsim_lock_link* known = locks_; known != nullptr; known = known->next) {
    if (known == &link) return;  // initialised again
  }
  link.next = locks_;
  locks_ = &link;
}

void KernelBlock::destroy_locks() {
  while (locks_ != nullptr) {
    drmsim_lock_link& link = *locks_;
    locks_ = link.next;
    lock_of(link).~SpinLock();
  }
}

}  // namespace drmsim::kernel
