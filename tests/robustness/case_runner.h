// Runs the cases of a campaign, counts how they end, and keeps what must not be.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/robustness/forked_command.h"
#include "tests/support/scratch_folder.h"

namespace drmsim::tests {

struct Case {
  std::string name;                    // of its file
  std::string text;                    // of its file
  std::vector<std::string> arguments;  // of drmsim; the file by its name
};

class CaseRunner {
 public:
  // out: folder for the files of cases that fail, made when there is one.
  explicit CaseRunner(std::string out) : out_(std::move(out)) {}

  // In an empty folder, where the file is. A failure is printed, with the command that repeats it.
  Outcome run(const Case& one);
  std::uint64_t runs() const { return runs_; }
  std::uint64_t failures() const { return failures_; }
  // "2000 runs; 0: 512; 1: 481; 2: 1006; signal: Aborted: 1; slowest: 2.1 s, x.toml": by exit
  // status, or complaint.
  std::string tally() const;

 private:
  void keep(const Case& one, const Outcome& outcome, const std::string& complaint);

  const std::string out_;
  const std::filesystem::path start_ = std::filesystem::current_path();
  ScratchFolder folder_;
  std::map<std::string, std::uint64_t> results_;
  std::string slowest_;
  double slowest_seconds_ = 0;  // of processor time
  std::uint64_t runs_ = 0;
  std::uint64_t failures_ = 0;
};

// "model", and the compiled kernels that are wanted and there.
std::vector<std::string> schedulers_for_cases(const std::vector<std::string>& kernels);

}  // namespace drmsim::tests
