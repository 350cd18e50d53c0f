// What the clones of one workload have in common.
#pragma once

#include "sim/mutex.h"
#include "tools/wsim/object_table.h"

namespace drmsim::scenarios::wsim {

struct SharedObjects {
  SharedObjects(sim::World& world, drm::Api& api) : table(api), resv_lock(world, "dma_resv.lock") {}

  ObjectTable table;  // of W steps
  // Held by a submission from looking at the fences of its objects until it has added its own.
  sim::Mutex resv_lock;
};

}  // namespace drmsim::scenarios::wsim
