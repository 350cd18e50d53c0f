// Durations as people write them: "10us", "2.5s", "5us..10us".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/delay.h"
#include "sim/time.h"

namespace drmsim::scenarios {

// The longest duration and the latest moment that a file may name: 11 days. Sums of a few thousand
// of them still fit in 64 bits, and SystemC's picoseconds can hold them. parse_duration() takes
// longer ones: who reads a file, or a command line, refuses them.
inline constexpr sim::TimeNs kDurationMaxNs = 1'000'000'000'000'000;

// A decimal number and a unit (ns, us, ms, s), without a blank between; a fraction must come out as
// whole nanoseconds. Nothing if it is not that, or not representable.
std::optional<sim::TimeNs> parse_duration(std::string_view text);

// One duration, or two with ".." between, the first not longer than the second.
std::optional<sim::Delay> parse_duration_range(std::string_view text);

// The shortest exact form with a whole number: 1500000 is "1500us". kForever is "inf".
std::string duration_text(sim::TimeNs duration_ns);
std::string duration_text(const sim::Delay& delay);

}  // namespace drmsim::scenarios
