#include "tools/cli/import_command.h"

#include <memory>

#include <fmt/format.h>

#include "tools/captures/capture_check.h"
#include "tools/captures/capture_file.h"
#include "tools/captures/capture_scenario.h"
#include "tools/cli/command_line.h"
#include "tools/cli/import_report.h"
#include "tools/cli/number_text.h"
#include "tools/cli/output_file.h"
#include "tools/cli/path_rules.h"
#include "tools/cli/scenario_input.h"
#include "tools/cli/text_wrap.h"

namespace drmsim::tools {
namespace {

void deliver(const std::string& path, const std::unique_ptr<OutputFile>& file,
             const std::string& text, const Console& console) {
  if (path.empty()) return;
  (file != nullptr ? file->stream() : console.out) << text;
  if (file != nullptr) file->commit();
}

std::string counted_entities(std::size_t count) {
  return count == 1 ? "1 entity" : count_text(count) + " entities";
}

}  // namespace

int import_capture(const ImportArguments& arguments, const scenarios::Extensions& extensions,
                   const Console& console) {
  check_outputs({arguments.capture}, {arguments.out, arguments.json});
  const scenarios::Capture capture = scenarios::load_capture(arguments.capture);
  const scenarios::CaptureJobs jobs = scenarios::join_jobs(capture);
  const scenarios::CaptureTiming timing = scenarios::time_jobs(capture, jobs);
  // The file is named as the scenario in it.
  const bool has_file = !arguments.out.empty() && arguments.out != kStandardOutput;
  const std::string name = stem_of(has_file ? arguments.out : arguments.capture);
  const bool to_out = arguments.out != kStandardOutput && arguments.json != kStandardOutput;
  const std::unique_ptr<OutputFile> out = open_output(arguments.out);
  const std::unique_ptr<OutputFile> json = open_output(arguments.json);
  if (!arguments.out.empty()) {
    // What is written is fitted on all of the capture.
    const scenarios::CaptureFit fit = fit_machine(jobs, timing, timing.jobs.size());
    const scenarios::ImportedScenario scenario = scenarios::imported_scenario(
        capture, jobs, timing, fit, name, {arguments.vblank, arguments.closed_loop});
    deliver(arguments.out, out, scenarios::imported_text(scenario), console);
    print_report(console, to_out, [&](const TextStyle&) {
      return fmt::format("{}: {} of {} on {}\n",
                         has_file ? printable_word(arguments.out) : std::string("stdout"),
                         plural_text(scenario.names.size(), "job"),
                         counted_entities(scenario.spec.entities.size()),
                         plural_text(scenario.spec.rings.size(), "ring"));
    });
  }
  if (!arguments.check) return kAsExpected;
  const scenarios::CaptureCheck check =
      scenarios::check_capture(capture, jobs, timing, name, extensions);
  print_report(console, to_out, [&](const TextStyle& style) { return import_text(check, style); });
  deliver(arguments.json, json, import_json(arguments.capture, check), console);
  return check.hazards.empty() ? kAsExpected : kNotAsExpected;
}

}  // namespace drmsim::tools
