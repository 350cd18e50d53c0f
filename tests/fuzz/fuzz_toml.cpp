// libFuzzer entry for the reader of scenario files: any bytes either give a scenario in which every
// name leads somewhere, or an InputError with a place and a reason, and nothing else.
//
// Seeds: tests/fuzz/corpus_toml; maximal.toml there has every key.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "scenarios/format/scenario_reader.h"

namespace {

using namespace drmsim::scenarios;  // NOLINT: a program of one file

// abort() is what libFuzzer reports.
void require(bool condition) {
  if (!condition) std::abort();
}

template <class Spec>
bool has(const std::vector<Spec>& specs, const NameRef& reference) {
  for (const Spec& spec : specs) {
    if (spec.name == reference.name) return true;
  }
  return false;
}

void require_ordered(const drmsim::sim::Delay& delay) {
  require(delay.min_ns <= delay.max_ns);
}

// What the builder relies on.
void require_consistent(const ScenarioSpec& spec) {
  require(!spec.name.empty() && !spec.rings.empty());
  for (const RingSpec& ring : spec.rings) {
    require(ring.slots > 0 && ring.scheduler.credit_limit > 0);
    require(has(spec.engines, ring.engine) && has(spec.reset_domains, ring.reset_domain));
  }
  for (const EntitySpec& entity : spec.entities) {
    require(!entity.name.empty());
    for (const NameRef& ring : entity.rings) require(has(spec.rings, ring));
  }
  for (const ClientSpec& client : spec.clients) {
    require(has(spec.entities, client.entity));
    for (const ClientStep& step : client.cycle_steps()) {
      require(has(spec.entities, step.entity) && step.jobs > 0);
      require_ordered(step.duration);
    }
    require_ordered(client.sleep);
  }
  if (spec.jobs.size() > 100) return;  // the rest is quadratic
  for (const JobSpec& job : spec.jobs) {
    require(has(spec.entities, job.entity));
    require_ordered(job.duration);
    for (const NameRef& other : job.after) require(has(spec.jobs, other));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    require_consistent(parse_scenario({reinterpret_cast<const char*>(data), size}, "fuzz"));
  } catch (const InputError& error) {
    require(!error.diagnostics().empty());
    for (const Diagnostic& diagnostic : error.diagnostics()) {
      require(diagnostic.file == "fuzz" && !diagnostic.message.empty());
      require(diagnostic.line >= 0 && diagnostic.column >= 0);
    }
  }
  return 0;
}
