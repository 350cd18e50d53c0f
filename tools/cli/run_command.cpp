#include "tools/cli/run_command.h"

#include <algorithm>
#include <memory>

#include "scenarios/format/input_error.h"
#include "scenarios/machine/machine.h"
#include "scenarios/machine/missing_scheduler.h"
#include "scenarios/report/event_hash.h"
#include "tools/cli/command_line.h"
#include "tools/cli/event_writer.h"
#include "tools/cli/output_file.h"
#include "tools/cli/path_rules.h"
#include "tools/cli/progress_line.h"
#include "tools/cli/report_json.h"
#include "tools/cli/report_table.h"
#include "tools/cli/run_one.h"
#include "tools/cli/run_options.h"
#include "tools/cli/scenario_catalogue.h"
#include "tools/cli/text_wrap.h"

namespace drmsim::tools {
namespace {

class RunCommand {
 public:
  RunCommand(const RunArguments& arguments, const Console& console);
  int run_all();

 private:
  RunOutcome run(const RunInput& input);
  void print(const RunOutcome& outcome);
  void print_mistakes(const scenarios::InputError& error);
  void write_json();
  void draw(const RunOutcome& outcome);

  const RunArguments& arguments_;
  const Console& console_;
  const std::vector<RunInput> inputs_;
  bool table_to_out_;  // stdout has no other use
  std::unique_ptr<OutputFile> events_;
  TraceFiles traces_;
  std::unique_ptr<OutputFile> json_;
  PictureFiles pictures_;
  std::vector<RunOutcome> outcomes_;  // only if --json needs them
};

std::vector<RunInput> checked_inputs(const RunArguments& arguments) {
  std::vector<std::string> read = arguments.files;
  for (const auto& workload : arguments.workload.workloads) read.push_back(workload.text);
  if (arguments.workload.append.has_value()) read.push_back(*arguments.workload.append);
  check_outputs(read, paths_of(outputs_of(arguments)));
  return inputs_of(arguments);
}

RunCommand::RunCommand(const RunArguments& arguments, const Console& console)
    : arguments_(arguments),
      console_(console),
      inputs_(checked_inputs(arguments)),
      table_to_out_(!any_to_stdout(outputs_of(arguments))),
      events_(open_output(arguments.events)),
      traces_(arguments.trace, console.out),
      json_(open_output(arguments.json)),
      pictures_(arguments.pictures, console) {}

RunOutcome RunCommand::run(const RunInput& input) {
  scenarios::MachineOptions options;
  options.until_ns = arguments_.until_ns;
  options.steps_max = arguments_.steps_max;
  options.scheduler = arguments_.scheduler;
  scenarios::EventHash hash;
  const bool hashed = arguments_.hash || !arguments_.json.empty();
  if (hashed) options.observers.push_back(&hash);
  pictures_.observe(options);
  EventWriter writer(events_ != nullptr ? events_->stream() : console_.out);
  if (!arguments_.events.empty()) options.observers.push_back(&writer);
  for (sim::EventObserver* trace : traces_.observers()) options.observers.push_back(trace);
  ProgressLine progress(console_.err, printable_word(input.name));
  if (console_.err_is_terminal) {
    options.observers.push_back(&progress);
    options.setup = [&](scenarios::Machine& machine) {
      progress.set_whole(length_of(machine.spec(), arguments_.until_ns));
    };
  }

  RunOutcome outcome = run_one(input, arguments_, options);
  if (hashed) outcome.event_log_hash = hash.value();
  return outcome;
}

void RunCommand::print(const RunOutcome& outcome) {
  for (const std::string& warning : outcome.warnings) {
    console_.err << printable(warning) << " (warning)\n";
  }
  print_report(console_, table_to_out_, [&](const TextStyle& style) {
    if (inputs_.size() == 1) return outcome.workload_text + report_table(outcome, style);
    std::string text = report_line(outcome, style);
    if (!outcome.report.as_expected()) text += problems_text(outcome, style);
    return text;
  });
}

void RunCommand::print_mistakes(const scenarios::InputError& error) {
  for (const scenarios::Diagnostic& diagnostic : error.diagnostics()) {
    console_.err << printable(scenarios::to_string(diagnostic)) << "\n";
  }
  console_.err << meant_instead(error);
}

void RunCommand::write_json() {
  if (arguments_.json.empty()) return;
  (json_ != nullptr ? json_->stream() : console_.out) << reports_json(outcomes_);
  if (json_ != nullptr) json_->commit();
}

int RunCommand::run_all() {
  int status = kAsExpected;
  std::size_t done = 0;
  for (const RunInput& input : inputs_) {
    try {
      RunOutcome outcome = run(input);
      ++done;
      const bool clean = arguments_.hazards_may_pass || outcome.report.hazards.empty();
      if (!clean || !outcome.report.as_expected()) status = std::max<int>(status, kNotAsExpected);
      print(outcome);
      draw(outcome);
      if (!arguments_.json.empty()) outcomes_.push_back(std::move(outcome));
    } catch (const scenarios::MissingScheduler& missing) {
      print_mistakes(missing);
      if (arguments_.hazards_may_pass) {
        console_.err << printable_word(input.name) << ": skipped\n";
      } else {
        status = kBadInput;
      }
    } catch (const scenarios::InputError& error) {
      print_mistakes(error);
      status = kBadInput;
    }
  }
  if (done == 0) return status;
  try {
    if (events_ != nullptr) events_->commit();
    traces_.commit();
  } catch (const OutputError&) {
    write_json();  // it is lost no more than the report is
    throw;
  }
  write_json();
  return status;
}

void RunCommand::draw(const RunOutcome& outcome) {
  if (!arguments_.pictures.any()) return;
  const scenarios::RunReport& report = outcome.report;
  const std::string title =
      report.summary.empty() ? report.scenario : report.scenario + ": " + report.summary;
  pictures_.write(title,
                  {{"Report", outcome.workload_text + report_table(outcome, TextStyle(false))}});
}

}  // namespace

int run_inputs(const RunArguments& arguments, const Console& console) {
  return RunCommand(arguments, console).run_all();
}

}  // namespace drmsim::tools
