// Room for a fence or a job inside an object of the driver, whichever scheduler is going to live in
// it.
//
// Intuition: a kernel driver embeds struct dma_fence and struct drm_sched_job; a driver here embeds
// the raw bytes for either. Mechanism: the memory belongs to a driver object that derives from
// sim::Tracked, its storage: whose life, quarantine and leak report are those of what is in the
// bytes. A header in front of the bytes leads from a handle to the storage, and to what the driver
// said at initialisation, in constant time, for every implementation. The implementation constructs
// in the bytes (dma_fence_init, drm_sched_job_init), which it clears if its structure has to begin
// as zero, and says how to destroy what it made: that happens with the storage. Limits: of() knows
// objects of drivers only. A scheduler's own fences (scheduled, finished) have no such header: ask
// drm::Api.
#pragma once

#include <cstddef>
#include <new>

#include "sched/api/drm_handles.h"
#include "sim/names.h"
#include "sim/tracked.h"

namespace drmsim::drm {

class FenceOps;

inline constexpr std::size_t kMemoryAlignment = 16;
inline constexpr std::size_t kFenceBytes = 160;
inline constexpr std::size_t kJobBytes = 256;

// struct dma_fence, and what an implementation needs beside it.
class FenceMemory {
 public:
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): the implementation clears the bytes
  explicit FenceMemory(sim::Tracked& storage) : storage_(&storage) {}
  ~FenceMemory() {
    if (destroy_ != nullptr) destroy_(*this);
  }
  FenceMemory(const FenceMemory&) = delete;
  FenceMemory& operator=(const FenceMemory&) = delete;

  // The fence: may be handed to drm::Api after dma_fence_init().
  Fence& fence() { return *reinterpret_cast<Fence*>(bytes_); }
  const Fence& fence() const { return *reinterpret_cast<const Fence*>(bytes_); }
  bool initialised() const { return ops_ != nullptr; }  // fence->ops != NULL
  sim::Tracked& storage() const { return *storage_; }
  // Of a fence that lives in such memory.
  static FenceMemory& of(Fence& fence) {
    return *reinterpret_cast<FenceMemory*>(reinterpret_cast<std::byte*>(&fence) -
                                           offsetof(FenceMemory, bytes_));
  }

  // --- For implementations. ---
  using Destroy = void (*)(FenceMemory& memory);
  // destroy: called when the storage is destroyed, in no particular context; null: nothing to do.
  void initialise(FenceOps& ops, Destroy destroy) {
    ops_ = &ops;
    destroy_ = destroy;
  }
  FenceOps& ops() const { return *ops_; }
  void* bytes() { return bytes_; }  // with any content until initialised

 private:
  sim::Tracked* storage_;
  FenceOps* ops_ = nullptr;
  Destroy destroy_ = nullptr;
  alignas(kMemoryAlignment) std::byte bytes_[kFenceBytes];
};

// struct drm_sched_job, the same way.
class JobMemory {
 public:
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): the implementation clears the bytes
  explicit JobMemory(sim::Tracked& storage) : storage_(&storage) {}
  ~JobMemory() {
    if (destroy_ != nullptr) destroy_(*this);
  }
  JobMemory(const JobMemory&) = delete;
  JobMemory& operator=(const JobMemory&) = delete;

  // The job: may be handed to drm::Api after drm_sched_job_init().
  Job& job() { return *reinterpret_cast<Job*>(bytes_); }
  const Job& job() const { return *reinterpret_cast<const Job*>(bytes_); }
  sim::JobTag tag() const { return tag_; }  // for the event log
  sim::Tracked& storage() const { return *storage_; }
  static JobMemory& of(Job& job) {
    return *reinterpret_cast<JobMemory*>(reinterpret_cast<std::byte*>(&job) -
                                         offsetof(JobMemory, bytes_));
  }

  // --- For implementations. ---
  using Destroy = void (*)(JobMemory& memory);
  void initialise(sim::JobTag tag, Destroy destroy) {
    tag_ = tag;
    destroy_ = destroy;
  }
  void* bytes() { return bytes_; }  // with any content until initialised

 private:
  sim::Tracked* storage_;
  sim::JobTag tag_;
  Destroy destroy_ = nullptr;
  alignas(kMemoryAlignment) std::byte bytes_[kJobBytes];
};

// struct dma_fence_cb. Embed it (or derive) in what has to be found again in the callback.
// Registered on one fence at a time; its owner holds a reference of that fence meanwhile. A context
// that is unwound with a registered one on its stack takes it off the fence's list (destroy).
class FenceCb {
 public:
  static constexpr std::size_t kBytes = 32;
  using Function = void (*)(Fence& fence, FenceCb& cb);
  FenceCb() = default;
  ~FenceCb() {
    if (destroy_ != nullptr) destroy_(*this);
  }
  FenceCb(const FenceCb&) = delete;
  FenceCb& operator=(const FenceCb&) = delete;

  static FenceCb& of(void* bytes) {
    return *reinterpret_cast<FenceCb*>(static_cast<std::byte*>(bytes) - offsetof(FenceCb, bytes_));
  }

  // --- For implementations. ---
  using Destroy = void (*)(FenceCb& cb);
  void initialise(Function function, Destroy destroy) {
    function_ = function;
    destroy_ = destroy;
  }
  bool initialised() const { return destroy_ != nullptr; }
  Function function() const { return function_; }
  void* bytes() { return bytes_; }

 private:
  Function function_ = nullptr;
  Destroy destroy_ = nullptr;
  alignas(kMemoryAlignment) std::byte bytes_[kBytes] = {};
};

}  // namespace drmsim::drm
