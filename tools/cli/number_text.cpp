#include "tools/cli/number_text.h"

#include <array>
#include <cmath>

#include <fmt/format.h>

namespace drmsim::tools {
namespace {

// Three significant digits without an exponent and without zeros behind the point.
std::string three_digits(double value) {
  if (value >= 99.95) return fmt::format("{:.0f}", value);
  std::string text = fmt::format("{:.{}f}", value, value >= 9.995 ? 1 : 2);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

struct Scale {
  double from;  // what rounds to less than this takes the unit before
  double unit;
  const char* name;
};

template <std::size_t kCount>
std::string scaled(double value, const std::array<Scale, kCount>& scales) {
  const Scale* best = &scales.front();
  for (const Scale& scale : scales) {
    if (value >= scale.from) best = &scale;
  }
  return three_digits(value / best->unit) + best->name;
}

}  // namespace

std::string seconds_text(double seconds) {
  static constexpr std::array<Scale, 4> kScales = {{
      {0, 1, " ns"},
      {999.5, 1e3, " us"},
      {999.5e3, 1e6, " ms"},
      {999.5e6, 1e9, " s"},
  }};
  return scaled(seconds * 1e9, kScales);
}

std::string time_text(sim::TimeNs time_ns) {
  return seconds_text(static_cast<double>(time_ns) / 1e9);
}

std::string percent_text(double part) {
  return three_digits(part * 100) + " %";
}

std::string rate_text(double per_second) {
  static constexpr std::array<Scale, 4> kScales = {{
      {0, 1, ""},
      {999.5, 1e3, " k"},
      {999.5e3, 1e6, " M"},
      {999.5e6, 1e9, " G"},
  }};
  return scaled(per_second, kScales);
}

std::string count_text(std::uint64_t count) {
  std::string text = fmt::format("{}", count);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

std::string plural_text(std::uint64_t count, const std::string& noun) {
  return count_text(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace drmsim::tools
