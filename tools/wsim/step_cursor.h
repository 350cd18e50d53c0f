// Walks over the fields of one step while it is read, and words the complaints about it.
//
// Messages begin with gem_wsim's own words, "Invalid delay at step 3!", so that a search for them
// finds the same things, and go on with what was found and what was expected. A number with
// something behind it is taken as gem_wsim takes it, with a warning.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/format/input_error.h"
#include "tools/wsim/workload_lexer.h"

namespace drmsim::scenarios::wsim {

class StepCursor {
 public:
  // Everything is borrowed: step, file and warnings must outlive the cursor.
  StepCursor(const RawStep& step, std::uint32_t index, const std::string& file,
             std::vector<Diagnostic>& warnings);

  std::uint32_t index() const { return index_; }
  const RawStep& step() const { return step_; }

  // The next field, or nullptr after the last one.
  const Field* next();

  // atoi(): junk behind the number is dropped with a warning, and text that is no number is 0 with
  // a warning. Fails as fail() does where atoi() is undefined, outside 32 bits.
  std::int32_t number(const Field& field, std::string_view words, std::string_view expected);

  // Warns about characters of `field` from `length` on, which nothing reads.
  void warn_unread(const Field& field, std::size_t length);
  // Warns about fields that nothing has read.
  void warn_unread_fields();
  void warn(const Field& at, const std::string& message);

  // Throws InputError: "<words> at step <index>! Found '<at>'; expected <expected>".
  [[noreturn]] void fail(const Field& at, std::string_view words, std::string_view expected) const;
  // The same with another sentence in the place of "Found ...".
  [[noreturn]] void fail_because(const Field& at, std::string_view words, std::string_view reason,
                                 std::string_view expected) const;

 private:
  Diagnostic at(int column, std::string message) const;

  const RawStep& step_;
  std::uint32_t index_;
  const std::string& file_;
  std::vector<Diagnostic>& warnings_;
  std::size_t next_field_ = 0;
};

// `text` in quotes, bytes other than printable ASCII escaped, cut to a readable length.
std::string in_quotes(std::string_view text);

}  // namespace drmsim::scenarios::wsim
