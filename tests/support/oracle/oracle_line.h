// One line of an oracle scenario: a keyword, perhaps a name, and key=value pairs, each with its
// place.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/format/diagnostics.h"
#include "scenarios/format/source_location.h"
#include "sim/time.h"

namespace drmsim::scenarios {

class OracleLine {
 public:
  // The words of one line without its comment. The diagnostics outlive it.
  OracleLine(std::string_view text, int line, Diagnostics& diagnostics);

  bool empty() const { return words_.empty(); }
  std::string keyword() const;
  SourceLocation where() const { return {line_, words_.empty() ? 1 : words_.front().column}; }

  // The second word, which must not be a pair; reports its absence.
  NameRef name();

  // Values. Each reports what is wrong and returns the default then; `known` keys are remembered,
  // so that finish() can report the others.
  std::string text(std::string_view key, std::string_view fallback);
  std::string word(std::string_view key, std::string_view fallback,
                   const std::vector<std::string>& allowed);
  std::uint32_t number(std::string_view key, std::uint32_t fallback, std::uint32_t max);
  sim::TimeNs time(std::string_view key, sim::TimeNs fallback);
  std::vector<NameRef> names(std::string_view key);
  NameRef required_name(std::string_view key);
  bool has(std::string_view key) const;
  SourceLocation where(std::string_view key) const;

  void finish();  // reports keys that nobody asked for
  void error(SourceLocation where, std::string message) {
    diagnostics_.add(where, std::move(message));
  }

 private:
  struct Word {
    std::string key;  // empty: not a pair
    std::string value;
    int column;
    bool used = false;
  };
  Word* find(std::string_view key);

  int line_;
  Diagnostics& diagnostics_;
  std::vector<Word> words_;
};

}  // namespace drmsim::scenarios
