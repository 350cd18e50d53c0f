// One event of a capture, whichever file it was read from.
//
// Nothing behind the readers knows what kind of file that was. Only events that event_texts.h knows
// are kept: a capture of a desktop has a hundred others for each.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/time.h"

namespace drmsim::scenarios {

struct TraceField {
  std::string_view name;  // the kernel's; static text
  std::string value;
};

struct TraceEvent {
  sim::TimeNs time_ns = 0;  // of the capture's clock
  std::uint32_t cpu = 0;
  int pid = 0;
  std::string comm;
  std::string_view name;  // static text
  std::vector<TraceField> fields;
  std::uint64_t place = 0;  // its line, from 1, or its offset in the file

  // Null: it has no such field.
  const std::string* find(std::string_view field) const {
    for (const TraceField& one : fields) {
      if (one.name == field) return &one.value;
    }
    return nullptr;
  }
};

struct Capture {
  std::string file;
  bool is_text = false;            // places are lines
  std::vector<TraceEvent> events;  // by time; equal times as in the file
  std::uint64_t other_events = 0;  // that are none of these
  std::uint64_t other_lines = 0;   // of a text: that are no events
  std::uint64_t losses = 0;        // times that the kernel had to drop events
};

}  // namespace drmsim::scenarios
