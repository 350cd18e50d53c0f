#include "tools/cli/identity_json.h"

#include <string>

#include "tools/cli/build_identity.h"

namespace drmsim::tools {

nlohmann::ordered_json identity_json() {
  const BuildIdentity& build = build_identity();
  return {{"version", std::string(build.version)},
          {"commit", std::string(build.commit)},
          {"compiler", std::string(build.compiler)},
          {"build_type", std::string(build.build_type)}};
}

}  // namespace drmsim::tools
