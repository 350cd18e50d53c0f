// The trace events that an import understands: their names, and how the kernel prints their fields.
//
// Intuition: one table for both readers. A text is matched against the printed form, and gives the
// fields by the names that they have in the kernel's own record; the reader of trace.dat asks the
// record for the same names.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "tools/captures/captured_event.h"

namespace drmsim::scenarios {

struct EventText {
  std::string_view name;
  // As printed, each field as {name}, {} for one that nobody needs; several kernels, several forms.
  std::vector<std::string_view> forms;
  std::vector<std::string_view> fields;  // of all its forms

  // The fields of a printed event; nothing if it has none of the forms.
  std::optional<std::vector<TraceField>> match(std::string_view text) const;
};

// Null: an import has no use for it.
const EventText* event_text(std::string_view name);

}  // namespace drmsim::scenarios
