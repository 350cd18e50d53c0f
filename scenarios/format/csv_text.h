// A value as a word of CSV (RFC 4180).
#pragma once

#include <string>

namespace drmsim::scenarios {

// In quotes if it needs them: for a comma, a quote, or a line break.
inline std::string csv_word(const std::string& word) {
  if (word.find_first_of(",\"\r\n") == std::string::npos) return word;
  std::string text = "\"";
  for (const char c : word) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

}  // namespace drmsim::scenarios
