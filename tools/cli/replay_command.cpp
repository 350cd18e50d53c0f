#include "tools/cli/replay_command.h"

#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "scenarios/format/input_error.h"
#include "scenarios/format/suggest.h"
#include "scenarios/machine/extensions.h"
#include "scenarios/report/event_hash.h"
#include "sched/kernel/kernels.h"
#include "sim/strategies/replay.h"
#include "tools/cli/build_identity.h"
#include "tools/cli/command_line.h"
#include "tools/cli/event_writer.h"
#include "tools/cli/explore_options.h"
#include "tools/cli/number_text.h"
#include "tools/cli/output_file.h"
#include "tools/cli/path_rules.h"
#include "tools/cli/progress_line.h"
#include "tools/cli/replay_writer.h"
#include "tools/cli/report_table.h"
#include "tools/cli/run_arguments.h"
#include "tools/cli/run_length.h"
#include "tools/cli/scenario_input.h"
#include "tools/cli/text_wrap.h"
#include "tools/explore/replay_file.h"
#include "tools/explore/schedule_run.h"

namespace drmsim::tools {
namespace {

using scenarios::HazardReport;
using scenarios::ReplayFile;

void require_scheduler(const std::string& file, const ReplayFile& replay) {
  const drm::Implementations& schedulers = scenarios::Extensions::of_program().schedulers;
  const std::string& name = replay.scheduler;
  if (schedulers.find(name) != nullptr) return;
  std::string message =
      "there is no scheduler `" + name + "`" + scenarios::suggestion(name, schedulers.names());
  if (replay.kernel.release.empty()) {
    message += kernel::how_to_get(name);
  } else {
    message += fmt::format("; it was Linux {}, which `{}` builds", replay.kernel.release,
                           replay.kernel.build);
  }
  throw scenarios::InputError(scenarios::Diagnostic{file, 0, 0, std::move(message)});
}

// Whether the scenario's own file, if it is there, says something else now.
bool has_changed(const ReplayFile& replay) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(replay.scenario, error)) return false;
  try {
    return load_input(replay.scenario).text() != replay.scenario_text;
  } catch (const scenarios::InputError&) {
    return true;
  }
}

// What can explain a difference, said before it shows.
void warn(const ReplayFile& replay, std::ostream& err) {
  if (replay.build != build_identity_line()) {
    err << fmt::format("warning: recorded by {}\n         this is    {}\n", printable(replay.build),
                       build_identity_line());
  }
  const scenarios::ReplayKernel here = replay_kernel(replay.scheduler);
  if (here.release != replay.kernel.release || here.sources != replay.kernel.sources) {
    err << fmt::format("warning: {} is Linux {} here, of sources {}; recorded with {}, {}\n",
                       replay.scheduler, here.release, here.sources,
                       printable(replay.kernel.release), printable(replay.kernel.sources));
  }
  if (has_changed(replay)) {
    err << fmt::format("note: {} has changed since; this runs what was recorded\n",
                       printable_word(replay.scenario));
  }
}

}  // namespace

int replay_failure(const ReplayArguments& arguments, const Console& console) {
  const ReplayFile replay = scenarios::load_replay(arguments.file);
  require_scheduler(arguments.file, replay);
  const auto overrides = scenarios::overrides_from_text(replay.overrides);
  const ScenarioInput input = parse_input(replay.scenario_text, replay.scenario, overrides);
  warn(replay, console.err);
  check_outputs({arguments.file, replay.scenario}, paths_of(outputs_of(arguments)));

  const bool table_to_out = !any_to_stdout(outputs_of(arguments));
  PictureFiles pictures(arguments.pictures, console);
  const std::unique_ptr<OutputFile> events = open_output(arguments.events);
  EventWriter writer(events != nullptr ? events->stream() : console.out);
  TraceFiles traces(arguments.trace, console.out);
  scenarios::EventHash hash;
  scenarios::MachineOptions machine;
  machine.scheduler = replay.scheduler;
  machine.observers.push_back(&hash);
  if (!arguments.events.empty()) machine.observers.push_back(&writer);
  pictures.observe(machine);
  for (sim::EventObserver* trace : traces.observers()) machine.observers.push_back(trace);

  ProgressLine progress(console.err, printable_word(arguments.file));
  if (console.err_is_terminal) {
    progress.set_whole(length_of(input.spec, sim::kForever));
    machine.observers.push_back(&progress);
  }

  sim::Replay strategy(replay.deviations);
  const scenarios::ScheduleResult result =
      scenarios::run_schedule(input.spec, strategy, replay.seed, machine);
  progress.erase();

  const bool same_hazard = has_failure(result.failures, replay.identity);
  const bool same_log = hash.value() == replay.event_log_hash;
  const bool as_recorded = same_hazard && same_log && strategy.unused() == 0;
  print_report(console, table_to_out, [&](const TextStyle& style) {
    std::string text;
    for (const HazardReport& hazard : result.report.hazards) text += hazard_text(hazard, style);
    if (!as_recorded) return text;
    return text + fmt::format("failed as recorded, event log {:016x}: {}\n", hash.value(),
                              replay.identity);
  });
  if (!as_recorded) {
    console.err << fmt::format(
        "{}: did not fail as recorded: {}; the event log is {}{}\n", printable_word(arguments.file),
        same_hazard ? "the hazard is the same" : "expected " + printable(replay.identity),
        same_log ? "the same" : "another",
        strategy.unused() == 0 ? ""
                               : fmt::format(", {} found no choice to change",
                                             plural_text(strategy.unused(), "deviation")));
  }
  if (events != nullptr) events->commit();
  traces.commit();
  if (arguments.pictures.any()) {
    std::string failure;
    for (const HazardReport& hazard : result.report.hazards) {
      failure += hazard_text(hazard, TextStyle(false));
    }
    pictures.write(replay.scenario + ": " + replay.identity, {{"Failure", failure}});
  }
  return as_recorded ? kNotAsExpected : kBadInput;
}

}  // namespace drmsim::tools
