// A capture from a file, whatever kind it is: told by its first bytes.
#pragma once

#include <string>

#include "tools/captures/captured_event.h"

namespace drmsim::scenarios {

// The largest capture that is read.
inline constexpr std::size_t kCaptureBytesMax = std::size_t{1} << 30;

// `file`: a path, or - for stdin. Throws InputError.
Capture load_capture(const std::string& file);

}  // namespace drmsim::scenarios
