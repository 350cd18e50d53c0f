// Bad input made mechanically: a file with every key, spoilt in one place at a time. What is a key,
// and what it accepts, comes from the same tables that the reader uses, so a new key is covered as
// soon as it is in the file.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "scenarios/format/document.h"
#include "scenarios/format/keys/sections.h"
#include "scenarios/format/toml_document.h"
#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {
namespace {

// One key of the file: what the tables say about it, and where it stands.
struct KeyUse {
  const SectionInfo* section;
  std::string title;  // of the table, as the file calls it
  const KeyInfo* key;
  SourceLocation key_where;
  SourceLocation value_where;
  Node::Kind kind;
};

const KeyInfo* find_key(const SectionInfo& section, const std::string& name) {
  for (const KeyInfo& key : section.keys) {
    if (key.name == name) return &key;
  }
  return nullptr;
}

void collect(const Node& table, const SectionInfo& section, const std::string& title,
             std::vector<KeyUse>& uses);

void collect_value(const Node& value, const KeyInfo& key, std::vector<KeyUse>& uses) {
  if (key.table == nullptr) return;
  const std::string& title = key.table_title;  // [always] has the keys of [expect]
  if (key.shape == Shape::by_name) {
    for (const Member& member : value.members) collect(member.value, *key.table, title, uses);
  } else if (value.kind == Node::Kind::table) {
    collect(value, *key.table, title, uses);
  }
  for (const Node& item : value.items) collect(item, *key.table, title, uses);
}

void collect(const Node& table, const SectionInfo& section, const std::string& title,
             std::vector<KeyUse>& uses) {
  for (const Member& member : table.members) {
    const KeyInfo* const key = find_key(section, member.key);
    REQUIRE(key != nullptr);
    uses.push_back(
        KeyUse{&section, title, key, member.where, member.value.where, member.value.kind});
    collect_value(member.value, *key, uses);
  }
}

std::vector<KeyUse> all_uses(const std::string& text) {
  std::vector<KeyUse> uses;
  const SectionInfo& top = scenario_section().info();
  collect(parse_toml(text, "f"), top, top.title, uses);
  return uses;
}

// True for "key = value", false for tables with a header.
bool is_inline(const std::string& text, const KeyUse& use) {
  const std::size_t begin = offset_of(text, use.value_where);
  return begin >= 2 && text.substr(begin - 2, 2) == "= ";
}

std::string with_value(const std::string& text, const KeyUse& use, const std::string& value) {
  const std::size_t begin = offset_of(text, use.value_where);
  return text.substr(0, begin) + value + text.substr(end_of_value(text, begin));
}

std::string place(SourceLocation where) {
  return std::to_string(where.line) + ":" + std::to_string(where.column) + ": ";
}

// Some mistake at `where` mentions every one of `words`.
void check_reported(const std::string& text, SourceLocation where,
                    const std::vector<std::string>& words) {
  const std::vector<std::string> mistakes = mistakes_in(text);
  for (const std::string& mistake : mistakes) {
    bool matches = mistake.rfind(place(where), 0) == 0;
    for (const std::string& word : words) matches &= mistake.find(word) != std::string::npos;
    if (matches) return;
  }
  std::string all;
  for (const std::string& mistake : mistakes) all += mistake + "\n";
  FAIL_CHECK("nothing at " << place(where) << "mentions " << words.front() << "; reported:\n"
                           << all);
}

// Numbers just outside of what a key accepts, as TOML.
std::vector<std::string> numbers_outside(const Limits& limits) {
  std::vector<std::string> values = {"-1", "-9223372036854775808"};
  switch (limits.unit) {
    case Limits::Unit::count:
      if (limits.min > 0) values.push_back(std::to_string(limits.min - 1));
      if (limits.max < INT64_MAX) values.push_back(std::to_string(limits.max + 1));
      break;
    case Limits::Unit::duration:
      if (limits.min > 0) values.push_back(std::to_string(limits.min - 1));
      values.push_back(std::to_string(limits.max + 1));
      values.push_back("\"1000001s\"");
      values.push_back("\"18446744073710s\"");  // wraps around 2^64 ns
      values.push_back("\"99999999999999999999s\"");
      break;
    case Limits::Unit::real:
      values.push_back(std::to_string(limits.real_max * 1.01 + 1));
      values.insert(values.end(), {"nan", "inf", "-inf"});
      break;
  }
  return values;
}

}  // namespace

TEST_CASE("scenario keys: the file that the tests below spoil is valid and has every key") {
  const std::string text = maximal_scenario();
  REQUIRE(mistakes_in(text).empty());
  std::set<std::string> used;
  for (const KeyUse& use : all_uses(text)) used.insert(use.section->title + use.key->name);
  for (const SectionInfo* section : all_sections()) {
    for (const KeyInfo& key : section->keys) {
      // Of files alone: test_include.cpp, test_job_list.cpp.
      if (key.name == kIncludeKey || key.name == kFileKey) continue;
      INFO(key.name << " in " << section->title);
      CHECK(used.count(section->title + key.name) == 1);
    }
  }
}

