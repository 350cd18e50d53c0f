#include "tools/wsim/engine_set.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "scenarios/format/input_error.h"
#include "sim/assert.h"
#include "tools/wsim/step_cursor.h"
#include "tools/wsim/workload_lexer.h"

namespace drmsim::scenarios::wsim {
namespace {

bool matches(const EngineName& name, const EngineInstance& engine) {
  return name.engine_class == engine.engine_class &&
         name.instance.value_or(engine.instance) == engine.instance &&
         name.gt.value_or(engine.gt) == engine.gt;
}

}  // namespace

EngineSet::EngineSet()
    : EngineSet({{EngineClass::rcs},
                 {EngineClass::bcs},
                 {EngineClass::vcs, 1},
                 {EngineClass::vcs, 2},
                 {EngineClass::vecs},
                 {EngineClass::ccs}}) {}

EngineSet::EngineSet(std::vector<EngineInstance> engines) : engines_(std::move(engines)) {
  DRMSIM_ASSERT(!engines_.empty(), "a machine has at least one engine");
}

EngineSet EngineSet::parse(std::string_view list, const std::string& option) {
  std::vector<EngineInstance> engines;
  for (const Field& field : split({list, 1}, ',')) {
    const std::optional<EngineName> name = parse_engine_name(field.text);
    if (!name || name->is_default()) {
      throw InputError(Diagnostic{option, 0, 0,
                                  in_quotes(field.text) +
                                      " is no engine; expected RCS, BCS, VCS, VECS "
                                      "or CCS with an optional instance (VCS2)"});
    }
    const EngineInstance engine{*name->engine_class, name->instance.value_or(1),
                                name->gt.value_or(0)};
    if (std::find(engines.begin(), engines.end(), engine) != engines.end()) {
      throw InputError(Diagnostic{
          option, 0, 0, in_quotes(field.text) + " is given twice; expected every engine once"});
    }
    engines.push_back(engine);
  }
  if (engines.empty()) {
    throw InputError(
        Diagnostic{option, 0, 0, "no engines; expected a list like RCS,BCS,VCS1,VCS2"});
  }
  return EngineSet(std::move(engines));
}

std::string EngineSet::name_of(std::size_t engine) const {
  const EngineInstance& wanted = engines_.at(engine);
  const auto of_class = std::count_if(engines_.begin(), engines_.end(), [&](const auto& other) {
    return other.engine_class == wanted.engine_class;
  });
  std::string name(to_string(wanted.engine_class));
  if (of_class > 1) name += std::to_string(wanted.instance);
  if (wanted.gt > 0) name += "-" + std::to_string(wanted.gt);
  return name;
}

std::vector<std::size_t> EngineSet::matching(const EngineName& name) const {
  if (name.is_default()) return {default_engine()};
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < engines_.size(); ++i) {
    if (matches(name, engines_[i])) found.push_back(i);
  }
  return found;
}

std::size_t EngineSet::default_engine() const {
  for (const EngineClass wanted : {EngineClass::rcs, EngineClass::ccs}) {
    for (std::size_t i = 0; i < engines_.size(); ++i) {
      if (engines_[i].engine_class == wanted) return i;
    }
  }
  return 0;
}

}  // namespace drmsim::scenarios::wsim
