#include "tools/cli/diff_command.h"

#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "scenarios/report/run_scenario.h"
#include "tools/cli/command_line.h"
#include "tools/cli/option_kinds.h"
#include "tools/cli/output_file.h"
#include "tools/cli/path_rules.h"
#include "tools/cli/report_table.h"
#include "tools/cli/run_difference.h"
#include "tools/cli/scenario_input.h"
#include "tools/cli/scheduler_option.h"
#include "tools/cli/text_wrap.h"
#include "tools/timeline/html_page.h"
#include "tools/timeline/timeline_recorder.h"

namespace drmsim::tools {
namespace {

struct Side {
  std::string name;
  scenarios::ScenarioSpec spec;
  std::string scheduler;
  timeline::TimelineRecorder recorder;
  RunOutcome outcome;
};

void prepare(const DiffArguments& arguments, std::size_t i, Side& side) {
  const std::string& file = arguments.files.size() == 2 ? arguments.files[i] : arguments.files[0];
  scenarios::ScenarioOverrides overrides;
  // By the names of the files, where they differ: paths head columns badly.
  const bool stems =
      arguments.files.size() == 2 && stem_of(arguments.files[0]) != stem_of(arguments.files[1]);
  side.name = stems ? stem_of(file) : file;
  if (!arguments.policies.empty()) {
    side.name = arguments.policies[i];
    overrides.push_back({"policy", side.name});
  }
  side.spec = load_input(file, overrides).spec;
  if (!arguments.schedulers.empty()) side.name = side.scheduler = arguments.schedulers[i];
  if (!arguments.seeds.empty()) {
    side.name = "seed " + arguments.seeds[i];
    side.spec.seed = number_of("--seeds", arguments.seeds[i], 0, scenarios::kSeedMax);
  }
  if (arguments.seed.has_value()) side.spec.seed = *arguments.seed;
}

void run(Side& side, const scenarios::Extensions& extensions, bool drawn) {
  scenarios::MachineOptions options;
  options.scheduler = side.scheduler;
  options.extensions = &extensions;
  if (drawn) side.recorder.observe(options);
  side.outcome.report = scenarios::run_scenario(side.spec, options);
}

std::string page(const Side (&sides)[2], const std::string& table) {
  timeline::Page page{sides[0].spec.name + ": " + sides[0].name + " and " + sides[1].name, {}, {}};
  page.sections.push_back({"Difference", table});
  for (const Side& side : sides) {
    page.runs.push_back({side.name, &side.recorder.timeline(), {}});
    page.sections.push_back({side.name, report_table(side.outcome, TextStyle(false))});
  }
  return timeline::html_page(page);
}

}  // namespace

int diff_runs(const DiffArguments& arguments, const scenarios::Extensions& extensions,
              const Console& console) {
  if (!know_schedulers(arguments.schedulers, extensions.schedulers, console.err)) return kBadInput;
  check_outputs(arguments.files, {arguments.html, arguments.json});
  const std::unique_ptr<OutputFile> html = open_output(arguments.html);
  const std::unique_ptr<OutputFile> json = open_output(arguments.json);
  Side sides[2];
  for (std::size_t i = 0; i < 2; ++i) {
    prepare(arguments, i, sides[i]);
    run(sides[i], extensions, !arguments.html.empty());
  }
  const RunDifference found = difference(sides[0].outcome.report, sides[1].outcome.report);
  const bool table_to_out = arguments.html != kStandardOutput && arguments.json != kStandardOutput;
  print_report(console, table_to_out, [&](const TextStyle& style) {
    return difference_text(found, sides[0].name, sides[1].name, style);
  });
  if (!arguments.json.empty()) {
    (json != nullptr ? json->stream() : console.out)
        << difference_json(found, sides[0].name, sides[1].name);
    if (json != nullptr) json->commit();
  }
  if (!arguments.html.empty()) {
    (html != nullptr ? html->stream() : console.out)
        << page(sides, difference_text(found, sides[0].name, sides[1].name, TextStyle(false)));
    if (html != nullptr) html->commit();
  }
  return kAsExpected;
}

}  // namespace drmsim::tools
