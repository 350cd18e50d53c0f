#include "tools/wsim/workload_random.h"

#include "sim/assert.h"
#include "tools/wsim/glibc_random.h"

namespace drmsim::scenarios::wsim {
namespace {

constexpr std::uint32_t kIncrement = 0x37798849;

constexpr std::uint32_t rotate_left(std::uint32_t value, unsigned bits) {
  return value << bits | value >> (32 - bits);
}

}  // namespace

std::uint32_t WorkloadRandom::next() {
  state_ = (state_ ^ rotate_left(state_, 5) ^ rotate_left(state_, 24)) + kIncrement;
  return state_;
}

std::uint32_t WorkloadRandom::in_range(std::uint32_t min, std::uint32_t max) {
  DRMSIM_ASSERT(min <= max, "a range");
  const std::uint32_t count = max + 1 - min;  // 0: all 2^32 numbers
  const std::uint32_t number = next();
  return min + (count == 0 ? number : number % count);
}

// Every client draws two seeds, the second one for the sizes of its objects.
std::vector<std::uint32_t> client_seeds(std::uint32_t seed, std::uint32_t clients,
                                        bool same_random_sequence) {
  GlibcRandom random(seed);
  const std::uint32_t master = random.next();
  std::vector<std::uint32_t> seeds(clients, master);
  if (same_random_sequence) return seeds;
  for (std::uint32_t& client : seeds) {
    client = random.next();
    random.next();
  }
  return seeds;
}

}  // namespace drmsim::scenarios::wsim
