#include "tools/wsim/engine_name.h"

#include <array>
#include <cstddef>

#include "tools/wsim/c_number.h"

namespace drmsim::scenarios::wsim {
namespace {

constexpr std::int64_t kIdMax = 65533;  // gem_wsim keeps 65534 and 65535 for "invalid" and "any"

constexpr std::array<EngineClass, 5> kClasses = {
    EngineClass::rcs, EngineClass::bcs, EngineClass::vcs, EngineClass::vecs, EngineClass::ccs};

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool has_prefix_ignoring_case(std::string_view text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (upper(text[i]) != prefix[i]) return false;
  }
  return true;
}

// A whole piece of text as a number in [min, kIdMax].
std::optional<std::uint16_t> parse_id(std::string_view text, std::int64_t min) {
  const CNumber number = read_c_number(text);
  if (number.length == 0 || number.length != text.size()) return std::nullopt;
  if (number.value < min || number.value > kIdMax) return std::nullopt;
  return static_cast<std::uint16_t>(number.value);
}

std::optional<EngineName> parse_ids(EngineClass engine_class, std::string_view rest) {
  EngineName name{engine_class, std::nullopt, std::nullopt};
  const std::size_t dash = rest.find('-');
  const std::string_view instance = rest.substr(0, dash);
  if (!instance.empty()) {
    name.instance = parse_id(instance, 1);
    if (!name.instance) return std::nullopt;
  }
  if (dash == std::string_view::npos) return name;
  const std::string_view gt = rest.substr(dash + 1);
  if (gt.empty()) return instance.empty() ? std::optional(name) : std::nullopt;
  name.gt = parse_id(gt, 0);
  if (!name.gt) return std::nullopt;
  return name;
}

}  // namespace

std::string_view to_string(EngineClass engine_class) {
  static constexpr std::array<std::string_view, 5> kNames = {"RCS", "BCS", "VCS", "VECS", "CCS"};
  return kNames[static_cast<std::size_t>(engine_class)];
}

std::string to_string(const EngineName& name) {
  if (name.is_default()) return "DEFAULT";
  std::string text(to_string(*name.engine_class));
  if (name.instance) text += std::to_string(*name.instance);
  if (name.gt) text += "-" + std::to_string(*name.gt);
  return text;
}

std::optional<EngineName> parse_engine_name(std::string_view text) {
  constexpr std::string_view kDefault = "DEFAULT";
  if (text.size() == kDefault.size() && has_prefix_ignoring_case(text, kDefault)) {
    return EngineName{};
  }
  for (const EngineClass engine_class : kClasses) {
    const std::string_view prefix = to_string(engine_class);
    if (!has_prefix_ignoring_case(text, prefix)) continue;
    return parse_ids(engine_class, text.substr(prefix.size()));
  }
  return std::nullopt;
}

}  // namespace drmsim::scenarios::wsim
