// Fewer deviations for the same failure.
//
// Intuition: most of what a random schedule did has nothing to do with its bug. Mechanism, in two
// parts. Delta debugging (Zeller, Hildebrandt, "Simplifying and Isolating Failure-Inducing Input",
// TSE 2002) over the list of deviations: halves, quarters, ... single ones are left out as long as
// a hazard with the same signature remains. A deviation is known by the number of its choice, which
// shifts when an earlier one is left out, so that stops early; therefore the same hazard is then
// looked for afresh: all runs with one deviation, then random ones with two and three. Limits: the
// result is small, not always the smallest; of runs with very many choices fewer are tried.
#pragma once

#include <cstdint>

#include "tools/explore/explorer.h"

namespace drmsim::scenarios {

struct Shrunk {
  Failure failure;         // the same signature, of its shortest run
  std::uint64_t runs = 0;  // that were tried
};

// How much may be tried. A choice takes some half a microsecond: where a run has 100,000 of them,
// as that of a desktop for seconds, 10,000 runs would take ten minutes.
struct ShrinkLimits {
  std::uint64_t runs = 10'000;
  // Of all these runs, or their steps, or schedule points; the last may go beyond.
  std::uint64_t choices = 40'000'000;
};

Shrunk shrink(const ScenarioSpec& spec, const Failure& failure, const MachineOptions& machine,
              const ShrinkLimits& limits = {});

}  // namespace drmsim::scenarios