TEST_CASE("scenario keys: every misspelt key is reported at its place with the right one") {
  const std::string text = maximal_scenario();
  for (const KeyUse& use : all_uses(text)) {
    const std::string& name = use.key->name;
    std::string spoilt = text;
    spoilt.insert(offset_of(text, use.key_where) + name.size(), "x");
    INFO(name << " in " << use.title);
    check_reported(spoilt, use.key_where,
                   {"unknown key `" + name + "x` in " + use.title, "did you mean `" + name + "`?"});
  }
}

TEST_CASE("scenario keys: a missing required key is named") {
  const std::string text = maximal_scenario();
  for (const KeyUse& use : all_uses(text)) {
    if (!use.key->required || !is_inline(text, use)) continue;
    if (use.title.rfind("[defaults.", 0) == 0) continue;  // where none is
    const std::size_t begin = offset_of(text, use.key_where);
    std::string spoilt = text;
    spoilt.erase(begin, text.find('\n', begin) - begin);
    const std::string expected = use.title + " has no `" + use.key->name + "`; expected ";
    const std::vector<std::string> mistakes = mistakes_in(spoilt);
    INFO(expected);
    const bool reported = std::any_of(
        mistakes.begin(), mistakes.end(),
        [&](const std::string& mistake) { return mistake.find(expected) != std::string::npos; });
    CHECK(reported);
  }
}

TEST_CASE("scenario keys: a value of a type that no key has is reported at its place") {
  const std::string text = maximal_scenario();
  for (const KeyUse& use : all_uses(text)) {
    if (!is_inline(text, use)) continue;
    INFO(use.key->name << " in " << use.title);
    check_reported(
        with_value(text, use, "1979-05-27"), use.value_where,
        {"`" + use.key->name + "` in " + use.title + " is a date or time", "; expected "});
  }
}

TEST_CASE("scenario keys: every number out of range is reported with the range") {
  const std::string text = maximal_scenario();
  int numbers = 0;
  for (const KeyUse& use : all_uses(text)) {
    if (!use.key->type.limits.has_value() || !is_inline(text, use)) continue;
    ++numbers;
    for (const std::string& value : numbers_outside(*use.key->type.limits)) {
      INFO(use.key->name << " = " << value << " in " << use.title);
      check_reported(with_value(text, use, value), use.value_where,
                     {"`" + use.key->name + "`", "; expected " + use.key->type.expected});
    }
  }
  CHECK(numbers > 80);
}

TEST_CASE("scenario keys: text that is almost a duration is none, for every key that takes one") {
  const std::string text = maximal_scenario();
  for (const KeyUse& use : all_uses(text)) {
    const bool is_duration =
        use.key->type.limits.has_value() && use.key->type.limits->unit == Limits::Unit::duration;
    if (!is_duration || !is_inline(text, use)) continue;
    for (const char* value : {"2", "\"\"", "\"10\"", "\"1.5ns\"", "\"1 us\"", "\"3us..2us\""}) {
      INFO(use.key->name << " = " << value << " in " << use.title);
      check_reported(with_value(text, use, value), use.value_where, {"`" + use.key->name + "`"});
    }
  }
}

TEST_CASE("scenario keys: every reference to something absent lists what exists") {
  const std::string text = maximal_scenario();
  int references = 0;
  for (const KeyUse& use : all_uses(text)) {
    const std::string& type = use.key->type.type;
    // "name of a [[ring]]": what a file defines. Policies and drivers are the builder's to check.
    const std::size_t kind = type.find("[[");
    if (type.find("name") != 0 && type.find("list of names") != 0) continue;
    if (kind == std::string::npos) continue;
    ++references;
    INFO(use.key->name << " in " << use.title);
    const std::string header = type.substr(kind, type.find("]]") + 2 - kind);
    check_reported(with_value(text, use, "\"nowhere\""), use.value_where,
                   {"no " + header + " named `nowhere`; expected `"});
  }
  CHECK(references > 15);
}

TEST_CASE("scenario keys: an unknown word for a choice lists the words") {
  const std::string text = maximal_scenario();
  for (const KeyUse& use : all_uses(text)) {
    if (use.key->type.type != "choice" || !is_inline(text, use)) continue;
    INFO(use.key->name << " in " << use.title);
    check_reported(with_value(text, use, "\"zzzzzz\""), use.value_where,
                   {"`" + use.key->name + "` in " + use.title + " is \"zzzzzz\"", "expected `"});
  }
}

}  // namespace drmsim::scenarios
