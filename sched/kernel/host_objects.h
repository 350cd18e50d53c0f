// Wait queues, completions, mutexes and work items of kernel code: sim objects, found by the
// address of the kernel's structure.
//
// The kernel's structure holds a pointer to the object for speed; the table by address is what
// owns it, because kernel memory is freed, zeroed and overlaid without notice (drm_sched_job keeps
// its work item in the same bytes as a fence callback). The pointer is marked: for kernel code that
// takes it for one of its own (a list's, say) it is no address of anything, and the host sees that
// another one has been written over it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory_resource>
#include <new>
#include <optional>
#include <string>
#include <utility>

#include "sim/completion.h"
#include "sim/mutex.h"
#include "sim/spinlock.h"
#include "sim/wait_queue.h"
#include "sim/work.h"

namespace drmsim::kernel {

struct HostObject {
  virtual ~HostObject() = default;
};

template <typename Primitive>
struct HostPrimitive final : HostObject {
  template <typename... Args>
  explicit HostPrimitive(Args&&... args) : primitive(std::forward<Args>(args)...) {}
  Primitive primitive;
};
using HostWaitQueue = HostPrimitive<sim::WaitQueue>;
using HostCompletion = HostPrimitive<sim::Completion>;
using HostMutex = HostPrimitive<sim::Mutex>;

// A lock of the tree's own type: one of the host's, or a driver's, for whose fences it stands.
struct HostSpinLock final : HostObject {
  HostSpinLock(sim::World& world, const char* name) : own(std::in_place, world, name) {}
  explicit HostSpinLock(sim::SpinLock& given) : drivers(&given) {}
  std::optional<sim::SpinLock> own;
  sim::SpinLock* drivers = nullptr;
};

// A work item, delayed or not.
struct HostWork final : HostObject {
  HostWork(sim::World& world, const std::string& item_name, const char* role,
           sim::Work::Function function, void* owner)
      : name(item_name), callback(function) {
    plain.emplace(world, name, role, function, owner);
  }
  HostWork(sim::World& world, const std::string& item_name, const char* role,
           sim::Work::Function function, void* owner, sim::TimerRounding rounding)
      : name(item_name), callback(function) {
    delayed.emplace(world, name, role, function, owner, rounding);
  }
  sim::Work& work() { return delayed ? *delayed : *plain; }

  std::string name;
  sim::Work::Function callback;
  std::optional<sim::Work> plain;
  std::optional<sim::DelayedWork> delayed;
};

class HostObjects {
 public:
  HostObjects() = default;
  ~HostObjects() {
    for (auto& [slot, owned] : objects_) owned.object->~HostObject();
  }
  HostObjects(const HostObjects&) = delete;
  HostObjects& operator=(const HostObjects&) = delete;

  // What a slot holds. marked() of an object, and back; null of what is not marked.
  static void* marked(HostObject* object) {
    return reinterpret_cast<void*>(reinterpret_cast<std::uintptr_t>(object) | kMark);
  }
  static HostObject* unmarked(void* pointer) {
    const auto value = reinterpret_cast<std::uintptr_t>(pointer);
    return (value & kMarkBits) == kMark ? reinterpret_cast<HostObject*>(value & ~kMarkBits)
                                        : nullptr;
  }
  // The object of that type at the slot, if there is one.
  template <typename Object>
  Object* find(void** slot) {
    const auto found = objects_.find(reinterpret_cast<std::uintptr_t>(slot));
    return found == objects_.end() ? nullptr : dynamic_cast<Object*>(found->second.object);
  }
  // Makes it, in place of what was there.
  template <typename Object, typename... Args>
  Object& make(void** slot, Args&&... args) {
    destroy(slot, 1);
    void* memory = memory_.allocate(sizeof(Object));
    auto* made = ::new (memory) Object(std::forward<Args>(args)...);
    objects_.emplace(reinterpret_cast<std::uintptr_t>(slot), Owned{made, memory, sizeof(Object)});
    *slot = marked(made);
    return *made;
  }
  // The memory is freed: each object in it reports what is wrong with that.
  void destroy(const void* memory, std::size_t bytes) {
    const auto begin = reinterpret_cast<std::uintptr_t>(memory);
    const auto first = objects_.lower_bound(begin);
    const auto last = objects_.lower_bound(begin + bytes);
    for (auto at = first; at != last; ++at) {
      at->second.object->~HostObject();
      destroyed_.push_back(at->second);
    }
    objects_.erase(first, last);
    for (; destroyed_.size() > kKeptObjects; destroyed_.pop_front())
      memory_.deallocate(destroyed_.front().memory, destroyed_.front().bytes);
  }

 private:
  static constexpr std::uintptr_t kMarkBits = std::uintptr_t{0xffff} << 48;
  static constexpr std::uintptr_t kMark = std::uintptr_t{0xd51f} << 48;

  static constexpr std::size_t kKeptObjects = 4096;

  struct Owned {
    HostObject* object;
    void* memory;
    std::size_t bytes;
  };

  // What is destroyed stays as it was for a time: a context that was preempted inside of an object
  // goes on in it, and the use of the kernel's freed memory is what is told.
  std::pmr::unsynchronized_pool_resource memory_;
  std::map<std::uintptr_t, Owned> objects_;
  std::deque<Owned> destroyed_;
};

}  // namespace drmsim::kernel
