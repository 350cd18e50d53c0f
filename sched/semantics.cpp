#include "sched/semantics.h"

#include <array>

namespace drmsim::sched {
namespace {

struct Switch {
  std::string_view name;
  bool Semantics::* member;
};

constexpr std::array kSwitches = {
    Switch{"put_parent_before_add_callback", &Semantics::put_parent_before_add_callback},
};

const std::array<Semantics, 1>& presets() {
  static const std::array<Semantics, 1> kPresets = {Semantics{"linux-6.12", true}};
  return kPresets;
}

}  // namespace

const Semantics* Semantics::find_preset(std::string_view name) {
  for (const Semantics& preset : presets()) {
    if (preset.preset == name) return &preset;
  }
  return nullptr;
}

std::vector<std::string_view> Semantics::preset_names() {
  std::vector<std::string_view> names;
  for (const Semantics& preset : presets()) names.push_back(preset.preset);
  return names;
}

bool Semantics::set_switch(std::string_view name, bool on) {
  for (const Switch& candidate : kSwitches) {
    if (candidate.name != name) continue;
    this->*candidate.member = on;
    return true;
  }
  return false;
}

std::vector<std::string_view> Semantics::switch_names() {
  std::vector<std::string_view> names;
  for (const Switch& candidate : kSwitches) names.push_back(candidate.name);
  return names;
}

}  // namespace drmsim::sched
