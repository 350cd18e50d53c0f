// Collects what is wrong with one file, and with what it includes.
#pragma once

#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "scenarios/format/input_error.h"
#include "scenarios/format/source_location.h"

namespace drmsim::scenarios {

class Diagnostics {
 public:
  explicit Diagnostics(std::string file, IncludedFiles included = {})
      : file_(std::move(file)), included_(std::move(included)) {}

  void add(SourceLocation where, std::string message);
  bool empty() const { return found_.empty(); }
  // What is wrong at the places found so far is known: nothing more is added there. For tables
  // that are read again as part of others.
  void close_places();

  // Where a place is, as part of a sentence about something at `from`: "line 7", or "line 7 of
  // base.toml" if that is another file.
  std::string place_text(SourceLocation where, SourceLocation from) const;

  // Throws InputError with the first 20, in file order, if there are any.
  void throw_if_any() const;

 private:
  // A mistake, and the number of its file, which orders them.
  struct Found {
    int file = 0;
    Diagnostic diagnostic;
  };
  static bool same(const Found& a, const Found& b);
  static bool before(const Found& a, const Found& b);

  std::string file_;
  IncludedFiles included_;
  std::vector<Found> found_;
  std::set<std::tuple<int, int, int>> closed_;  // file, line, column
};

}  // namespace drmsim::scenarios
