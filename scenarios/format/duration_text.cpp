#include "scenarios/format/duration_text.h"

#include <array>

namespace drmsim::scenarios {
namespace {

struct Unit {
  std::string_view name;
  sim::TimeNs ns;
};

constexpr std::array<Unit, 4> kUnits = {
    {{"ns", 1}, {"us", 1'000}, {"ms", 1'000'000}, {"s", 1'000'000'000}}};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Takes the digits at the front of `text` off it; nothing if there are none or too many.
std::optional<sim::TimeNs> take_digits(std::string_view& text) {
  constexpr std::size_t kDigitsMax = 18;  // 10^18 fits in 64 bits
  std::size_t length = 0;
  sim::TimeNs value = 0;
  for (; length < text.size() && is_digit(text[length]); ++length) {
    value = value * 10 + static_cast<sim::TimeNs>(text[length] - '0');
    if (length >= kDigitsMax) return std::nullopt;
  }
  if (length == 0) return std::nullopt;
  text.remove_prefix(length);
  return value;
}

}  // namespace

std::optional<sim::TimeNs> parse_duration(std::string_view text) {
  const std::optional<sim::TimeNs> whole = take_digits(text);
  if (!whole.has_value()) return std::nullopt;
  sim::TimeNs fraction = 0;
  sim::TimeNs divisor = 1;
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    const std::size_t size_before = text.size();
    const std::optional<sim::TimeNs> digits = take_digits(text);
    const std::size_t length = size_before - text.size();
    if (!digits.has_value() || length > 9) return std::nullopt;
    fraction = *digits;
    for (std::size_t i = 0; i < length; ++i) divisor *= 10;
  }
  for (const Unit& unit : kUnits) {
    if (text != unit.name) continue;
    if (fraction * unit.ns % divisor != 0) return std::nullopt;
    if (*whole > sim::kForever / unit.ns) return std::nullopt;
    return sim::saturating_add(*whole * unit.ns, fraction * unit.ns / divisor);
  }
  return std::nullopt;
}

std::optional<sim::Delay> parse_duration_range(std::string_view text) {
  const std::size_t dots = text.find("..");
  const std::optional<sim::TimeNs> first = parse_duration(text.substr(0, dots));
  if (!first.has_value()) return std::nullopt;
  if (dots == std::string_view::npos) return sim::Delay::fixed(*first);
  const std::optional<sim::TimeNs> last = parse_duration(text.substr(dots + 2));
  if (!last.has_value() || *last < *first) return std::nullopt;
  return sim::Delay{*first, *last};
}

std::string duration_text(sim::TimeNs duration_ns) {
  if (duration_ns == sim::kForever) return "inf";
  std::size_t unit = duration_ns == 0 ? 0 : kUnits.size() - 1;
  while (duration_ns % kUnits[unit].ns != 0) --unit;
  return std::to_string(duration_ns / kUnits[unit].ns) + std::string(kUnits[unit].name);
}

std::string duration_text(const sim::Delay& delay) {
  if (delay.is_fixed()) return duration_text(delay.min_ns);
  return duration_text(delay.min_ns) + ".." + duration_text(delay.max_ns);
}

}  // namespace drmsim::scenarios
