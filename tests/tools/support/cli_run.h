// The drmsim command, called as a user would, with what it says.
#pragma once

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "tools/cli/command_line.h"

namespace drmsim::tests {

struct CliRun {
  int status;
  std::string out;
  std::string err;
};

inline CliRun drmsim(const std::vector<std::string>& arguments) {
  std::ostringstream out;
  std::ostringstream err;
  const int status = tools::run_command_line(arguments, tools::Console{out, err});
  return {status, out.str(), err.str()};
}

// An empty folder for one test, gone afterwards.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string write(const std::string& name, const std::string& text) const;  // its path
  std::vector<std::string> files() const;                                     // names, in order

 private:
  std::filesystem::path folder_;
};

std::string file_text(const std::string& path);

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace drmsim::tests
