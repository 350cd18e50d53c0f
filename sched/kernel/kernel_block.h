// A piece of memory that kernel code allocated: kmalloc or a slab object.
//
// Tracked like every other object, so that leaks, double frees and late uses are told with where it
// was allocated and freed. What the host keeps about its contents (a label, a record) is here, so
// that an address inside is enough to find it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "sched/kernel/abi/host_ops.h"
#include "sim/names.h"
#include "sim/tracked.h"

namespace drmsim::kernel {

class KernelBlock final : public sim::Tracked {
 public:
  // name: static text, of the slab cache ("drm_sched_fence").
  static KernelBlock& allocate(sim::World& world, std::size_t bytes, const char* name,
                               sim::Where where);
  ~KernelBlock() override;

  // The block that contains the address, alive or in quarantine; null: no memory of the kernel's.
  static KernelBlock* find(const void* address);

  void* memory() { return reinterpret_cast<std::byte*>(this) + kHeaderBytes; }
  std::size_t bytes() const { return bytes_; }
  bool contains(const void* address) {
    return reinterpret_cast<std::uintptr_t>(address) - reinterpret_cast<std::uintptr_t>(memory()) <
           bytes_;
  }
  std::string label() const override;

  void add_lock(drmsim_lock_link& link);
  void destroy_locks();  // each reports if it is held

  sim::NameId name = 0;        // of the entity or scheduler that lives here
  sim::JobTag job;             // of the scheduler's fence that lives here
  sim::NameId scheduler = 0;   // of that job, once it is armed
  unsigned queued_behind = 0;  // of that job: drm::Api::queued_behind()
  void* record = nullptr;      // the host's, of what lives here
  bool has_objects = false;    // wait queues, work items: see HostObjects
  sim::Where freed_by{};       // who called kfree_rcu()

 private:
  static const std::size_t kHeaderBytes;

  KernelBlock(sim::World& world, std::size_t bytes, const char* type, sim::Where where);
  std::size_t bytes_;
  drmsim_lock_link* locks_ = nullptr;
};

}  // namespace drmsim::kernel
