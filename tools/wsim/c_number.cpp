#include "tools/wsim/c_number.h"

#include <limits>

namespace drmsim::scenarios::wsim {
namespace {

bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

bool CNumber::fits_int32() const {
  return !overflow && value >= std::numeric_limits<std::int32_t>::min() &&
         value <= std::numeric_limits<std::int32_t>::max();
}

CNumber read_c_number(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && is_blank(text[at])) ++at;
  bool negative = false;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) negative = text[at++] == '-';
  if (at == text.size() || !is_digit(text[at])) return {};

  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
  CNumber number;
  for (; at < text.size() && is_digit(text[at]); ++at) {
    const std::int64_t digit = text[at] - '0';
    if (number.value > (kMax - digit) / 10) number.overflow = true;
    number.value = number.overflow ? kMax : number.value * 10 + digit;
  }
  if (negative) number.value = -number.value;
  number.length = at;
  return number;
}

}  // namespace drmsim::scenarios::wsim
