#include "tools/cli/waits_json.h"

#include <nlohmann/json.hpp>

namespace drmsim::tools {

nlohmann::ordered_json waits_json(const std::vector<sim::WaitLine>& waits) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const sim::WaitLine& line : waits) {
    list.push_back({{"who", line.who},
                    {"waits_for", line.waits_for},
                    {"waker", line.waker},
                    {"why", line.why},
                    {"in_cycle", line.in_cycle}});
  }
  return list;
}

}  // namespace drmsim::tools
