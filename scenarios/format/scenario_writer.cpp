#include "scenarios/format/scenario_writer.h"

#include "scenarios/format/keys/sections.h"
#include "scenarios/format/resolve/abbreviate.h"
#include "scenarios/format/scenario_reader.h"
#include "scenarios/format/toml_text.h"

namespace drmsim::scenarios {
namespace {

InputError cannot_be_written(const ScenarioSpec& spec, const std::string& why) {
  return error_at(spec, {}, "cannot be written as a scenario file: " + why);
}

ScenarioSpec read_back(const ScenarioSpec& spec, const std::string& text) {
  try {
    return parse_scenario(text, spec.file);
  } catch (const InputError& error) {
    throw cannot_be_written(spec, error.diagnostics().front().message);
  }
}

}  // namespace

std::string scenario_text(const ScenarioSpec& spec) {
  std::string text = toml_text(scenario_section().node(abbreviate(spec)));
  if (!(read_back(spec, text) == spec)) {
    throw cannot_be_written(spec, "it has a value that no key can give");
  }
  return text;
}

}  // namespace drmsim::scenarios
