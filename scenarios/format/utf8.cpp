#include "scenarios/format/utf8.h"

namespace drmsim::scenarios {

std::optional<std::pair<std::uint32_t, std::size_t>> code_point(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t bytes = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : byte(0) >= 0xC2 ? 2 : 0;
  if (bytes == 0 || byte(0) > 0xF4 || text.size() < bytes) return std::nullopt;
  std::uint32_t value = byte(0) & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return std::nullopt;
    value = value << 6 | (byte(i) & 0x3FU);
  }
  constexpr std::uint32_t kLeast[] = {0x80, 0x800, 0x10000};
  if (value < kLeast[bytes - 2] || value > 0x10FFFF) return std::nullopt;
  return std::pair(value, bytes);
}

void append_code_point(std::string& text, std::uint32_t value) {
  const auto byte = [&](std::uint32_t bits) { text += static_cast<char>(bits); };
  const auto tail = [&](int shift) { byte(0x80U | ((value >> shift) & 0x3FU)); };
  if (value < 0x800) {
    byte(0xC0U | value >> 6), tail(0);
  } else if (value < 0x10000) {
    byte(0xE0U | value >> 12), tail(6), tail(0);
  } else {
    byte(0xF0U | value >> 18), tail(12), tail(6), tail(0);
  }
}

std::string as_utf8(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const bool is_ascii = static_cast<unsigned char>(text[i]) < 0x80;
    const auto point = is_ascii ? std::nullopt : code_point(text.substr(i));
    const bool is_surrogate = point && point->first >= 0xD800 && point->first <= 0xDFFF;
    if (is_ascii) {
      result += text[i++];
    } else if (point && !is_surrogate) {
      result += text.substr(i, point->second);
      i += point->second;
    } else {
      append_code_point(result, 0xFFFD);
      ++i;
    }
  }
  return result;
}

}  // namespace drmsim::scenarios
