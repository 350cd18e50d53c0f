// Reading a user's file, with the checks that every format needs before it looks at a byte.
//
// A file that is far too large is refused by its size, before anything is read; a pipe or a device
// has no size, so it is read up to the limit and no further. A directory and a file with NUL bytes
// (an executable, an image) get a message of their own instead of the parser's confusion.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace drmsim::scenarios {

// The largest scenario, workload or log that readers accept unless they say otherwise.
inline constexpr std::size_t kInputBytesMax = std::size_t{8} * 1024 * 1024;

// `-` as the name of a file.
inline constexpr const char* kStandardInput = "-";

// The message of read_input_file() about one that is absent.
inline constexpr const char* kNoSuchFile = "no such file";

// The contents of `path`, or of stdin, which is read once and is the same each time. Throws
// InputError if it is absent, unreadable, a directory, larger than `max_bytes`, or not text.
std::string read_input_file(const std::filesystem::path& path,
                            std::size_t max_bytes = kInputBytesMax);

// The same of a file that may be no text.
std::string read_input_bytes(const std::filesystem::path& path,
                             std::size_t max_bytes = kInputBytesMax);

// The checks on contents alone, for text that did not come from a file. `name` stands for the file
// in messages.
void check_input_text(std::string_view text, const std::string& name,
                      std::size_t max_bytes = kInputBytesMax);

}  // namespace drmsim::scenarios
