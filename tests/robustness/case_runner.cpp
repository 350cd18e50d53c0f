#include "tests/robustness/case_runner.h"

#include <fstream>
#include <iostream>

#include <fmt/format.h>

#include "scenarios/machine/extensions.h"

namespace drmsim::tests {

namespace fs = std::filesystem;

Outcome CaseRunner::run(const Case& one) {
  const fs::path files = folder_.path("files");
  fs::create_directories(files);
  std::ofstream(files / one.name, std::ios::binary) << one.text;
  fs::current_path(files);
  Outcome outcome = run_forked(one.arguments);
  fs::current_path(start_);
  fs::remove_all(files);
  const std::string complaint = tests::complaint(outcome);
  ++runs_;
  if (outcome.cpu_seconds > slowest_seconds_) {
    slowest_seconds_ = outcome.cpu_seconds;
    slowest_ = one.name;
  }
  ++results_[complaint.empty() ? std::to_string(outcome.status) : complaint];
  if (!complaint.empty()) keep(one, outcome, complaint);
  return outcome;
}

void CaseRunner::keep(const Case& one, const Outcome& outcome, const std::string& complaint) {
  ++failures_;
  fs::create_directories(out_);
  const fs::path file = fs::path(out_) / one.name;
  std::ofstream(file, std::ios::binary) << one.text;
  std::ofstream(file.string() + ".output", std::ios::binary) << outcome.output;
  std::vector<std::string> arguments = one.arguments;
  for (std::string& argument : arguments) {
    if (argument == one.name) argument = file.string();
  }
  std::cout << fmt::format("{}: {}\n  {}\n", one.name, complaint, shell_command(arguments))
            << std::flush;
}

std::string CaseRunner::tally() const {
  std::string text = fmt::format("{} runs", runs_);
  for (const auto& [result, count] : results_) text += fmt::format("; {}: {}", result, count);
  return text + fmt::format("; slowest: {:.1f} s, {}", slowest_seconds_, slowest_);
}

std::vector<std::string> schedulers_for_cases(const std::vector<std::string>& kernels) {
  std::vector<std::string> names = {"model"};
  const drm::Implementations& all = scenarios::Extensions::of_program().schedulers;
  for (const std::string& kernel : kernels) {
    if (all.find("kernel:" + kernel) != nullptr) names.push_back("kernel:" + kernel);
  }
  return names;
}

}  // namespace drmsim::tests
