// Failures that are written up: which bug each is, by scheduler.
//
// A file of lines `SCHEDULER ENTRY IDENTITY`, with any blanks around it: `model` or `kernel:6.12`;
// the catalogue's entry, or one of ours (N1); what sim::Hazard::identity() says. `#` begins a
// comment. So a search can count what is known and stop at what is new.
// scenarios/files/known_failures.txt is the project's.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace drmsim::scenarios {

class KnownFailures {
 public:
  KnownFailures() = default;
  // Throws InputError, with the line.
  static KnownFailures parse(std::string_view text, const std::string& name);
  static KnownFailures load(const std::filesystem::path& path);

  // Which bug that is; empty: nobody knows.
  std::string entry(const std::string& scheduler, const std::string& identity) const;

  bool has(const std::string& scheduler, const std::string& identity) const {
    return entries_.count({scheduler, identity}) != 0;
  }

  // (scheduler, identity) -> entry
  const std::map<std::pair<std::string, std::string>, std::string>& all() const { return entries_; }

 private:
  std::map<std::pair<std::string, std::string>, std::string> entries_;
};

}  // namespace drmsim::scenarios
