// A failing run as a file: enough to fail the same way again in another process, years later.
//
// TOML, written by `drmsim explore`, read by `drmsim replay`; its keys are declared as those of
// scenario files are (scenarios/format/section.h). It holds the scenario's text, the scheduler, the
// seed, the deviations, and what must come out: the hazard's identity and the hash of the event
// log; so it can be mailed. Limits: a kernel is not in it, only which one it was and how to build
// it; nor is drmsim, only the line that names the build.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "scenarios/format/document.h"
#include "sim/strategies/deviation.h"

namespace drmsim::scenarios {

// The compiled kernel that scheduled; empty texts: none did.
struct ReplayKernel {
  std::string release;  // "6.12.117"
  std::string sources;  // hash of what was compiled of its tree, as text
  std::string build;    // the command that builds it

  friend bool operator==(const ReplayKernel&, const ReplayKernel&) = default;
};

struct ReplayFile {
  std::string scenario;       // path, as given to explore: its ending says how to read the text
  std::string scenario_text;  // all of it: no other file is needed
  std::string overrides;      // in place of what the scenario says: overrides_text()
  std::string build;          // one line: what `drmsim --version` prints
  std::string scheduler;      // "model", "kernel:6.12"
  ReplayKernel kernel;
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

// Whether a TOML file is one; scenario files end in .toml, too.
bool is_replay(const Node& root);

std::string replay_text(const ReplayFile& replay);
// Throws InputError: file, line, key, and what was expected.
ReplayFile parse_replay(std::string_view text, const std::string& name);
ReplayFile load_replay(const std::filesystem::path& path);

}  // namespace drmsim::scenarios
