// A shuffled order of submission, and distributions that are the same with every library.
#include "sim/rng.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include <boost/random/exponential_distribution.hpp>
#include <catch2/catch.hpp>

namespace drmsim::sim {
namespace {

TEST_CASE("example: a shuffle and a distribution of Boost repeat with their seed") {
  const auto shuffled = [](std::uint64_t seed) {
    Rng rng(seed);
    std::vector<int> order(20);
    std::iota(order.begin(), order.end(), 0);
    for (std::size_t i = order.size() - 1; i > 0; --i) {
      std::swap(order[i], order[rng.uniform(0, i)]);  // both ends included
    }
    return order;
  };
  CHECK(shuffled(7) == shuffled(7));
  CHECK(shuffled(7) != shuffled(8));
  std::vector<int> sorted = shuffled(7);
  std::sort(sorted.begin(), sorted.end());
  CHECK(sorted.front() == 0);
  CHECK(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());

  Rng rng(1);
  boost::random::exponential_distribution<double> gap_ns(1.0 / 1000);  // a mean of 1 us
  double sum_ns = 0;
  for (int i = 0; i < 10'000; ++i) sum_ns += gap_ns(rng);
  CHECK(sum_ns / 10'000 == Approx(1000).epsilon(0.05));
  Rng fork = rng;  // 8 bytes: a copy goes on alike
  CHECK(fork() == rng());
}

}  // namespace
}  // namespace drmsim::sim
