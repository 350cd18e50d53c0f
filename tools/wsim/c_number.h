// Numbers as C's strtol and atoi read them, which is how gem_wsim reads every number.
//
// Leading blanks are skipped, a sign is taken, digits are read up to the first other character and
// the rest is ignored; text without digits is 0. What is undefined in C (atoi of a value that does
// not fit) is reported here instead, and so is the ignored rest, so that callers can warn.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace drmsim::scenarios::wsim {

struct CNumber {
  std::int64_t value = 0;  // clamped when it does not fit 64 bits
  std::size_t length = 0;  // characters read, blanks and sign included; 0: no digits, value is 0
  bool overflow = false;   // does not fit 64 bits

  bool fits_int32() const;
};

// The decimal number at the start of `text`.
CNumber read_c_number(std::string_view text);

}  // namespace drmsim::scenarios::wsim
