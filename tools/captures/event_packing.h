// Events as text, for the way from the process that reads them: a line each.
#pragma once

#include <string>
#include <string_view>

#include "tools/captures/captured_event.h"

namespace drmsim::scenarios {

std::string packed_capture(const Capture& capture);
// Throws InputError if it is no such text.
Capture unpacked_capture(std::string_view text, const std::string& file);

}  // namespace drmsim::scenarios
