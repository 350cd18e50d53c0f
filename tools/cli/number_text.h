// Numbers for people: three digits that matter, and a unit.
#pragma once

#include <cstdint>
#include <string>

#include "sim/time.h"

namespace drmsim::tools {

std::string time_text(sim::TimeNs time_ns);   // "950 ns", "10 us", "1.07 ms", "98.1 s"
std::string seconds_text(double seconds);     // the same for wall time
std::string percent_text(double part);        // 0.931 is "93.1 %"
std::string rate_text(double per_second);     // "812", "35.2 k", "2.31 M"
std::string count_text(std::uint64_t count);  // "1,000,000"
// "1 job", "2 jobs"
std::string plural_text(std::uint64_t count, const std::string& noun);

}  // namespace drmsim::tools
