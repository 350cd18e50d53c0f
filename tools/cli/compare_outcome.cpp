#include "tools/cli/compare_outcome.h"

#include "scenarios/format/json_text.h"

#include <nlohmann/json.hpp>

namespace drmsim::tools {
namespace {

using Packed = nlohmann::json;

}  // namespace

std::string packed(const CompareOutcome& outcome) {
  Packed json = {{"lines", outcome.lines}, {"mistake", outcome.mistake}, {"cut", outcome.cut}};
  if (const auto& divergence = outcome.divergence) {
    json["divergence"] = {{"line", divergence->line},
                          {"before", divergence->before},
                          {"first", divergence->first},
                          {"second", divergence->second}};
  }
  // Names of files in messages need not be UTF-8.
  return scenarios::json_text(json);
}

CompareOutcome unpacked(const std::string& text) {
  const Packed json = Packed::parse(text);
  CompareOutcome outcome;
  outcome.lines = json.at("lines");
  outcome.mistake = json.at("mistake");
  outcome.cut = json.at("cut");
  if (json.contains("divergence")) {
    const Packed& part = json.at("divergence");
    outcome.divergence = scenarios::Divergence{part.at("line"), part.at("before"), part.at("first"),
                                               part.at("second")};
  }
  return outcome;
}

}  // namespace drmsim::tools
