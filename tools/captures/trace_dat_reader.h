// Reads trace.dat, what `trace-cmd record` writes, with libtracecmd and libtraceevent.
//
// The libraries print, and may crash on a file that is broken where check_trace_dat() cannot see
// it: they work in a process of their own, which hands over the events as text.
#pragma once

#include <string>
#include <string_view>

#include "tools/captures/captured_event.h"

namespace drmsim::scenarios {

// Throws InputError, with the offset where it is known.
Capture read_trace_dat(std::string_view bytes, const std::string& file);

}  // namespace drmsim::scenarios
