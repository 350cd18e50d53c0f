// Spinlocks, mutexes, RCU for kernel code.
#include <new>

#include "sched/kernel/host_ops_table.h"
#include "sched/kernel/kernel_block.h"
#include "sched/kernel/kernel_host.h"

namespace drmsim::kernel {
namespace {

using Lock = ::spinlock;

sim::SpinLock& as_lock(Lock* lock) {
  return *reinterpret_cast<sim::SpinLock*>(lock);
}

drmsim_lock_link& link_of(Lock* lock) {
  return *reinterpret_cast<drmsim_lock_link*>(reinterpret_cast<std::byte*>(lock) +
                                              sizeof(sim::SpinLock));
}

void spin_lock_init(void* self, Lock* lock, const char* name) {
  if (KernelBlock* block = KernelBlock::find(lock)) block->add_lock(link_of(lock));
  ::new (static_cast<void*>(lock)) sim::SpinLock(host_of(self).world(), plain(name));
}

void spin_lock(void*, Lock* lock, const drmsim_where* where) {
  as_lock(lock).lock(where_of(where));
}
void spin_unlock(void*, Lock* lock, const drmsim_where* where) {
  as_lock(lock).unlock(where_of(where));
}
void spin_lock_irqsave(void*, Lock* lock, const drmsim_where* where) {
  as_lock(lock).lock_irqsave(where_of(where));
}
void spin_unlock_irqrestore(void*, Lock* lock, const drmsim_where* where) {
  as_lock(lock).unlock_irqrestore(where_of(where));
}
void assert_held(void*, Lock* lock, const drmsim_where* where) {
  as_lock(lock).assert_held(where_of(where));
}

// Of a library on the tree's own headers. One that is not in memory of kmalloc is a variable.
sim::SpinLock& lock_at(void* self, void** slot, const drmsim_where* where) {
  return host_of(self).spin_lock_of(slot, where_of(where));
}

void might_sleep(void* self, const char* what, const drmsim_where* where) {
  host_of(self).world().cpu().might_sleep(what, where_of(where));
}
void rcu_read_lock(void* self) {
  host_of(self).world().rcu().read_lock();
}
void rcu_read_unlock(void* self) {
  host_of(self).world().rcu().read_unlock();
}
void call_rcu(void* self, void* head, void (*function)(void*)) {
  host_of(self).world().rcu().call([head, function] { function(head); });
}
void rcu_barrier(void* self, const drmsim_where* where) {
  host_of(self).world().rcu().barrier(where_of(where));
}

}  // namespace

sim::SpinLock& KernelHost::spin_lock_of(void** slot, sim::Where where) {
  const sim::ObjectArena& arena = sim::ObjectArena::of_this_thread();
  if (HostObjects::unmarked(*slot) == nullptr &&
      arena.object_at(reinterpret_cast<std::uintptr_t>(slot)) == nullptr) {
    return *make_object<HostSpinLock>(slot, world_, "static spinlock").own;
  }
  auto& lock = object<HostSpinLock>(slot, "spinlock", where);
  if (lock.own) return *lock.own;
  if (arena.freed(reinterpret_cast<std::uintptr_t>(lock.drivers)))
    report_uninitialised(lock.drivers, "spinlock", where);
  return *lock.drivers;
}

::spinlock* KernelHost::lock_for_kernel(sim::SpinLock* lock) {
  const drmsim_kernel_library& library = library_.functions();
  if (lock == nullptr || library.lock_size == 0) return reinterpret_cast<::spinlock*>(lock);
  auto& memory = drivers_locks_[reinterpret_cast<std::uintptr_t>(lock)];
  if (memory.empty()) {
    memory.resize((library.lock_size + 7) / 8);
    objects_.make<HostSpinLock>(reinterpret_cast<void**>(&memory[library.lock_slot / 8]), *lock);
  }
  return reinterpret_cast<::spinlock*>(memory.data());
}

void LockOps::fill_slots(drmsim_host_ops& ops) {
  ops.lock_init = [](void* self, void** slot, const char* name) {
    KernelHost& host = host_of(self);
    host.make_object<HostSpinLock>(slot, host.world_, plain(name));
  };
  ops.lock = [](void* self, void** slot, const drmsim_where* where) {
    lock_at(self, slot, where).lock(where_of(where));
  };
  ops.unlock = [](void* self, void** slot, const drmsim_where* where) {
    lock_at(self, slot, where).unlock(where_of(where));
  };
  ops.lock_irqsave = [](void* self, void** slot, const drmsim_where* where) {
    lock_at(self, slot, where).lock_irqsave(where_of(where));
  };
  ops.unlock_irqrestore = [](void* self, void** slot, const drmsim_where* where) {
    lock_at(self, slot, where).unlock_irqrestore(where_of(where));
  };
  ops.assert_lock_held = [](void* self, void** slot, const drmsim_where* where) {
    lock_at(self, slot, where).assert_held(where_of(where));
  };
}

void LockOps::fill(drmsim_host_ops& ops) {
  ops.spin_lock_init = spin_lock_init;
  // A lock whose first word is 0: one of the library's variables, or never initialised.
  ops.spin_lock_unknown = [](void* self, Lock* lock, const drmsim_where* where) {
    KernelHost& host = host_of(self);
    if (!host.library_.is_static(lock))
      host.report_uninitialised(lock, "spinlock", where_of(where));
    ::new (static_cast<void*>(lock)) sim::SpinLock(host.world_, "static spinlock");
  };
  ops.spin_lock = spin_lock;
  ops.spin_unlock = spin_unlock;
  ops.spin_lock_irqsave = spin_lock_irqsave;
  ops.spin_unlock_irqrestore = spin_unlock_irqrestore;
  ops.assert_held = assert_held;
  fill_slots(ops);
  ops.might_sleep = might_sleep;
  ops.rcu_read_lock = rcu_read_lock;
  ops.rcu_read_unlock = rcu_read_unlock;
  ops.call_rcu = call_rcu;
  ops.rcu_barrier = rcu_barrier;
  ops.mutex_init = [](void* self, void** slot, const char* name) {
    KernelHost& host = host_of(self);
    host.make_object<HostMutex>(slot, host.world_, plain(name));
  };
  ops.mutex_lock = [](void* self, void** slot, const drmsim_where* where) {
    host_of(self).object<HostMutex>(slot, "mutex", where_of(where)).primitive.lock(where_of(where));
  };
  ops.mutex_unlock = [](void* self, void** slot, const drmsim_where* where) {
    host_of(self)
        .object<HostMutex>(slot, "mutex", where_of(where))
        .primitive.unlock(where_of(where));
  };
}

}  // namespace drmsim::kernel
