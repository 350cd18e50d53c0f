// The build, as the first member of every JSON document.
#pragma once

#include <nlohmann/json.hpp>

namespace drmsim::tools {

nlohmann::ordered_json identity_json();

}  // namespace drmsim::tools
