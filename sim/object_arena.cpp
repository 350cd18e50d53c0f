#include "sim/object_arena.h"

#include <sys/mman.h>

#include <cstring>
#include <new>

#include "sim/tracked.h"

#if defined(__SANITIZE_ADDRESS__)
#define DRMSIM_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define DRMSIM_ASAN 1
#endif
#endif
#ifdef DRMSIM_ASAN
#include <sanitizer/asan_interface.h>
#endif

namespace drmsim::sim {
namespace {

constexpr std::size_t kReserved = std::size_t{1} << 32;

void* reserve(std::size_t bytes) {
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? nullptr : memory;
}

// AddressSanitizer learns what is in use, as it does of the heap.
void tell_sanitizer([[maybe_unused]] const void* memory, [[maybe_unused]] std::size_t bytes,
                    [[maybe_unused]] bool usable) {
#ifdef DRMSIM_ASAN
  usable ? __asan_unpoison_memory_region(memory, bytes)
         : __asan_poison_memory_region(memory, bytes);
#endif
}

}  // namespace

thread_local ObjectArena* ObjectArena::of_this_thread_ = nullptr;

ObjectArena& ObjectArena::make_for_this_thread() {
  static thread_local ObjectArena arena;  // a cache: empty between Worlds
  of_this_thread_ = &arena;
  return arena;
}

ObjectArena::ObjectArena() {
  void* memory = reserve(kReserved);
  void* shadow = memory == nullptr ? nullptr : reserve(kReserved / kGranule);
  if (shadow == nullptr) {
    if (memory != nullptr) munmap(memory, kReserved);
    return;
  }
  base_ = reinterpret_cast<std::uintptr_t>(memory);
  size_ = kReserved;
  shadow_ = static_cast<std::uint8_t*>(shadow);
}

ObjectArena::~ObjectArena() {
  if (of_this_thread_ == this) of_this_thread_ = nullptr;
  if (size_ == 0) return;
  tell_sanitizer(reinterpret_cast<void*>(base_), chunks_.size() * kChunk, true);
  munmap(reinterpret_cast<void*>(base_), kReserved);
  munmap(shadow_, kReserved / kGranule);
}

void ObjectArena::set_shadow(const void* from, std::size_t bytes, std::uint8_t value) {
  const auto address = reinterpret_cast<std::uintptr_t>(from);
  if (!owns(address)) return;
  std::memset(shadow_ + (address - base_) / kGranule, value, bytes / kGranule);
}

bool ObjectArena::new_chunk(std::size_t bytes) {
  const std::size_t begin = chunks_.size() * kChunk;
  if (begin + kChunk > size_) return false;
  chunks_.push_back({static_cast<std::uint32_t>(bytes),
                     static_cast<std::uint32_t>(((std::uint64_t{1} << 32) + bytes - 1) / bytes)});
  std::memset(shadow_ + begin / kGranule, kPrivate, kChunk / kGranule);
  Bay*& list = free_[bytes / kStep];
  for (std::size_t at = kChunk / bytes; at-- > 0;) {
    auto* bay = reinterpret_cast<Bay*>(base_ + begin + at * bytes);
    bay->object = nullptr;
    bay->next_free = list;
    list = bay;
    tell_sanitizer(bay + 1, bytes - sizeof(Bay), false);
  }
  return true;
}

void* ObjectArena::allocate(std::size_t bytes, std::size_t beyond) {
  const std::size_t whole = (bytes + beyond + sizeof(Bay) + kStep - 1) / kStep * kStep;
  if (whole > kLargest) return ::operator new(bytes);
  Bay*& list = free_[whole / kStep];
  if (list == nullptr && !new_chunk(whole)) return ::operator new(bytes);
  Bay* bay = list;
  list = bay->next_free;
  bay->object = nullptr;
  tell_sanitizer(bay + 1, whole - sizeof(Bay), true);
  const std::size_t usable = bytes / kGranule * kGranule;
  auto* memory = reinterpret_cast<std::byte*>(bay + 1);
  set_shadow(memory, usable, 0);
  set_shadow(memory + usable, whole - sizeof(Bay) - usable, kPrivate);
  if (bytes > usable) {
    set_shadow(memory + usable, kGranule, static_cast<std::uint8_t>(bytes - usable));
  }
  return memory;
}

void ObjectArena::release(void* memory) {
  if (!owns(reinterpret_cast<std::uintptr_t>(memory))) return ::operator delete(memory);
  Bay* bay = static_cast<Bay*>(memory) - 1;
  const std::size_t bytes = bay_bytes(bay);
  set_shadow(memory, bytes - sizeof(Bay), kFreed);
  tell_sanitizer(memory, bytes - sizeof(Bay), false);
  bay->object = nullptr;
  bay->next_free = free_[bytes / kStep];
  free_[bytes / kStep] = bay;
}

std::size_t ObjectArena::bay_bytes(const Bay* bay) const {
  return chunks_[(reinterpret_cast<std::uintptr_t>(bay) - base_) / kChunk].bay_bytes;
}

ObjectArena::Bay* ObjectArena::bay_at(std::uintptr_t address) const {
  const std::uintptr_t offset = address - base_;
  if (offset >= chunks_.size() * kChunk) return nullptr;
  const Chunk& chunk = chunks_[offset / kChunk];
  const std::size_t bytes = chunk.bay_bytes;
  const std::size_t index = (offset % kChunk * chunk.reciprocal) >> 32;
  if ((index + 1) * bytes > kChunk) return nullptr;
  return reinterpret_cast<Bay*>(base_ + offset / kChunk * kChunk + index * bytes);
}

void ObjectArena::mark_freed(const Tracked& object) {
  if (Bay* bay = bay_at(reinterpret_cast<std::uintptr_t>(&object))) {
    set_shadow(bay + 1, bay_bytes(bay) - sizeof(Bay), kFreed);
  }
}

void ObjectArena::set_object(Tracked& object) {
  Bay* bay = bay_at(reinterpret_cast<std::uintptr_t>(&object));
  if (bay != nullptr && bay->object == nullptr) bay->object = &object;
}

Tracked* ObjectArena::object_at(std::uintptr_t address) const {
  const Bay* bay = bay_at(address);
  return bay == nullptr ? nullptr : bay->object;
}

void* ObjectArena::memory_at(std::uintptr_t address) const {
  Bay* bay = bay_at(address);
  return bay == nullptr || bay->object == nullptr ? nullptr : bay + 1;
}

bool ObjectArena::freed(std::uintptr_t address) const {
  return owns(address) && shadow_[(address - base_) / kGranule] == kFreed;
}

}  // namespace drmsim::sim
