#include "scenarios/format/min_max.h"

#include <fmt/format.h>

#include "scenarios/format/suggest.h"

namespace drmsim::scenarios {

std::string min_max_schema(const std::string& bound, int needed) {
  return fmt::format(R"({{"type": "object", "additionalProperties": false, "minProperties": {1}, )"
                     R"("properties": {{"min": {0}, "max": {0}}}}})",
                     bound, needed);
}

std::optional<MinMaxNodes> read_min_max(const Field& field) {
  for (const Member& member : field.node.members) {
    if (member.key == "min" || member.key == "max") continue;
    field.diagnostics.add(member.where, "unknown key " + shown(member.key, '`') + " in `" +
                                            field.key + "` of " + field.section +
                                            suggestion(member.key, {"min", "max"}));
    return std::nullopt;
  }
  const MinMaxNodes nodes{field.node.find("min"), field.node.find("max")};
  if (nodes.min == nullptr && nodes.max == nullptr) {
    field.complain("is an empty table; expected `min`, `max` or both");
    return std::nullopt;
  }
  return nodes;
}

}  // namespace drmsim::scenarios
