#include "scenarios/random/random_scenario.h"

#include <fmt/format.h>

#include "scenarios/random/draw.h"
#include "scenarios/random/random_events.h"
#include "scenarios/random/random_machine.h"
#include "scenarios/random/random_work.h"

namespace drmsim::scenarios {

ScenarioSpec random_scenario(std::uint64_t seed) {
  ScenarioSpec spec;
  spec.name = fmt::format("random_{}", seed);
  spec.file = spec.name;
  spec.summary = fmt::format("Random scenario of seed {}.", seed);
  Draw draw(seed);
  add_random_machine(spec, draw);
  add_random_work(spec, draw);
  add_random_events(spec, draw);
  return spec;
}

}  // namespace drmsim::scenarios
