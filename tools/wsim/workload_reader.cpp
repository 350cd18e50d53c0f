#include "tools/wsim/workload_reader.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "scenarios/format/input_error.h"
#include "scenarios/format/input_file.h"
#include "tools/wsim/batch_reader.h"
#include "tools/wsim/control_step_reader.h"
#include "tools/wsim/step_cursor.h"

namespace drmsim::scenarios::wsim {
namespace {

constexpr std::size_t kErrorsMax = 20;

Action read_action(StepCursor& cursor) {
  std::optional<Action> action = read_control_step(cursor);
  return action ? *std::move(action) : read_batch(cursor);
}

bool names_a_file(const std::string& argument) {
  std::error_code error;
  if (std::filesystem::is_regular_file(argument, error)) return true;
  const std::string_view text = argument;
  constexpr std::string_view kSuffix = ".wsim";
  return text.size() > kSuffix.size() && text.substr(text.size() - kSuffix.size()) == kSuffix;
}

}  // namespace

Workload parse_workload(std::string_view text, const std::string& name, WorkloadForm form) {
  Workload workload;
  workload.sources.push_back(name);
  std::vector<Diagnostic> errors;
  std::uint32_t index = 0;
  for (const RawStep& raw : lex_workload(text, form)) {
    if (errors.size() >= kErrorsMax) break;
    StepCursor cursor(raw, index, name, workload.warnings);
    try {
      workload.steps.push_back(Step{index, 0, raw.line, raw.whole.column, read_action(cursor)});
    } catch (const InputError& error) {
      errors.insert(errors.end(), error.diagnostics().begin(), error.diagnostics().end());
    }
    ++index;
  }
  if (!errors.empty()) throw InputError(std::move(errors));
  if (workload.steps.empty()) {
    throw InputError(
        Diagnostic{name, 0, 0, "no steps; expected at least one, like 1.RCS.1000.0.0"});
  }
  return workload;
}

Workload read_workload(const std::string& argument, const std::string& text_name) {
  if (!names_a_file(argument)) {
    return parse_workload(argument, text_name, WorkloadForm::inline_text);
  }
  const std::string text = read_input_file(argument, kWorkloadBytesMax);
  return parse_workload(text, argument, WorkloadForm::file);
}

}  // namespace drmsim::scenarios::wsim
