#include "scenarios/format/keys/key_reference.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "scenarios/format/keys/sections.h"
#include "scenarios/format/resolve/action_rules.h"
#include "scenarios/format/suggest.h"
#include "sched/model/release.h"

namespace drmsim::scenarios {
namespace {

constexpr std::size_t kColumns = 100;

// `text` in lines of at most 100 columns, broken at blanks; all but the first are indented.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string result;
  std::size_t column = 0;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find(' '), text.size());
    if (column > 0 && column + 1 + length > kColumns) {
      result += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (column > 0) {
      result += ' ';
      ++column;
    }
    result += text.substr(0, length);
    column += length;
    text.remove_prefix(std::min(length + 1, text.size()));
  }
  return result + '\n';
}

std::string key_entry(const KeyInfo& key) {
  std::string text = "- `" + key.name + "` (" + key.type.type;
  if (!key.type.range.empty()) text += ", " + key.type.range;
  text += key.required ? "; required" : "; default: " + key.default_text;
  if (!key.users.empty()) text += "; of " + all_of(key.users);
  text += "): " + key.doc;
  if (key.table != nullptr) text += " See " + key.table->title + '.';
  return wrapped(text, 2);
}

std::string action_entry(const ActionRule& rule) {
  std::string text = "- `" + rule.name + "`: " + rule.doc;
  if (!rule.required.empty()) text += " Needs " + all_of(rule.required) + '.';
  if (!rule.optional.empty()) text += " Takes " + all_of(rule.optional) + '.';
  return wrapped(text, 2);
}

// In its own words; which releases have it follows from what they are.
std::string defect_entry(const drm::DefectInfo& info) {
  std::string text = fmt::format("- `{}`", info.id);
  std::string has;
  for (const std::string_view name : drm::Release::names()) {
    if (!drm::Release::own_defects(*drm::Release::find(name)).has(info.defect)) continue;
    has += fmt::format("{}`{}`", has.empty() ? "" : ", ", name);
  }
  if (!has.empty()) text += fmt::format(" (of {})", has);
  return wrapped(fmt::format("{}: {}", text, info.what), 2);
}

}  // namespace

std::string key_reference() {
  std::string text = "## Keys\n";
  for (const SectionInfo* section : all_sections()) {
    text += "\n### " + section->title + "\n\n" + wrapped(section->doc, 0) + '\n';
    for (const KeyInfo& key : section->keys) text += key_entry(key);
    if (section != &action_section().info()) continue;
    text += "\nWhat `do` can be:\n\n";
    for (const ActionRule& rule : action_rules()) text += action_entry(rule);
  }
  text += "\n## Defects of the scheduler\n\n" +
          wrapped(
              "What `defects` and `without` name, by the ids of the catalogue of bugs. In "
              "brackets: the releases that have it of their own.",
              0) +
          '\n';
  for (const drm::DefectInfo& info : drm::Defects::all()) text += defect_entry(info);
  return text;
}

}  // namespace drmsim::scenarios
