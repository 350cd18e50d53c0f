#include "tools/wsim/step_cursor.h"

#include <utility>

#include "tools/wsim/c_number.h"

namespace drmsim::scenarios::wsim {
namespace {

constexpr std::size_t kQuotedBytesMax = 40;

std::string escaped(char c) {
  if (c == '\r') return "\\r";
  if (c == '\n') return "\\n";
  if (c == '\t') return "\\t";
  static constexpr char kHex[] = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  if (byte >= 0x20 && byte < 0x7f) return std::string(1, c);
  return std::string("\\x") + kHex[byte / 16] + kHex[byte % 16];
}

}  // namespace

std::string in_quotes(std::string_view text) {
  std::string result = "'";
  for (const char c : text.substr(0, kQuotedBytesMax)) result += escaped(c);
  if (text.size() > kQuotedBytesMax) result += "...";
  return result + "'";
}

StepCursor::StepCursor(const RawStep& step, std::uint32_t index, const std::string& file,
                       std::vector<Diagnostic>& warnings)
    : step_(step), index_(index), file_(file), warnings_(warnings) {}

const Field* StepCursor::next() {
  if (next_field_ == step_.fields.size()) return nullptr;
  return &step_.fields[next_field_++];
}

std::int32_t StepCursor::number(const Field& field, std::string_view words,
                                std::string_view expected) {
  const CNumber number = read_c_number(field.text);
  if (!number.fits_int32()) fail(field, words, expected);
  if (number.length == 0) {
    warn(field, in_quotes(field.text) + " is not a number; it is read as 0, as gem_wsim does");
  } else {
    warn_unread(field, number.length);
  }
  return static_cast<std::int32_t>(number.value);
}

void StepCursor::warn_unread(const Field& field, std::size_t length) {
  if (length >= field.text.size()) return;
  warn(field, "only " + in_quotes(field.text.substr(0, length)) + " of " + in_quotes(field.text) +
                  " is read, as in gem_wsim");
}

void StepCursor::warn_unread_fields() {
  if (const Field* field = next()) {
    warn(*field,
         in_quotes(field->text) + " and what follows it in this step is ignored, as in gem_wsim");
  }
}

void StepCursor::warn(const Field& at, const std::string& message) {
  warnings_.push_back(this->at(at.column, message));
}

void StepCursor::fail(const Field& at, std::string_view words, std::string_view expected) const {
  fail_because(at, words, "Found " + in_quotes(at.text), expected);
}

void StepCursor::fail_because(const Field& at, std::string_view words, std::string_view reason,
                              std::string_view expected) const {
  std::string message(words);
  message += " at step " + std::to_string(index_) + "! ";
  message += reason;
  message += "; expected ";
  message += expected;
  if (step_.whole.text.back() == '\r') message += " (the line ends in CR LF; use LF alone)";
  throw InputError(this->at(at.column, std::move(message)));
}

Diagnostic StepCursor::at(int column, std::string message) const {
  return Diagnostic{file_, step_.line, column, std::move(message)};
}

}  // namespace drmsim::scenarios::wsim
