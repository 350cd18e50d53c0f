#include "tests/robustness/every_table.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "scenarios/format/duration_text.h"
#include "scenarios/format/keys/sections.h"

namespace drmsim::tests {
namespace {

using scenarios::KeyInfo;
using scenarios::Limits;

std::string quoted(const std::string& text) {
  return '"' + text + '"';
}

// "1 to 4096 or "forever"" accepts a word as well.
void add_words(const std::string& range, std::vector<std::string>& values) {
  for (std::size_t begin = range.find('"'); begin != std::string::npos;
       begin = range.find('"', begin)) {
    const std::size_t end = range.find('"', begin + 1);
    if (end == std::string::npos) return;
    values.push_back(range.substr(begin, end + 1 - begin));
    begin = end + 1;
  }
}

// "`own`, `system` or `shared:NAME`".
void add_choices(const std::string& range, std::vector<std::string>& values) {
  for (std::size_t begin = range.find('`'); begin != std::string::npos;
       begin = range.find('`', begin)) {
    const std::size_t end = range.find('`', begin + 1);
    if (end == std::string::npos) return;
    values.push_back(quoted(range.substr(begin + 1, end - begin - 1)));
    begin = end + 1;
  }
}

void add_ends(const Limits& limits, std::vector<std::string>& values) {
  switch (limits.unit) {
    case Limits::Unit::count:
      if (limits.min > 0) values.push_back(std::to_string(limits.min - 1));
      values.push_back(std::to_string(limits.min));
      values.push_back(std::to_string(limits.max));
      if (limits.max < INT64_MAX) values.push_back(std::to_string(limits.max + 1));
      break;
    case Limits::Unit::duration:
      values.push_back(quoted(scenarios::duration_text(limits.min)));
      values.push_back(quoted(scenarios::duration_text(limits.max)));
      values.push_back("\"1000000000000001ns\"");
      break;
    case Limits::Unit::real:
      for (const double value : {limits.real_min, limits.real_max, limits.real_max * 1.01 + 1}) {
        values.push_back(fmt::format("{:.6f}", value));
      }
      break;
  }
}

// A list of names may have so many; the machine's own are few, and more of them is a mistake.
void add_lists(std::vector<std::string>& values) {
  std::string many = "[";
  for (int i = 0; i < 300; ++i) many += fmt::format("\"n{}\", ", i);
  values.insert(values.end(), {"[]", many + "]"});
}

}  // namespace

std::size_t tables_max(const KeyInfo& key) {
  if (key.type.type != "list of tables") return 0;
  return std::stoul(key.type.range.substr(std::string("at most ").size()));
}

std::vector<std::string> edge_values(const KeyInfo& key) {
  std::vector<std::string> values;
  const std::string& type = key.type.type;
  if (key.type.limits.has_value()) add_ends(*key.type.limits, values);
  add_words(key.type.range, values);
  add_choices(key.type.range, values);
  if (type == "boolean") values.insert(values.end(), {"true", "false"});
  if (type == "name") {
    for (const std::size_t size : {0U, 1U, 64U, 65U}) {
      values.push_back(quoted(std::string(size, 'n')));
    }
  }
  if (type == "text") values.insert(values.end(), {"\"\"", quoted(std::string(100'000, 't'))});
  if (type.find("list of names") == 0) add_lists(values);
  return values;
}

std::vector<KeyPlace> all_keys() {
  std::vector<KeyPlace> keys;
  for (const scenarios::SectionInfo* section : scenarios::all_sections()) {
    for (const KeyInfo& key : section->keys) keys.push_back({section, &key});
  }
  return keys;
}

EveryTable::EveryTable(const std::string& driver)
    : tables_{
          {"", {{"name", "\"every_table\""}, {"until", "\"20ms\""}, {"max_steps", "300000"}}},
          {"[[ring]]",
           {{"name", "\"gfx\""},
            {"reset_domain", "\"gpu\""},
            {"engine", "\"shader\""},
            {"scheduler.credit_limit", driver == "slot" ? "1" : "4"},
            {"scheduler.timeout", "\"1ms\""},
            {"scheduler.timeout_queue", "\"shared:reset\""},
            {"driver.kind", quoted(driver)}}},
          {"[[ring]]",
           {{"name", "\"copy\""},
            {"reset_domain", "\"gpu\""},
            {"scheduler.credit_limit", driver == "slot" ? "1" : "4"},
            {"scheduler.timeout_queue", "\"shared:reset\""},
            {"driver.kind", quoted(driver)}}},
          {"[[engine]]", {{"name", "\"shader\""}}},
          {"[[reset_domain]]", {{"name", "\"gpu\""}}},
          {"[interrupt]", {{"latency", "\"1us\""}}},
          {"[cpu]", {{"submit", "\"1us\""}}},
          {"[[entity]]", {{"name", "\"a\""}, {"rings", "\"gfx\""}}},
          {"[[entity]]", {{"name", "\"b\""}, {"rings", "\"copy\""}}},
          {"[[job]]",
           {{"name", "\"x\""},
            {"entity", "\"a\""},
            {"duration", "\"20us\""},
            {"fault.hang_attempts", "1"}}},
          {"[[job]]",
           {{"name", "\"y\""}, {"entity", "\"b\""}, {"duration", "\"20us\""}, {"at", "\"5us\""}}},
          {"[[job_list]]",
           {{"name", "\"l\""},
            {"entity", "\"b\""},
            {"data", "\"duration,after\\n10us,\\n10us,0\\n\""}}},
          {"[[client]]",
           {{"name", "\"c\""},
            {"rings", "\"gfx\""},
            {"duration", "\"20us\""},
            {"cycles", "5"},
            {"start_after.client", "\"frames\""}}},
          {"[[client]]", {{"name", "\"frames\""}, {"cycles", "3"}}},
          {"[[client.step]]",
           {{"name", "\"upload\""}, {"rings", "\"copy\""}, {"duration", "\"5us\""}}},
          {"[[client.step]]",
           {{"name", "\"draw\""}, {"rings", "\"gfx\""}, {"duration", "\"10us\""}}},
          {"[[fault]]", {{"ring", "\"copy\""}, {"fault.slow_factor", "2"}}},
          {"[[action]]",
           {{"do", "\"kill\""}, {"entity", "\"a\""}, {"at", "\"2ms\""}, {"wait", "\"1ms\""}}},
          {"[[preempt]]", {{"context", "\"run\""}, {"at", "\"lock\""}, {"hold", "\"1us\""}}},
          {"[expect]", {{"unfinished", "{ min = 0 }"}}},
          {"[expect.ring.gfx]", {{"busy", "{ min = 0 }"}}},
          {"[expect.engine.shader]", {{"busy", "{ min = 0 }"}}},
          {"[expect.client.c]", {{"jobs", "{ min = 0 }"}}},
      } {}

const EveryTable::Place* EveryTable::place_of(const std::string& section) {
  static const std::map<std::string, Place> places = {
      {"the scenario", {"", ""}},
      {"[defaults]", {"", "defaults."}},
      {"[[ring]]", {"[[ring]]", ""}},
      {"`scheduler` of [[ring]]", {"[[ring]]", "scheduler."}},
      {"`driver` of [[ring]]", {"[[ring]]", "driver."}},
      {"[[engine]]", {"[[engine]]", ""}},
      {"[[reset_domain]]", {"[[reset_domain]]", ""}},
      {"[interrupt]", {"[interrupt]", ""}},
      {"[cpu]", {"[cpu]", ""}},
      {"[[entity]]", {"[[entity]]", ""}},
      {"[[job]]", {"[[job]]", ""}},
      {"[[job_list]]", {"[[job_list]]", ""}},
      {"[[client]]", {"[[client]]", ""}},
      {"[[client.step]]", {"[[client.step]]", ""}},
      {"`start_after` of [[client]]", {"[[client]]", "start_after."}},
      {"`fault` of [[job]] and [[fault]]", {"[[job]]", "fault."}},
      {"[[fault]]", {"[[fault]]", ""}},
      {"[[action]]", {"[[action]]", ""}},
      {"[[preempt]]", {"[[preempt]]", ""}},
      {"[expect]", {"[expect]", ""}},
      {"[expect.ring.NAME]", {"[expect.ring.gfx]", ""}},
      {"[expect.engine.NAME]", {"[expect.engine.shader]", ""}},
      {"[expect.client.NAME]", {"[expect.client.c]", ""}},
      {"[bug]", {"[bug]", ""}},
  };
  const auto found = places.find(section);
  return found == places.end() ? nullptr : &found->second;
}

EveryTable::Table* EveryTable::first(const std::string& header) {
  const auto found = std::find_if(tables_.begin(), tables_.end(),
                                  [&](const Table& table) { return table.header == header; });
  return found == tables_.end() ? nullptr : &*found;
}

bool EveryTable::set(const KeyPlace& place, const std::string& value) {
  const Place* const where = place_of(place.section->title);
  if (where == nullptr) return false;
  if (first(where->header) == nullptr) tables_.push_back({where->header, {}});
  Table& table = *first(where->header);
  const std::string key = where->prefix + place.key->name;
  for (auto& [name, old] : table.keys) {
    if (name == key) {
      old = value;
      return true;
    }
  }
  table.keys.emplace_back(key, value);
  return true;
}

void EveryTable::repeat(const std::string& header, std::size_t count) {
  const auto of_kind = [&](const Table& table) { return table.header == header; };
  auto have = static_cast<std::size_t>(std::count_if(tables_.begin(), tables_.end(), of_kind));
  const Table* const model = first(header);
  if (model == nullptr) return;
  Table copy = *model;
  for (; have < count; ++have) {
    for (auto& [key, value] : copy.keys) {
      if (key == "name") value = fmt::format("\"t{}\"", have);
    }
    tables_.push_back(copy);
  }
}

std::string EveryTable::text() const {
  std::string text;
  for (const Table& table : tables_) {
    if (!table.header.empty()) text += table.header + "\n";
    for (const auto& [key, value] : table.keys) text += key + " = " + value + "\n";
  }
  return text;
}

}  // namespace drmsim::tests
