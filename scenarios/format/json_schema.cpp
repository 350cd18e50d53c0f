#include "scenarios/format/json_schema.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include <nlohmann/json.hpp>

#include "scenarios/format/keys/sections.h"
#include "scenarios/format/suggest.h"

namespace drmsim::scenarios {
namespace {

using OrderedJson = nlohmann::ordered_json;

// "`fault` of [[job]] and [[fault]]" is called fault_of_job_and_fault.
std::string definition_name(const SectionInfo& section, bool partial) {
  std::string name;
  for (const char c : section.title) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      name += c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  while (name.back() == '_') name.pop_back();
  return partial ? name + "_defaults" : name;
}

OrderedJson reference_to(const KeyInfo& key) {
  return {{"$ref", "#/definitions/" + definition_name(*key.table, key.partial)}};
}

OrderedJson value_of(const KeyInfo& key) {
  switch (key.shape) {
    case Shape::value:
      return OrderedJson::parse(key.type.schema);
    case Shape::table:
      if (key.type.schema.empty())
        return OrderedJson{{"allOf", OrderedJson::array({reference_to(key)})}};
      return OrderedJson{
          {"anyOf", OrderedJson::array({OrderedJson::parse(key.type.schema), reference_to(key)})}};
    case Shape::list:
      return OrderedJson{
          {"type", "array"}, {"items", reference_to(key)}, {"maxItems", key.tables_max}};
    case Shape::by_name:
      break;
  }
  return OrderedJson{{"type", "object"}, {"additionalProperties", reference_to(key)}};
}

OrderedJson property_of(const KeyInfo& key) {
  OrderedJson property = value_of(key);
  std::string text = key.doc;
  if (!key.users.empty()) text += " Of " + all_of(key.users) + '.';
  if (!key.required && !key.default_text.empty()) text += " Default: " + key.default_text + '.';
  property["description"] = text;
  return property;
}

// Whether a table of that kind must have a key itself: no default and no other file can.
bool is_required(const KeyInfo& key, bool has_defaults) {
  return key.required && (!has_defaults || key.name == "name");
}

OrderedJson definition_of(const SectionInfo& section, bool in_list, bool partial) {
  OrderedJson properties = OrderedJson::object();
  OrderedJson required = OrderedJson::array();
  const bool has_defaults = defaults_section().info().find_table(section) != nullptr;
  for (const KeyInfo& key : section.keys) {
    if (partial && key.name == "name") continue;
    properties[key.name] = property_of(key);
    if (in_list && !partial && is_required(key, has_defaults)) required.push_back(key.name);
  }
  OrderedJson definition = {{"type", "object"},
                            {"description", section.doc},
                            {"additionalProperties", false},
                            {"properties", std::move(properties)}};
  if (!required.empty()) definition["required"] = std::move(required);
  return definition;
}

// Of all tables that are reached from `section`.
void add_definitions(const SectionInfo& section, OrderedJson& definitions) {
  for (const KeyInfo& key : section.keys) {
    if (key.table == nullptr) continue;
    const std::string name = definition_name(*key.table, key.partial);
    if (definitions.contains(name)) continue;
    definitions[name] = definition_of(*key.table, key.shape == Shape::list, key.partial);
    add_definitions(*key.table, definitions);
  }
}

}  // namespace

std::string json_schema() {
  const SectionInfo& top = scenario_section().info();
  OrderedJson schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                        {"title", "drmsim scenario"}};
  schema.update(definition_of(top, false, false));
  // What a file does not say itself, a file that it includes says.
  schema["anyOf"] = OrderedJson::array();
  OrderedJson own = OrderedJson::array();
  for (const KeyInfo& key : top.keys) {
    if (key.required) own.push_back(key.name);
  }
  schema["anyOf"].push_back({{"required", own}});
  schema["anyOf"].push_back({{"required", OrderedJson::array({kIncludeKey})}});
  OrderedJson definitions = OrderedJson::object();
  add_definitions(top, definitions);
  schema["definitions"] = std::move(definitions);
  return schema.dump(1) + '\n';
}

}  // namespace drmsim::scenarios
