// Names of things in a run: rings, schedulers, entities, clients, work items.
//
// Events carry small numbers; the text is looked up when somebody prints. A job of a looping client
// is called "client.17": its tag is the client's name and a number, so that a million jobs need no
// million strings.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/text_index.h"

namespace drmsim::sim {

using NameId = std::uint32_t;  // 0 is the empty name

// What identifies a job in the event log: a name, or a name and a running number.
struct JobTag {
  NameId name = 0;
  std::uint32_t number_plus_one = 0;  // 0: the name stands alone

  static constexpr JobTag from_bits(std::uint64_t bits) {
    return JobTag{static_cast<NameId>(bits >> 32), static_cast<std::uint32_t>(bits)};
  }
  constexpr std::uint64_t bits() const { return std::uint64_t{name} << 32 | number_plus_one; }
  friend constexpr bool operator==(JobTag a, JobTag b) { return a.bits() == b.bits(); }
};

class Names {
 public:
  Names();
  Names(const Names&) = delete;
  Names& operator=(const Names&) = delete;

  NameId intern(std::string_view name);
  bool knows(JobTag tag) const { return tag.name < texts_.size(); }
  const std::string& text(NameId id) const;
  std::string text(JobTag tag) const;

 private:
  TextIndex texts_;
};

}  // namespace drmsim::sim
