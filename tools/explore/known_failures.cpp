#include "tools/explore/known_failures.h"

#include <sstream>

#include "scenarios/format/input_error.h"
#include "scenarios/format/input_file.h"

namespace drmsim::scenarios {

KnownFailures KnownFailures::parse(std::string_view text, const std::string& name) {
  KnownFailures known;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    line.erase(line.find_last_not_of(" \t\r") + 1);  // \r: of a file from another system
    line.erase(0, line.find_first_not_of(" \t"));
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string scheduler;
    std::string entry;
    std::string identity;
    words >> scheduler >> entry >> std::ws;
    std::getline(words, identity);
    if (identity.empty()) {
      throw InputError(
          Diagnostic{name, number, 1, "expected a scheduler, an entry and an identity"});
    }
    if (!known.entries_.emplace(std::pair{scheduler, identity}, entry).second) {
      throw InputError(Diagnostic{name, number, 1, "`" + identity + "` is given twice"});
    }
  }
  return known;
}

KnownFailures KnownFailures::load(const std::filesystem::path& path) {
  return parse(read_input_file(path), path.string());
}

std::string KnownFailures::entry(const std::string& scheduler, const std::string& identity) const {
  const auto found = entries_.find({scheduler, identity});
  return found == entries_.end() ? std::string() : found->second;
}

}  // namespace drmsim::scenarios
