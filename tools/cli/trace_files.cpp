#include "tools/cli/trace_files.h"

#include <algorithm>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "tools/cli/option_kinds.h"

namespace drmsim::tools {
namespace {

constexpr const char* kFormat = "--trace-format";

}  // namespace

void add_trace_options(CLI::App& command, TraceArguments& arguments) {
  add_output(command, "--ftrace", arguments.ftrace,
             "Write the kernel's trace events as tracefs prints them, - for stdout");
  add_output(command, "--trace-dat", arguments.trace_dat,
             "Write them as a file of trace-cmd, which KernelShark and gpuvis open");
  add_choice(command, kFormat, arguments.format, {"6.17", "6.12"},
             "Names of drm/sched's events: those that are stable since Linux 6.17, as "
             "drm_sched_job_queue (6.17), or those before, as drm_sched_job, which gpuvis draws");
  add_output(command, "--vcd", arguments.vcd,
             "Write rings, interrupts and clients as signals, for GTKWave; - for stdout");
}

std::vector<OutputOption> outputs_of(const TraceArguments& arguments) {
  return {{"--ftrace", arguments.ftrace},
          {"--trace-dat", arguments.trace_dat},
          {"--vcd", arguments.vcd}};
}

std::vector<std::string> paths_of(const std::vector<OutputOption>& outputs) {
  std::vector<std::string> paths;
  for (const OutputOption& output : outputs) paths.push_back(output.path);
  return paths;
}

void check_of_one_run(const std::vector<OutputOption>& outputs, std::size_t runs) {
  for (const OutputOption& output : outputs) {
    if (runs < 2 || output.path.empty()) continue;
    throw CLI::ValidationError(output.option,
                               fmt::format("takes the log of one run, and there are {}", runs));
  }
}

void check_one_to_stdout(const std::vector<OutputOption>& outputs) {
  const OutputOption* first = nullptr;
  for (const OutputOption& output : outputs) {
    if (output.path != kStandardOutput) continue;
    if (first != nullptr) {
      throw CLI::ValidationError(first->option,
                                 "and " + output.option + " cannot both go to stdout");
    }
    first = &output;
  }
}

void check_trace_format(const CLI::App& command, const TraceArguments& arguments) {
  if (command.count(kFormat) == 0) return;
  if (!arguments.ftrace.empty() || !arguments.trace_dat.empty()) return;
  throw CLI::ValidationError(kFormat, "is of --ftrace and --trace-dat; expected one of them");
}

bool any_to_stdout(const std::vector<OutputOption>& outputs) {
  return std::any_of(outputs.begin(), outputs.end(),
                     [](const OutputOption& output) { return output.path == kStandardOutput; });
}

TraceFiles::Target::Target(const std::string& path, std::ostream& out)
    : out(out), file(open_output(path)) {}

TraceFiles::TraceFiles(const TraceArguments& arguments, std::ostream& out)
    : text_to_(arguments.ftrace, out),
      dat_to_(arguments.trace_dat, out),
      vcd_to_(arguments.vcd, out) {
  std::vector<timeline::TraceSink*> sinks;
  if (!arguments.ftrace.empty()) sinks.push_back(&text_.emplace(text_to_.stream()));
  if (!arguments.trace_dat.empty()) sinks.push_back(&dat_.emplace());
  if (!sinks.empty()) {
    recorder_.emplace(arguments.format == "6.12" ? timeline::TraceNames::linux_6_12
                                                 : timeline::TraceNames::linux_6_17,
                      sinks);
  }
  if (!arguments.vcd.empty()) vcd_.emplace();
}

std::vector<sim::EventObserver*> TraceFiles::observers() {
  std::vector<sim::EventObserver*> observers;
  if (recorder_.has_value()) observers.push_back(&*recorder_);
  if (vcd_.has_value()) observers.push_back(&*vcd_);
  return observers;
}

void TraceFiles::commit() {
  if (recorder_.has_value()) recorder_->finish();
  if (text_.has_value()) text_->finish();
  if (dat_.has_value()) dat_->write(dat_to_.stream());
  if (vcd_.has_value()) vcd_->write(vcd_to_.stream());
  text_to_.commit();
  dat_to_.commit();
  vcd_to_.commit();
}

}  // namespace drmsim::tools
