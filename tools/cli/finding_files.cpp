#include "tools/cli/finding_files.h"

#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "tools/cli/output_file.h"
#include "tools/cli/path_rules.h"
#include "tools/cli/text_wrap.h"

namespace drmsim::tools {

namespace fs = std::filesystem;

FindingFiles::FindingFiles(const std::string& output_folder)
    : folder_((fs::path(output_folder) / "found").string()) {}

FindingFiles::~FindingFiles() {
  std::error_code error;
  fs::remove(folder_, error);  // refuses a folder that is not empty
}

void FindingFiles::keep(const std::string& name, const std::string& stem, const std::string& text) {
  try {
    files_.emplace(name, write_beside_others(folder_, stem, text));
  } catch (const OutputError&) {
  }
}

std::string FindingFiles::path_of(const std::string& name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? "" : found->second;
}

void tell_left(const FindingFiles& files, std::ostream& err,
               const std::function<bool(const std::string& name)>& is_reported) {
  for (const auto& [name, path] : files.left()) {
    if (is_reported(name)) continue;
    err << fmt::format("found behind the end of the search, too: {}\n  {}\n", printable(name),
                       printable_word(path));
  }
}

void FindingFiles::drop(const std::string& name) {
  const auto found = files_.find(name);
  if (found == files_.end()) return;
  std::error_code error;
  fs::remove(found->second, error);
  files_.erase(found);
}

}  // namespace drmsim::tools
