#include "tools/cli/lint_command.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "scenarios/format/input_error.h"
#include "scenarios/format/input_file.h"
#include "scenarios/format/toml_document.h"
#include "scenarios/machine/machine.h"
#include "scenarios/machine/missing_scheduler.h"
#include "tools/cli/command_line.h"
#include "tools/cli/number_text.h"
#include "tools/cli/scenario_catalogue.h"
#include "tools/cli/scenario_input.h"
#include "tools/cli/text_wrap.h"
#include "tools/explore/replay_file.h"
#include "tools/wsim/wsim_plan.h"

namespace drmsim::tools {
namespace {

using scenarios::Diagnostic;

bool is_replay(const std::string& file) {
  return scenarios::is_replay(scenarios::parse_toml(scenarios::read_input_file(file), file));
}

// What the reader of the file cannot know, the machine says that would be built.
std::string check_scenario(const std::string& file) {
  if (kind_of(file) == InputKind::scenario && is_replay(file)) {
    const scenarios::ReplayFile replay = scenarios::load_replay(file);
    parse_input(replay.scenario_text, replay.scenario,
                scenarios::overrides_from_text(replay.overrides));
    return "";
  }
  const ScenarioInput input = load_input(file);
  try {
    const scenarios::Machine machine(input.spec, {});
  } catch (const scenarios::MissingScheduler&) {
    return fmt::format(" (as far as can be told without its scheduler, `{}`)",
                       input.spec.scheduler.name);
  }
  return "";
}

std::string check_workload(const std::string& file, const Console& console) {
  scenarios::wsim::WorkloadOptions options;
  options.workloads.push_back({file, false, 0});
  const scenarios::wsim::WsimPlan plan(options);
  for (const Diagnostic& warning : plan.workloads().front().workload.warnings) {
    console.err << printable(scenarios::to_string(warning)) << " (warning)\n";
  }
  return "";
}

// Whether it is as it should be.
bool lint(const std::string& file, const Console& console) {
  try {
    if (kind_of(file) == InputKind::unknown) {
      refuse_kind(file, "a scenario (.toml) or a workload (.wsim)");
    }
    const std::string note =
        kind_of(file) == InputKind::workload ? check_workload(file, console) : check_scenario(file);
    console.out << printable_word(file) << ": ok" << note << "\n";
    return true;
  } catch (const scenarios::InputError& error) {
    for (const Diagnostic& mistake : error.diagnostics()) {
      console.err << printable(scenarios::to_string(mistake)) << "\n";
    }
    console.err << meant_instead(error);
    console.out << printable_word(file) << ": "
                << plural_text(error.diagnostics().size(), "mistake") << "\n";
    return false;
  }
}

}  // namespace

void add_lint_options(CLI::App& lint, LintArguments& arguments) {
  lint.add_option("FILE", arguments.files, "Scenarios (.toml), workloads (.wsim); - for stdin")
      ->required()
      ->type_name("");
}

int lint_files(const LintArguments& arguments, const Console& console) {
  int status = kAsExpected;
  for (const std::string& word : arguments.files) {
    try {
      if (!lint(path_of_named(word), console)) status = kBadInput;
    } catch (const scenarios::InputError& error) {  // several files have that name
      console.err << printable(error.what()) << "\n";
      status = kBadInput;
    }
  }
  return status;
}

}  // namespace drmsim::tools
