// The random numbers of gem_wsim, against numbers computed with glibc and with the tool's own C.
#include <catch2/catch.hpp>

#include <vector>

#include "tools/wsim/glibc_random.h"
#include "tools/wsim/workload_random.h"

namespace drmsim::scenarios::wsim {
namespace {

using Numbers = std::vector<std::uint32_t>;

Numbers glibc_numbers(std::uint32_t seed, std::size_t count) {
  GlibcRandom random(seed);
  Numbers numbers;
  for (std::size_t i = 0; i < count; ++i) numbers.push_back(random.next());
  return numbers;
}

Numbers durations(std::uint32_t seed, std::size_t count) {
  WorkloadRandom random(client_seeds(seed, 1, false).front());
  Numbers numbers;
  for (std::size_t i = 0; i < count; ++i) numbers.push_back(random.in_range(500, 2000));
  return numbers;
}

TEST_CASE("wsim random: seeds come as from the rand of glibc") {
  CHECK(glibc_numbers(1, 6) ==
        Numbers{1804289383, 846930886, 1681692777, 1714636915, 1957747793, 424238335});
  CHECK(glibc_numbers(2, 4) == Numbers{1505335290, 1738766719, 190686788, 260874575});
  CHECK(glibc_numbers(0, 2) == glibc_numbers(1, 2));
}

TEST_CASE("wsim random: durations of the first client are those of the tool") {
  CHECK(durations(1, 5) == Numbers{1167, 1347, 1680, 1495, 1600});
  CHECK(durations(2, 5) == Numbers{1894, 1618, 1618, 1903, 1967});
}

TEST_CASE("wsim random: every client has a seed of its own, or all the first number") {
  CHECK(client_seeds(1, 2, false) == Numbers{846930886, 1714636915});
  CHECK(client_seeds(1, 2, true) == Numbers{1804289383, 1804289383});
}

TEST_CASE("wsim random: a range of one number and the range of all numbers are ranges") {
  WorkloadRandom random(7);
  CHECK(random.in_range(5, 5) == 5);
  WorkloadRandom same(7);
  same.next();
  CHECK(random.in_range(0, UINT32_MAX) == same.next());
}

}  // namespace
}  // namespace drmsim::scenarios::wsim
