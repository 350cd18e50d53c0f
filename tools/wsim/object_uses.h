// Which objects each batch of a workload reads and writes.
//
// Every batch writes an object of its own, its output; `-K` reads the output of the batch K steps
// back; r and w dependencies name objects of working sets. An object that a batch names in both
// ways is written: the kernel takes each object of a batch once.
#pragma once

#include <cstdint>
#include <vector>

#include "tools/wsim/object_fences.h"
#include "tools/wsim/workload.h"

namespace drmsim::scenarios::wsim {

// In the place of a working set's id: the outputs, by step. Ids in files are below it.
inline constexpr std::uint32_t kOutputs = UINT32_MAX;

struct ObjectUse {
  std::uint32_t set = kOutputs;
  std::uint32_t index = 0;
  bool shared = false;  // of a W step
  ObjectAccess access = ObjectAccess::read;
};

// As many as a workload may have in all: beyond it, simulating takes more memory than it can be
// worth.
inline constexpr std::size_t kObjectUsesMax = 1'000'000;

// By step, each list in order of set and index; empty for steps that are not batches. Throws
// InputError if there are more than kObjectUsesMax.
std::vector<std::vector<ObjectUse>> object_uses(const Workload& workload);

}  // namespace drmsim::scenarios::wsim
