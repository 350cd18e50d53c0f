#include "hw_models/gpu/memory_if.h"
#include "sim/assert.h"

namespace drmsim::hw {

void MemoryWatches::add(std::uint64_t address, MemoryWatch& watch) {
  DRMSIM_ASSERT(!watch.watching(), "a watch is for one word at a time");
  watch.address_ = address;
  watches_.push_back(watch);
}

void MemoryWatches::tell(std::uint64_t address) {
  for (auto it = watches_.begin(); it != watches_.end();) {
    MemoryWatch& watch = *it++;  // it may unwatch itself
    if (watch.address_ == address) watch.memory_written();
  }
}

}  // namespace drmsim::hw
