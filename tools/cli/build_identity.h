// Which build of drmsim is this? What `drmsim --version` prints and a replay file records, so that
// a result can be traced to the code that gave it.
//
// The values come from the build system (cmake/DrmsimBuildIdentity.cmake). The commit is the one
// that was checked out at build time; changes on top of it that are not committed do not show.
#pragma once

#include <string>
#include <string_view>

namespace drmsim::tools {

struct BuildIdentity {
  std::string_view version;     // of the project, "0.1.0"
  std::string_view commit;      // abbreviated git hash, or "unknown" outside a git checkout
  std::string_view compiler;    // "GNU 12.2.0"
  std::string_view build_type;  // "Release"
};

const BuildIdentity& build_identity();

// One line: "drmsim 0.1.0 (commit 1a2b3c4d5e6f, GNU 12.2.0, Release)".
std::string build_identity_line();

}  // namespace drmsim::tools
