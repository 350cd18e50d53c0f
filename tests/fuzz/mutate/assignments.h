// Where a TOML text has keys and values: enough to change them, without understanding them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace drmsim::tests {

// `key = value`, on a line of its own or in an inline table, which is a value itself.
struct Assignment {
  std::string key;
  std::size_t begin;        // of the key
  std::size_t value_begin;  // of the value
  std::size_t end;          // behind the value
};

std::vector<Assignment> assignments_in(const std::string& text);

// The lines from a header in brackets to the next one; the first part is what stands before.
struct TablePart {
  std::string header;  // "[[ring]]"; empty: the top
  std::string text;    // with the header
};
std::vector<TablePart> table_parts(const std::string& text);

std::vector<std::string> lines_of(const std::string& text);  // each with its end
std::string joined(const std::vector<std::string>& lines);

}  // namespace drmsim::tests
