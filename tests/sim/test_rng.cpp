// The run's own random numbers: fixed for ever, because replay files depend on them.
#include "sim/rng.h"

#include <array>
#include <limits>
#include <vector>

#include <catch2/catch.hpp>

namespace drmsim::sim {
namespace {

// SplitMix64 as published (https://prng.di.unimi.it/splitmix64.c), seeds 1234567 and 0.
TEST_CASE("the generator gives the published numbers of SplitMix64") {
  Rng rng(1234567);
  for (std::uint64_t expected :
       {6457827717110365317ull, 3203168211198807973ull, 9817491932198370423ull,
        4593380528125082431ull, 16408922859458223821ull}) {
    CHECK(rng.next() == expected);
  }
  CHECK(Rng(0).next() == 0xe220a8397b1dcdafull);
}

TEST_CASE("uniform gives the same numbers with every compiler and library") {
  Rng rng(42);
  std::vector<std::uint64_t> numbers;
  for (int i = 0; i < 8; ++i) numbers.push_back(rng.uniform(1, 100));
  CHECK(numbers == std::vector<std::uint64_t>{75, 16, 28, 35, 4, 87, 22, 81});
}

TEST_CASE("uniform stays within its ends and reaches both") {
  Rng rng(1);
  std::array<int, 4> seen{};
  for (int i = 0; i < 1000; ++i) {
    const std::uint64_t number = rng.uniform(10, 13);
    REQUIRE((number >= 10 && number <= 13));
    ++seen[number - 10];
  }
  for (int count : seen) CHECK((count > 200 && count < 300));
}

TEST_CASE("uniform of one number draws nothing, of the full range the next number as it is") {
  Rng rng(1);
  CHECK(rng.uniform(5, 5) == 5);
  CHECK(rng.uniform(0, std::numeric_limits<std::uint64_t>::max()) == Rng(1).next());
}

}  // namespace
}  // namespace drmsim::sim
