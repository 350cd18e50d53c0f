#include "tools/cli/build_identity.h"

#include <fmt/format.h>

namespace drmsim::tools {

std::string build_identity_line() {
  const BuildIdentity& build = build_identity();
  return fmt::format("drmsim {} (commit {}, {}, {})", build.version, build.commit, build.compiler,
                     build.build_type);
}

}  // namespace drmsim::tools
