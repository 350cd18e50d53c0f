// An empty folder for one test, gone afterwards.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace drmsim::tests {

class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  // Returns the path. The name may have folders in it, which are made.
  std::string write(const std::string& name, const std::string& text) const;
  std::vector<std::string> files() const;  // names, in order

 private:
  std::filesystem::path folder_;
};

}  // namespace drmsim::tests
