// What has left the front end of a ring and has not had its effect yet, in order.
//
// Intuition: a conveyor belt behind the front end. Mechanism: a queue in an array that grows to the
// most that was ever on it and then stays, so that a job allocates nothing. An entry's cookie is a
// free-running index: it finds the entry in one step and is never used twice while the entry lives.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/names.h"
#include "sim/time.h"

namespace drmsim::hw {

struct PipeEntry {
  enum class Kind : std::uint8_t { execute, write_fence, signal_semaphore };
  Kind kind = Kind::execute;
  bool ended = false;           // execute: completed, or was killed
  bool killed = false;          // execute: by soft recovery
  bool interrupt = false;       // write_fence: wanted
  bool lost_interrupt = false;  // write_fence: a fault of the job before it
  std::uint32_t value = 0;
  sim::JobTag job;
  std::uint64_t address = 0;
  sim::TimeNs late_interrupt_ns = 0;  // write_fence: a fault of the job before it
};

class EndOfPipe {
 public:
  bool empty() const { return head_ == tail_; }
  const PipeEntry& front() const { return entries_[head_ & mask()]; }
  void pop() { ++head_; }
  void clear() { head_ = tail_; }

  // Adds an entry, to be filled in by the caller; its cookie was next_cookie(). References to
  // entries end here.
  PipeEntry& push(PipeEntry::Kind kind) {
    if (tail_ - head_ == entries_.size()) grow();
    PipeEntry& entry = entries_[tail_++ & mask()];
    entry = PipeEntry{};
    entry.kind = kind;
    return entry;
  }
  bool contains(std::uint32_t cookie) const { return cookie - head_ < tail_ - head_; }
  PipeEntry& at(std::uint32_t cookie) { return entries_[cookie & mask()]; }
  const PipeEntry& at(std::uint32_t cookie) const { return entries_[cookie & mask()]; }

  std::uint32_t next_cookie() const { return tail_; }
  std::uint32_t begin_cookie() const { return head_; }

 private:
  void grow();
  std::uint32_t mask() const { return static_cast<std::uint32_t>(entries_.size()) - 1; }

  std::vector<PipeEntry> entries_ = std::vector<PipeEntry>(8);  // a power of two
  std::uint32_t head_ = 0;
  std::uint32_t tail_ = 0;
};

}  // namespace drmsim::hw
