#include "tools/cli/run_command.h"

#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "scenarios/format/duration_text.h"
#include "scenarios/format/input_error.h"
#include "scenarios/format/scenario_reader.h"
#include "scenarios/oracle/oracle_reader.h"
#include "scenarios/report/event_hash.h"
#include "scenarios/report/run_scenario.h"
#include "tools/cli/command_line.h"
#include "tools/cli/event_writer.h"
#include "tools/cli/output_file.h"
#include "tools/cli/progress_line.h"
#include "tools/cli/report_json.h"
#include "tools/cli/report_table.h"
#include "tools/cli/run_outcome.h"
#include "tools/cli/scenario_catalogue.h"

namespace drmsim::tools {
namespace {

using scenarios::Diagnostic;
using scenarios::InputError;
using scenarios::ScenarioSpec;

constexpr const char* kStandardOutput = "-";

ScenarioSpec load(const std::string& file) {
  const std::filesystem::path path(file);
  if (path.extension() == ".toml") return scenarios::load_scenario(path);
  if (path.extension() == ".txt") return scenarios::load_oracle_scenario(path);
  throw InputError(Diagnostic{file, 0, 0,
                              "unknown kind of file; expected a scenario (.toml) or a scheduler "
                              "test case (.txt)"});
}

// One word of a shell's command line.
std::string quoted(const std::string& word) {
  const auto is_plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("_-./=,:+@%").find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

class Runner {
 public:
  Runner(const RunArguments& arguments, const Console& console);
  int run_all();

 private:
  RunOutcome run(const std::string& file);
  std::string repeat_command(const std::string& file, std::uint64_t seed) const;
  void print(const RunOutcome& outcome);
  void print_mistakes(const InputError& error);
  void check_arguments() const;

  const RunArguments& arguments_;
  const Console& console_;
  bool table_to_out_;
  std::unique_ptr<OutputFile> events_;
  std::unique_ptr<OutputFile> json_;
  std::vector<RunOutcome> outcomes_;  // only those that --json needs
};

Runner::Runner(const RunArguments& arguments, const Console& console)
    : arguments_(arguments),
      console_(console),
      table_to_out_(arguments.events != kStandardOutput && arguments.json != kStandardOutput) {}

void Runner::check_arguments() const {
  if (!arguments_.events.empty() && arguments_.files.size() > 1) {
    throw OutputError("--events takes the log of one file, and there are " +
                      std::to_string(arguments_.files.size()));
  }
  if (arguments_.events == kStandardOutput && arguments_.json == kStandardOutput) {
    throw OutputError("--events and --json cannot both go to standard output");
  }
}

std::string Runner::repeat_command(const std::string& file, std::uint64_t seed) const {
  std::string command = fmt::format("drmsim run {} --seed {}", quoted(file), seed);
  if (arguments_.until_ns != sim::kForever) {
    command += " --until " + scenarios::duration_text(arguments_.until_ns);
  }
  return command;
}

RunOutcome Runner::run(const std::string& file) {
  ScenarioSpec spec = load(file);
  if (arguments_.seed.has_value()) spec.seed = *arguments_.seed;
  scenarios::MachineOptions options;
  options.until_ns = arguments_.until_ns;
  scenarios::EventHash hash;
  const bool hashed = arguments_.hash || !arguments_.json.empty();
  if (hashed) options.observers.push_back(&hash);
  EventWriter writer(events_ != nullptr ? events_->stream() : console_.out);
  if (!arguments_.events.empty()) options.observers.push_back(&writer);
  ProgressLine progress(console_.err, file);
  if (console_.err_is_terminal) options.observers.push_back(&progress);

  RunOutcome outcome;
  const double begin = wall_seconds();
  outcome.report = scenarios::run_scenario(spec, options);
  outcome.wall_seconds = wall_seconds() - begin;
  if (hashed) outcome.event_log_hash = hash.value();
  outcome.repeat_command = repeat_command(file, outcome.report.seed);
  return outcome;
}

void Runner::print(const RunOutcome& outcome) {
  std::ostream& to = table_to_out_ ? console_.out : console_.err;
  const bool terminal = table_to_out_ ? console_.out_is_terminal : console_.err_is_terminal;
  const TextStyle style(console_.colour && terminal);
  if (arguments_.files.size() == 1) {
    to << report_table(outcome, style);
    return;
  }
  to << report_line(outcome, style);
  if (!outcome.report.as_expected()) to << problems_text(outcome, style);
}

void Runner::print_mistakes(const InputError& error) {
  for (const Diagnostic& diagnostic : error.diagnostics()) {
    console_.err << scenarios::to_string(diagnostic) << "\n";
  }
  const std::filesystem::path path(error.diagnostics().front().file);
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored)) return;
  const std::string similar = similar_scenario(path);
  if (!similar.empty()) console_.err << "did you mean " << similar << "?\n";
}

int Runner::run_all() {
  check_arguments();
  const auto open = [](const std::string& path) {
    return path.empty() || path == kStandardOutput ? nullptr : std::make_unique<OutputFile>(path);
  };
  events_ = open(arguments_.events);
  json_ = open(arguments_.json);
  int status = kAsExpected;
  for (const std::string& file : arguments_.files) {
    try {
      RunOutcome outcome = run(file);
      if (!outcome.report.as_expected()) status = std::max<int>(status, kNotAsExpected);
      print(outcome);
      if (!arguments_.json.empty()) outcomes_.push_back(std::move(outcome));
    } catch (const InputError& error) {
      print_mistakes(error);
      status = kBadInput;
    }
  }
  if (status == kBadInput && outcomes_.empty() && arguments_.files.size() == 1) return status;
  if (events_ != nullptr) events_->commit();
  if (!arguments_.json.empty()) {
    (json_ != nullptr ? json_->stream() : console_.out) << reports_json(outcomes_);
  }
  if (json_ != nullptr) json_->commit();
  return status;
}

}  // namespace

int run_files(const RunArguments& arguments, const Console& console) {
  return Runner(arguments, console).run_all();
}

}  // namespace drmsim::tools
