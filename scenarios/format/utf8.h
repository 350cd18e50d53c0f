// UTF-8, as far as names of files and a scenario's text need it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace drmsim::scenarios {

// The code point at the beginning of `text`, which is not ASCII, and how many bytes it has; none if
// it is no UTF-8. Surrogates are taken.
std::optional<std::pair<std::uint32_t, std::size_t>> code_point(std::string_view text);
void append_code_point(std::string& text, std::uint32_t value);  // of 0x80 and beyond

// With U+FFFD in place of each byte that is none: a file may have any name, a document may not have
// any text.
std::string as_utf8(std::string_view text);

}  // namespace drmsim::scenarios
