#include "tools/wsim/workload_lexer.h"

#include <utility>

namespace drmsim::scenarios::wsim {
namespace {

void add_step(std::vector<RawStep>& steps, int line, const Field& whole) {
  if (whole.text.empty()) return;
  std::vector<Field> fields = split(whole, '.');
  const bool is_comment = !fields.empty() && fields.front().text.front() == '#';
  if (!is_comment) steps.push_back(RawStep{line, whole, std::move(fields)});
}

}  // namespace

std::vector<Field> split(const Field& field, char separator) {
  std::vector<Field> pieces;
  std::size_t begin = 0;
  while (begin < field.text.size()) {
    std::size_t end = field.text.find(separator, begin);
    if (end == std::string_view::npos) end = field.text.size();
    if (end > begin) {
      pieces.push_back(
          {field.text.substr(begin, end - begin), field.column + static_cast<int>(begin)});
    }
    begin = end + 1;
  }
  return pieces;
}

Field tail(const Field& field, std::size_t from) {
  return {field.text.substr(from), field.column + static_cast<int>(from)};
}

std::vector<RawStep> lex_workload(std::string_view text, WorkloadForm form) {
  const bool is_file = form == WorkloadForm::file;
  std::vector<RawStep> steps;
  int line = 1;
  int step_line = 1;
  int step_column = 1;
  std::size_t line_begin = 0;
  std::size_t begin = 0;
  bool after_hash = false;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const bool at_end = at == text.size();
    const bool newline = !at_end && text[at] == '\n';
    const bool comma = !at_end && text[at] == ',' && !after_hash;
    if (!at_end && text[at] == '#') after_hash = is_file;
    if (newline) {
      after_hash = false;
      ++line;
      line_begin = at + 1;
    }
    if (!at_end && !comma && !(newline && is_file)) continue;
    add_step(steps, step_line, {text.substr(begin, at - begin), step_column});
    begin = at + 1;
    step_line = line;
    step_column = static_cast<int>(begin - line_begin) + 1;
  }
  return steps;
}

}  // namespace drmsim::scenarios::wsim
