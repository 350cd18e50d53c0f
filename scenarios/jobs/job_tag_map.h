// A map from jobs to what is known of them while they are in flight.
//
// Every job of a run is put in and taken out once, so both must cost next to nothing: open
// addressing with linear probing in one array, gaps closed on erase, no allocation once the array
// has grown to the number of jobs in flight. Pointers to values are valid until the next insert()
// or erase(). for_each() goes in no particular order, which is the same in every run that did the
// same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/names.h"

namespace drmsim::scenarios {

template <class Value>
class JobTagMap {
 public:
  std::size_t size() const { return size_; }

  Value* find(sim::JobTag tag) { return const_cast<Value*>(std::as_const(*this).find(tag)); }
  const Value* find(sim::JobTag tag) const {
    if (slots_.empty()) return nullptr;
    for (std::size_t at = home(tag.bits());; at = next(at)) {
      if (slots_[at].key == tag.bits()) return &slots_[at].value;
      if (slots_[at].key == kEmpty) return nullptr;
    }
  }

  // The value of `tag`, a fresh one in place of any that was there.
  Value& insert(sim::JobTag tag) {
    if ((size_ + 1) * 3 > slots_.size() * 2) grow();
    std::size_t at = home(tag.bits());
    while (slots_[at].key != kEmpty && slots_[at].key != tag.bits()) at = next(at);
    if (slots_[at].key == kEmpty) ++size_;
    slots_[at] = Slot{tag.bits(), Value{}};
    return slots_[at].value;
  }

  void erase(sim::JobTag tag) {  // it is there
    std::size_t gap = home(tag.bits());
    while (slots_[gap].key != tag.bits()) gap = next(gap);
    --size_;
    for (std::size_t at = next(gap); slots_[at].key != kEmpty; at = next(at)) {
      // What lies between its home and here may not be cut off from its home.
      const std::size_t distance = (at - home(slots_[at].key)) & mask();
      if (distance < ((at - gap) & mask())) continue;
      slots_[gap] = std::move(slots_[at]);
      gap = at;
    }
    slots_[gap].key = kEmpty;
  }

  template <class Function>
  void for_each(Function function) const {
    for (const Slot& slot : slots_) {
      if (slot.key != kEmpty) function(sim::JobTag::from_bits(slot.key), slot.value);
    }
  }
  template <class Function>
  void for_each(Function function) {
    for (Slot& slot : slots_) {
      if (slot.key != kEmpty) function(sim::JobTag::from_bits(slot.key), slot.value);
    }
  }

 private:
  static constexpr std::uint64_t kEmpty = 0;  // no job: the empty name stands for nothing
  struct Slot {
    std::uint64_t key = kEmpty;
    Value value;
  };

  std::size_t mask() const { return slots_.size() - 1; }
  std::size_t next(std::size_t at) const { return (at + 1) & mask(); }
  // Multiplying spreads running numbers over the high bits, which choose the slot.
  std::size_t home(std::uint64_t key) const {
    return static_cast<std::size_t>((key * 0x9e3779b97f4a7c15u) >> shift_);
  }
  void grow() {
    std::vector<Slot> old = std::exchange(slots_, {});
    slots_.resize(old.empty() ? 16 : old.size() * 2);
    shift_ = 64;
    for (std::size_t size = slots_.size(); size > 1; size /= 2) --shift_;
    for (Slot& slot : old) {
      if (slot.key == kEmpty) continue;
      std::size_t at = home(slot.key);
      while (slots_[at].key != kEmpty) at = next(at);
      slots_[at] = std::move(slot);
    }
  }

  std::size_t size_ = 0;
  int shift_ = 64;
  std::vector<Slot> slots_;
};

}  // namespace drmsim::scenarios
