#include "tools/cli/run_options.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "tools/cli/option_kinds.h"
#include "tools/cli/output_file.h"
#include "tools/cli/override_options.h"
#include "tools/cli/scheduler_option.h"
#include "tools/cli/text_wrap.h"

namespace drmsim::tools {
namespace {

namespace wsim = scenarios::wsim;

constexpr const char* kWorkloads = "Workloads of gem_wsim (.wsim)";

void add_common_options(CLI::App& run, RunArguments& arguments) {
  run.add_option("FILE", arguments.files,
                 "Scenarios (.toml), workloads (.wsim); each is a run; - for stdin")
      ->type_name("");
  add_output(run, "--events", arguments.events, "Write the event log to a file, - for stdout");
  add_output(run, "--json", arguments.json, "Write the results as JSON to a file, - for stdout");
  add_trace_options(run, arguments.trace);
  add_seed(run, arguments.seed, "Of every number that a run draws, in place of its own");
  add_duration(run, "--until", arguments.until_ns,
               "When clients stop: a moment of virtual time, as 20ms");
  add_number(run, "--max-steps", arguments.steps_max, 1, 1'000'000'000'000'000,
             "Stop a run that takes more steps: `max_steps` of scenarios/FORMAT.md");
  add_scheduler_option(run, arguments.scheduler);
  run.add_flag("--hash", arguments.hash, "Print the hash of the event log: same run, same hash");
  add_picture_options(run, arguments.pictures);
}

// As for gem_wsim, -p counts for the workloads behind it: both are taken as they come.
void add_workload(CLI::App& run, RunArguments& arguments, const char* name, bool master,
                  const char* description) {
  run.add_option_function<std::string>(
         name,
         [&arguments, master](const std::string& text) {
           arguments.workload.workloads.push_back({text, master, arguments.priority});
         },
         description)
      ->trigger_on_parse()
      ->type_name("W");
}

void add_client_options(CLI::App& run, RunArguments& arguments) {
  scenarios::wsim::WorkloadOptions& options = arguments.workload;
  add_number(run, "-c,--clients", options.clients, 1, wsim::WsimPlan::kClientsMax,
             "Clients that run the workload, each by itself");
  add_workload(run, arguments, "-w,--workload", false,
               "A file, or steps as 1.RCS.500.0.0,d.10; all -w and -W run together, a client each");
  add_workload(run, arguments, "-W,--master", true,
               "The same; when its client ends, the others end");
  run.add_option("-p,--priority", arguments.priority,
                 "Of all contexts at the start, -1023 to 1023; counts for the -w and -W behind it")
      ->trigger_on_parse()
      ->type_name("N");
  run.add_option("-a,--append", options.append, "Steps added to every workload")->type_name("W");
  run.add_flag("-S,--same-numbers", options.same_random_sequence,
               "All clients draw the same numbers");
  run.add_flag("-v,--verbose", arguments.each_client, "A line for each client, as gem_wsim -v");
}

void add_engine_options(CLI::App& run, RunArguments& arguments) {
  run.add_option_function<std::string>(
         "--engines",
         [&arguments](const std::string& list) {
           arguments.workload.engines = scenarios::wsim::EngineSet::parse(list, "--engines");
         },
         "The machine's, as RCS,BCS,VCS1,VCS2")
      ->type_name("LIST");
}

// These belong to one call, or are given by name.
constexpr std::initializer_list<const char*> kNotToRepeat = {
    "--events", "--json",     "--ftrace", "--trace-dat", "--trace-format", "--vcd",
    "--html",   "--perfetto", "--jobs",   "--contexts",  "--hash",         "--seed",
    "--help",   "--workload", "--master", "--verbose"};

}  // namespace

namespace {

// $'a\x1bb': a word that a terminal can show, and a shell reads as what it was.
std::string ansi_c_quoted(const std::string& word) {
  std::string text = "$'";
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7f) {
      text += fmt::format("\\x{:02x}", byte);
    } else {
      text += c == '\'' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    }
  }
  return text + "'";
}

}  // namespace

std::string shell_word(const std::string& word) {
  const auto is_plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("_-./=,:+@%").find(c) != std::string_view::npos;
  };
  const bool needs_none = !word.empty() && std::all_of(word.begin(), word.end(), is_plain);
  return needs_none ? word : shell_quoted(word);
}

std::string path_word(const std::string& path) {
  const bool looks_like_option = path.size() > 1 && path.front() == '-';
  return shell_word(looks_like_option ? "./" + path : path);
}

std::string shell_quoted(const std::string& word) {
  if (printable(word) != word || word.find('\n') != std::string::npos) return ansi_c_quoted(word);
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

std::string options_given(const CLI::App& command, std::initializer_list<const char*> without) {
  std::string text;
  for (const CLI::Option* option : command.get_options()) {
    const bool is_left_out =
        option->count() == 0 || option->get_positional() ||
        std::any_of(without.begin(), without.end(),
                    [option](const char* name) { return option->check_name(name); });
    if (is_left_out) continue;
    text += " " + option->get_name();
    if (option->get_type_size() == 0) continue;
    for (const std::string& value : option->results()) text += " " + shell_word(value);
  }
  return text;
}

void add_run_options(CLI::App& run, RunArguments& arguments) {
  add_common_options(run, arguments);
  add_override_options(run, arguments.overrides);
  const std::size_t common = run.get_options().size();
  add_client_options(run, arguments);
  add_engine_options(run, arguments);
  const std::vector<CLI::Option*> options = run.get_options();
  for (std::size_t i = common; i < options.size(); ++i) options[i]->group(kWorkloads);
}

std::vector<OutputOption> outputs_of(const RunArguments& arguments) {
  std::vector<OutputOption> outputs = {{"--events", arguments.events}, {"--json", arguments.json}};
  for (OutputOption& trace : outputs_of(arguments.trace)) outputs.push_back(std::move(trace));
  for (OutputOption& picture : outputs_of(arguments.pictures)) {
    outputs.push_back(std::move(picture));
  }
  return outputs;
}

void finish_run_options(const CLI::App& run, RunArguments& arguments) {
  for (const CLI::Option* option : run.get_options()) {
    if (option->count() == 0) continue;
    if (option->get_group() == kWorkloads && arguments.workload_option.empty() &&
        !option->check_name("--workload") && !option->check_name("--master")) {
      arguments.workload_option = option->get_name();
    }
  }
  arguments.options_to_repeat = options_given(run, kNotToRepeat);
  const std::size_t runs = arguments.files.size() + (arguments.workload.workloads.empty() ? 0 : 1);
  if (runs == 0) throw CLI::RequiredError("FILE");
  std::vector<OutputOption> of_one_run = outputs_of(arguments.trace);
  for (OutputOption& output : outputs_of(arguments.pictures)) {
    of_one_run.push_back(std::move(output));
  }
  of_one_run.push_back({"--events", arguments.events});
  check_of_one_run(of_one_run, runs);
  check_one_to_stdout(outputs_of(arguments));
  check_trace_format(run, arguments.trace);
  check_contexts(arguments.pictures);
}

}  // namespace drmsim::tools
