// The scenario files that come with drmsim, wherever it was built or installed.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/format/input_error.h"
#include "tools/explore/known_failures.h"

namespace drmsim::tools {

// The folder "scenarios": beside the installed program (PREFIX/share/drmsim), or in a folder above
// the program, as for a build inside the source tree, or in the source tree that was built. Nothing
// if there is none of them.
std::optional<std::filesystem::path> scenario_folder();
std::optional<std::filesystem::path> scenario_folder(const std::filesystem::path& program);

// Scenarios and workloads below it, ordered by path.
std::vector<std::filesystem::path> scenario_files(const std::filesystem::path& folder);

// A shipped file may be named without its folder and ending: "recovery/hang_replay", or
// "hang_replay" if no other has that name. Any other word, and one that is a path, is returned as
// it is. Throws InputError if several files have that name.
std::string path_of_named(const std::string& word);

// The path of the project's list; empty if there is none.
std::string shipped_known_failures_file();

// The project's list, which comes with the scenarios; empty if there is none.
scenarios::KnownFailures shipped_known_failures();

// Of a file that is not there: "did you mean ...?\n", a shipped one whose name is the same or
// nearly so. Empty if there is none, or something else is wrong.
std::string meant_instead(const scenarios::InputError& error);

}  // namespace drmsim::tools
