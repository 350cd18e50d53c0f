// A failing run as a file: enough to fail the same way again in another process, years later.
//
// TOML, written by `drmsim explore`, read by `drmsim replay`. It names the scenario and what its
// text hashed to, the build, the scheduler, the seed, the deviations, and what must come out: the
// hazard's identity and the hash of the event log. Limits: the scenario itself stays where it is.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "sim/strategies/deviation.h"

namespace drmsim::scenarios {

struct ReplayFile {
  std::string scenario;  // path, as given to explore
  std::uint64_t scenario_hash = 0;
  std::string overrides;       // in place of what the scenario says: overrides_text()
  std::string build;           // one line: what `drmsim --version` prints
  std::string scheduler;       // "model", "kernel:6.12"
  std::string strategy;        // that found it
  std::uint64_t schedule = 0;  // and after how many schedules
  std::uint64_t seed = 1;      // of the run
  std::uint64_t choices = 0;   // of the run
  sim::Deviations deviations;
  std::string identity;
  std::string message;  // of the hazard, for people
  std::uint64_t event_log_hash = 0;

  friend bool operator==(const ReplayFile&, const ReplayFile&) = default;
};

std::uint64_t hash_of_text(std::string_view text);

std::string replay_text(const ReplayFile& replay);
// Throws InputError: file, line, key, and what was expected.
ReplayFile parse_replay(std::string_view text, const std::string& name);
ReplayFile load_replay(const std::filesystem::path& path);

}  // namespace drmsim::scenarios
