// Each defect of the model, and each release of it, makes a difference that a scenario file shows.
#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "scenarios/format/input_error.h"
#include "sched/model/release.h"
#include "tests/scenarios/whole_corpus.h"

namespace drmsim::scenarios {
namespace {

bool has(const std::vector<NameRef>& ids, std::string_view id) {
  return std::any_of(ids.begin(), ids.end(), [&](const NameRef& ref) { return ref.name == id; });
}

// The same scenario, with the defect mended, or with the release's own back in.
ScenarioSpec turned(ScenarioSpec spec, const drm::DefectInfo& info) {
  const auto drop = [&info](std::vector<NameRef>& ids) {
    std::erase_if(ids, [&](const NameRef& ref) { return ref.name == info.id; });
  };
  const bool is_in = has(spec.defects, info.id);
  drop(spec.defects);
  drop(spec.without);
  const drm::ReleaseId release = *drm::Release::find(spec.semantics.name);
  if (is_in && drm::Release::own_defects(release).has(info.defect)) {
    spec.without.push_back({std::string(info.id), {}});
  }
  return spec;
}

}  // namespace

// In the plain run; or in other schedules, where the file is a bug's that has to be explored, which
// `drmsim bugs` does, with and without the defect.
TEST_CASE("defects: each is named by a file that it makes a difference to") {
  const std::vector<ScenarioSpec> specs = scenario_files_of_the_model();
  for (const drm::DefectInfo& info : drm::Defects::all()) {
    INFO(info.id);
    bool matters = false;
    for (const ScenarioSpec& spec : specs) {
      if (!has(spec.defects, info.id) && !has(spec.without, info.id)) continue;
      if (spec.bug.given() && spec.bug.explore && has(spec.defects, info.id)) matters = true;
      if (!matters) matters = run_hash(spec) != run_hash(turned(spec, info));
    }
    CHECK(matters);
  }
}

// 7.2 and 7.3 differ where an entity has no run queue, which no scenario brings about:
// tests/sched/model/test_linux_7.cpp.
TEST_CASE("releases: 6.12 and 7.3 do some file's work each in its own way") {
  unsigned differ = 0;
  for (ScenarioSpec spec : scenario_files_of_the_model()) {
    if (spec.semantics.name != "linux-7.3" || spec.rings.front().scheduler.policy.name == "fair") {
      continue;
    }
    const std::uint64_t newer = run_hash(spec);
    spec.semantics.name = "linux-6.12";
    spec.without.clear();
    try {
      if (run_hash(spec) != newer) ++differ;
    } catch (const InputError&) {  // a habit of drivers that 6.12 has not
    }
  }
  CHECK(differ > 0);
}

}  // namespace drmsim::scenarios
