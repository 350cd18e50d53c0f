// Texts and their numbers: 0, 1, 2, ... in the order in which they came.
//
// For many names that are looked up often, a million jobs for instance. Mechanism: a table of
// hashes with linear probing beside the texts, which never move. Nothing can be seen of the order
// of the table: who goes over all texts does so in the order of their numbers, so that a run stays
// repeatable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace drmsim::sim {

class TextIndex {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  std::uint32_t find(std::string_view text) const {  // kNone: it has not come
    if (slots_.empty()) return kNone;
    const std::uint32_t hash = hash_of(text);
    for (std::size_t at = hash & mask();; at = (at + 1) & mask()) {
      const Slot& slot = slots_[at];
      if (slot.number == kNone) return kNone;
      if (slot.hash == hash && texts_[slot.number] == text) return slot.number;
    }
  }

  // Its number, and whether it has come just now.
  std::pair<std::uint32_t, bool> add(std::string_view text) {
    if (const std::uint32_t number = find(text); number != kNone) return {number, false};
    if ((texts_.size() + 1) * 2 > slots_.size()) grow();
    const auto number = static_cast<std::uint32_t>(texts_.size());
    texts_.emplace_back(text);
    put({hash_of(text), number});
    return {number, true};
  }

  std::size_t size() const { return texts_.size(); }
  const std::string& text(std::uint32_t number) const { return texts_[number]; }  // stays valid

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = kNone;
  };

  std::size_t mask() const { return slots_.size() - 1; }
  // FNV-1a, the halves folded.
  static std::uint32_t hash_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    return static_cast<std::uint32_t>(hash ^ hash >> 32);
  }
  void put(Slot slot) {
    std::size_t at = slot.hash & mask();
    while (slots_[at].number != kNone) at = (at + 1) & mask();
    slots_[at] = slot;
  }
  void grow() {
    const std::vector<Slot> old = std::exchange(slots_, {});
    slots_.resize(old.empty() ? 64 : old.size() * 2);
    for (const Slot& slot : old) {
      if (slot.number != kNone) put(slot);
    }
  }

  std::deque<std::string> texts_;
  std::vector<Slot> slots_;
};

}  // namespace drmsim::sim
