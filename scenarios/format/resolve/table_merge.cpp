#include "scenarios/format/resolve/table_merge.h"

#include <algorithm>

namespace drmsim::scenarios {
namespace {

Member* find_member(Node& table, const std::string& key) {
  const auto found = std::find_if(table.members.begin(), table.members.end(),
                                  [&](const Member& member) { return member.key == key; });
  return found == table.members.end() ? nullptr : &*found;
}

// Tables that have the same section, by name.
void merge_by_name(Node& base, const Node& over, const SectionInfo& section) {
  for (const Member& member : over.members) {
    Member* const same = find_member(base, member.key);
    if (same == nullptr) {
      base.members.push_back(member);
    } else if (same->value.kind == Node::Kind::table && member.value.kind == Node::Kind::table) {
      same->where = member.where;
      merge_table(same->value, member.value, section);
    } else {
      *same = member;
    }
  }
}

}  // namespace

void merge_table(Node& base, const Node& over, const SectionInfo& section) {
  base.where = over.where;
  for (const Member& member : over.members) {
    Member* const same = find_member(base, member.key);
    if (same == nullptr) {
      base.members.push_back(member);
      continue;
    }
    const KeyInfo* const key = section.find(member.key);
    const Shape shape = key == nullptr ? Shape::value : key->shape;
    const Node::Kind kind = shape == Shape::list ? Node::Kind::array : Node::Kind::table;
    if (shape == Shape::value || same->value.kind != kind || member.value.kind != kind) {
      *same = member;
      continue;
    }
    same->where = member.where;
    if (shape == Shape::list) {
      const std::vector<Node>& more = member.value.items;
      same->value.items.insert(same->value.items.end(), more.begin(), more.end());
    } else if (shape == Shape::by_name) {
      merge_by_name(same->value, member.value, *key->table);
    } else {
      merge_table(same->value, member.value, *key->table);
    }
  }
}

}  // namespace drmsim::scenarios
