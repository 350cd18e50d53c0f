#include "sim/rng.h"

#include <boost/random/uniform_int_distribution.hpp>

#include "sim/assert.h"

namespace drmsim::sim {

std::uint64_t Rng::uniform(std::uint64_t low, std::uint64_t high) {
  DRMSIM_ASSERT(low <= high, "a range has its lower end first");
  return boost::random::uniform_int_distribution<std::uint64_t>(low, high)(*this);
}

}  // namespace drmsim::sim
