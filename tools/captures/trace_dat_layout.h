// Checks the layout of a trace.dat file, before libtracecmd sees it: every length stays inside of
// what it belongs to, and what is wrong has an offset.
//
// The library trusts lengths that it reads. Mechanism: version 6 is walked from the first byte to
// the last event of each processor's pages. Version 7 may be compressed: of that the header alone
// is looked at, and the library has to find the rest.
#pragma once

#include <string>
#include <string_view>

namespace drmsim::scenarios {

bool is_trace_dat(std::string_view bytes);

// Throws InputError, about `file`: where the layout ends to make sense, and what was expected.
void check_trace_dat(std::string_view bytes, const std::string& file);

}  // namespace drmsim::scenarios
