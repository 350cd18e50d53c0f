// Where tracked objects live, so that an address tells whose it is.
//
// Intuition: a car park with numbered bays. Mechanism: a reserved range of addresses in chunks of
// equal bays; for every 16 bytes of it one byte, the shadow, says which may be used. Foreign
// code that is compiled to ask (sched/kernel/) finds out in two instructions; a report finds the
// object, and its life, from an address in the middle of it. One arena per thread, kept from World
// to World. Limits: objects of more than 64 kB, and all objects where the range cannot be reserved,
// come from the heap and are not found; a freed bay is recognised until it is used again.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace drmsim::sim {

class Tracked;

class ObjectArena {
 public:
  static ObjectArena& of_this_thread() {
    return of_this_thread_ != nullptr ? *of_this_thread_ : make_for_this_thread();
  }
  ObjectArena();
  ~ObjectArena();
  ObjectArena(const ObjectArena&) = delete;
  ObjectArena& operator=(const ObjectArena&) = delete;

  // Aligned to 16 bytes; undefined contents. beyond: at least so many bytes after it are nobody's.
  void* allocate(std::size_t bytes, std::size_t beyond = 0);
  void release(void* memory);

  // From here on its bytes are recognised as freed. Null and foreign memory are ignored.
  void mark_freed(const Tracked& object);
  // [from, from + bytes) of one object is not for foreign code.
  void mark_private(const void* from, std::size_t bytes) { set_shadow(from, bytes, kPrivate); }
  void set_object(Tracked& object);  // the memory that begins at or before it is that object's
  Tracked* object_at(std::uintptr_t address) const;  // alive or freed; null: none is known
  // Where the memory that contains the address begins; null: not in the arena, or not in use.
  void* memory_at(std::uintptr_t address) const;
  bool freed(std::uintptr_t address) const;

  bool owns(std::uintptr_t address) const { return address - base_ < size_; }
  std::uintptr_t base() const { return base_; }
  std::size_t size() const { return size_; }
  // Byte i is of [16 i, 16 i + 16): 0 if all of it is usable, n if the first n bytes are, 16 or
  // more if none is.
  const std::uint8_t* shadow() const { return shadow_; }

 private:
  static constexpr std::size_t kGranule = 16;
  static constexpr std::size_t kStep = 64;  // bays are multiples of it
  static constexpr std::size_t kLargest = 65536;
  static constexpr std::size_t kChunk = 65536;
  static constexpr std::uint8_t kFreed = 0xfd;
  static constexpr std::uint8_t kPrivate = 0xfe;

  struct Chunk {
    std::uint32_t bay_bytes;
    std::uint32_t reciprocal;  // 2^32 / bay_bytes, rounded up: exact for offsets in a chunk
  };
  struct Bay {  // at its beginning
    Tracked* object;
    Bay* next_free;
  };
  static_assert(sizeof(Bay) == kGranule);

  static ObjectArena& make_for_this_thread();
  Bay* bay_at(std::uintptr_t address) const;
  std::size_t bay_bytes(const Bay* bay) const;
  void set_shadow(const void* from, std::size_t bytes, std::uint8_t value);
  bool new_chunk(std::size_t bytes);

  static thread_local ObjectArena* of_this_thread_;
  std::uintptr_t base_ = 0;
  std::size_t size_ = 0;
  std::uint8_t* shadow_ = nullptr;
  std::vector<Chunk> chunks_;  // those in use
  std::array<Bay*, kLargest / kStep + 1> free_{};
};

}  // namespace drmsim::sim
