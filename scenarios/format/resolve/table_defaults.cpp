#include "scenarios/format/resolve/table_defaults.h"

#include <utility>

#include "scenarios/format/keys/sections.h"
#include "scenarios/format/resolve/table_merge.h"

namespace drmsim::scenarios {
namespace {

// What defaults may add to a scenario: a small file with a large default and many tables would
// otherwise take all memory.
constexpr std::size_t kAddedNodesMax = 2'000'000;

std::size_t nodes_in(const Node& node) {
  std::size_t nodes = 1;
  for (const Node& item : node.items) nodes += nodes_in(item);
  for (const Member& member : node.members) nodes += nodes_in(member.value);
  return nodes;
}

}  // namespace

Node with_defaults(const Node& root, Diagnostics& diagnostics) {
  const Node* const defaults = root.find("defaults");
  if (defaults == nullptr || defaults->kind != Node::Kind::table) return root;
  DefaultsEntries scratch{};
  defaults_section().read(*defaults, scratch, diagnostics);
  diagnostics.close_places();
  Node result = root;
  for (Member& member : result.members) {
    const KeyInfo* const key = scenario_section().info().find(member.key);
    const Node* const of_kind = defaults->find(member.key);
    if (key == nullptr || key->shape != Shape::list || of_kind == nullptr) continue;
    if (of_kind->kind != Node::Kind::table) continue;
    if (nodes_in(*of_kind) * member.value.items.size() > kAddedNodesMax) {
      diagnostics.add(of_kind->where, "these defaults, in each " + key->table->title +
                                          ", are more than 2000000 values; expected at most that");
      continue;
    }
    for (Node& table : member.value.items) {
      if (table.kind != Node::Kind::table) continue;
      Node merged = *of_kind;
      merge_table(merged, table, *key->table);
      table = std::move(merged);
    }
  }
  return result;
}

}  // namespace drmsim::scenarios
