// Virtual time: plain unsigned nanoseconds since the World began.
//
// SystemC counts in its own resolution (picoseconds by default); only sim/world.cpp and
// sim/dispatcher.cpp convert, so that every model, test and file speaks one unit. The clock ends
// where SystemC's does, after 213 days at its default resolution: what is due later never happens.
#pragma once

#include <cstdint>

namespace drmsim::sim {

using TimeNs = std::uint64_t;

inline constexpr TimeNs kForever = ~TimeNs{0};  // never; also "no timeout"

namespace literals {
constexpr TimeNs operator""_ns(unsigned long long n) {
  return n;
}
constexpr TimeNs operator""_us(unsigned long long n) {
  return n * 1'000;
}
constexpr TimeNs operator""_ms(unsigned long long n) {
  return n * 1'000'000;
}
constexpr TimeNs operator""_s(unsigned long long n) {
  return n * 1'000'000'000;
}
}  // namespace literals

// a + b without passing kForever.
constexpr TimeNs saturating_add(TimeNs a, TimeNs b) {
  return a > kForever - b ? kForever : a + b;
}

}  // namespace drmsim::sim
