// kmalloc, slab caches and references for kernel code.
#include <cstring>
#include <string>

#include "sched/kernel/host_ops_table.h"
#include "sched/kernel/kernel_block.h"
#include "sched/kernel/kernel_host.h"
#include "sim/object_arena.h"

namespace drmsim::kernel {
namespace {

constexpr int kInUse = 0x5a;  // what fresh memory is filled with (POISON_INUSE)

void report_reference(sim::World& world, sim::Tracked& object, drmsim_ref what, sim::Where where) {
  const std::string whose = std::string(object.type()) + ' ' + object.label();
  if (what == DRMSIM_REF_GET_ZERO) {
    world.hazards().fatal(sim::HazardKind::use_after_free, where, object,
                          world.describe("get of " + whose, where) +
                              ": it has no reference, its memory is about to go");
  } else {
    world.hazards().fatal(sim::HazardKind::refcount_underflow, where, object,
                          world.describe("put of " + whose, where) +
                              (object.freed() ? ": it has no reference left and was freed"
                                              : ": it has no reference left"));
  }
}

void reference(void* self, const void* counter, drmsim_ref what, int count,
               const drmsim_where* where) {
  sim::World& world = host_of(self).world();
  sim::Tracked* object =
      sim::ObjectArena::of_this_thread().object_at(reinterpret_cast<std::uintptr_t>(counter));
  const bool get = what == DRMSIM_REF_GET || what == DRMSIM_REF_GET_ZERO;
  if (object != nullptr) {
    object->note(get ? "get" : "put", where_of(where), count < 0 ? 0 : count);
    if (what >= DRMSIM_REF_GET_ZERO) {
      host_of(self).stop_checking();
      report_reference(world, *object, what, where_of(where));
    }
  }
  world.point(get ? sim::Point::get : sim::Point::put, where_of(where));
}

}  // namespace

KernelBlock& KernelHost::allocate(std::size_t bytes, const char* name, sim::Where where) {
  return KernelBlock::allocate(world_, bytes, name, where);
}

void KernelHost::free_block(KernelBlock& block, sim::Where where) {
  if (!block.freed()) {
    block.destroy_locks();
    if (block.has_objects) objects_.destroy(block.memory(), block.bytes());
  }
  world_.memory().free(block, where);
}

void KernelHost::free(const void* memory, sim::Where where) {
  if (memory == nullptr) return;
  KernelBlock* block = KernelBlock::find(memory);
  if (block != nullptr && block->memory() == memory) return free_block(*block, where);
  world_.hazards().fatal(sim::HazardKind::contract, where, "unknown memory",
                         world_.describe("kfree", where) +
                             ": that address was not allocated by kmalloc or a slab cache");
}

// dma_fence_free() of a fence in a driver's memory, which the driver's object frees in its way.
void KernelHost::free_fence_by_rcu(const void* memory, sim::Where where) {
  const sim::Tracked* object =
      sim::ObjectArena::of_this_thread().object_at(reinterpret_cast<std::uintptr_t>(memory));
  if (object == nullptr) return free(memory, where);
  auto* fence = static_cast<dma_fence*>(const_cast<void*>(memory));
  world_.rcu().call([this, fence] { callbacks_.fence_release(fence); });
}

void KernelHost::note_object(const void* address) {
  if (KernelBlock* block = KernelBlock::find(address)) block->has_objects = true;
}

void MemoryOps::fill(drmsim_host_ops& ops) {
  ops.reference = reference;
  ops.allocate = [](void* self, unsigned long size, unsigned gfp, const char* name,
                    const drmsim_where* where) {
    KernelHost& host = host_of(self);
    const auto kind = (gfp & DRMSIM_MAY_SLEEP) != 0 ? sim::Gfp::kernel : sim::Gfp::atomic;
    host.world_.memory().check_allocation(kind, name, where_of(where));
    void* memory = host.allocate(size, name, where_of(where)).memory();
    return std::memset(memory, (gfp & DRMSIM_ZEROED) != 0 ? 0 : kInUse, size);
  };
  ops.free = [](void* self, const void* memory, const drmsim_where* where) {
    host_of(self).free(memory, where_of(where));
  };
  ops.kfree_rcu = [](void* self, const void* memory, const drmsim_where* where) {
    KernelHost& host = host_of(self);
    KernelBlock* block = KernelBlock::find(memory);
    if (block == nullptr) return host.free_fence_by_rcu(memory, where_of(where));
    block->freed_by = where_of(where);
    host.world_.rcu().call([&host, block] { host.free_block(*block, block->freed_by); });
  };
}

}  // namespace drmsim::kernel
