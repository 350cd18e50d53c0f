// Where the batches of a workload run on a given machine.
//
// Without an engine map a batch runs on the engine it names; a class without an instance is the
// first engine of the class (the kernel's old interface picks one video engine per open file, and
// all clients of gem_wsim share one file). With a map (M) it runs on the engine it names exactly,
// if the map has it. Any other name, a class, DEFAULT or even an engine of another class, means the
// virtual engine of the context: whichever of the map's engines the scheduler picks. That needs a
// balanced map (B). Source: gem_wsim.c, prepare_contexts.
#pragma once

#include <cstddef>
#include <vector>

#include "tools/wsim/engine_set.h"
#include "tools/wsim/workload.h"

namespace drmsim::scenarios::wsim {

struct EnginePlacement {
  // Indexes into EngineSet::engines(), each once. One for a physical engine; for a virtual engine
  // those of the map in its order, and batches count (q steps) as if they ran on the first.
  std::vector<std::size_t> engines;
  bool is_virtual = false;
};

// One placement for every step; empty for steps that are not batches. Positions of M and B steps
// are irrelevant, and the last map of a context holds. Throws InputError with every engine that the
// machine lacks, and every batch that needs a virtual engine which its context does not have.
std::vector<EnginePlacement> place_engines(const Workload& workload, const EngineSet& machine);

}  // namespace drmsim::scenarios::wsim
