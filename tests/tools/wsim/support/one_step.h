// One step of a workload, given to one reader: what comes of it, and what is said about it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/format/input_error.h"
#include "tools/wsim/step_cursor.h"
#include "tools/wsim/workload_lexer.h"

namespace drmsim::tests {

template <class Read>
struct OneStep {
  std::optional<Read> read;  // without a value: it was refused
  std::string error;         // without its place
  int column = 0;            // of the error
  std::vector<std::string> warnings;
};

// reader: of a StepCursor. index: how many steps are before this one.
template <class Reader>
auto read_one_step(const std::string& text, Reader reader, std::uint32_t index = 0) {
  using namespace scenarios;
  using namespace scenarios::wsim;
  const std::vector<RawStep> steps = lex_workload(text, WorkloadForm::inline_text);
  const std::string file = "w";
  std::vector<Diagnostic> warnings;
  StepCursor cursor(steps.at(0), index, file, warnings);
  OneStep<decltype(reader(cursor))> step;
  try {
    step.read = reader(cursor);
  } catch (const InputError& error) {
    step.error = error.diagnostics().front().message;
    step.column = error.diagnostics().front().column;
  }
  for (const Diagnostic& warning : warnings) {
    step.warnings.push_back(std::to_string(warning.column) + ": " + warning.message);
  }
  return step;
}

}  // namespace drmsim::tests
