#include "scenarios/format/section.h"

#include "scenarios/format/suggest.h"

namespace drmsim::scenarios {
namespace {

std::vector<std::string> key_names(const SectionInfo& section) {
  std::vector<std::string> names;
  for (const KeyInfo& key : section.keys) names.push_back(key.name);
  return names;
}

}  // namespace

const KeyInfo* SectionInfo::find(const std::string& name) const {
  for (const KeyInfo& key : keys) {
    if (key.name == name) return &key;
  }
  return nullptr;
}

const KeyInfo* SectionInfo::find_table(const SectionInfo& table) const {
  for (const KeyInfo& key : keys) {
    if (key.table == &table) return &key;
  }
  return nullptr;
}

const SourceLocation* GivenKeys::find(const std::string& key) const {
  for (const auto& given : keys_) {
    if (given.first == key) return &given.second;
  }
  return nullptr;
}

KeyMatcher::KeyMatcher(const SectionInfo& section, const std::string& title,
                       Diagnostics& diagnostics)
    : section_(section),
      title_(title),
      diagnostics_(diagnostics),
      seen_(section.keys.size(), false) {}

int KeyMatcher::match(const Member& member) {
  for (std::size_t i = 0; i < section_.keys.size(); ++i) {
    if (section_.keys[i].name != member.key) continue;
    seen_[i] = true;
    return static_cast<int>(i);
  }
  const std::vector<std::string> names = key_names(section_);
  diagnostics_.add(member.where, "unknown key " + shown(member.key, '`') + " in " + title_ +
                                     suggestion(member.key, names));
  if (const std::optional<std::string> meant = closest(member.key, names)) {
    for (std::size_t i = 0; i < names.size(); ++i) seen_[i] = seen_[i] || names[i] == *meant;
  }
  return -1;
}

void KeyMatcher::report_missing(const Node& table) const {
  for (std::size_t i = 0; i < seen_.size(); ++i) {
    const KeyInfo& key = section_.keys[i];
    if (!key.required || seen_[i]) continue;
    diagnostics_.add(table.where,
                     title_ + " has no `" + key.name + "`; expected " + key.type.expected);
  }
}

}  // namespace drmsim::scenarios
