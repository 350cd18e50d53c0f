#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>

#include "scenarios/report/histogram.h"
#include "sim/rng.h"

namespace drmsim::tests {
namespace {

using scenarios::Histogram;

// Nearest rank, the definition that the histogram approximates.
std::uint64_t exact_percentile(const std::vector<std::uint64_t>& sorted, double percent) {
  const auto rank =
      static_cast<std::size_t>(std::ceil(percent / 100 * static_cast<double>(sorted.size())));
  return sorted[std::max<std::size_t>(rank, 1) - 1];
}

void check_against_sorted(std::vector<std::uint64_t> values) {
  Histogram histogram;
  for (const std::uint64_t value : values) histogram.add(value);
  std::sort(values.begin(), values.end());
  CHECK(histogram.count() == values.size());
  CHECK(histogram.min() == values.front());
  CHECK(histogram.max() == values.back());
  for (const double percent : {0.01, 1.0, 25.0, 50.0, 90.0, 99.0, 99.9, 100.0}) {
    const std::uint64_t exact = exact_percentile(values, percent);
    INFO("percentile " << percent);
    CHECK(histogram.percentile(percent) == Approx(static_cast<double>(exact)).epsilon(1.0 / 128));
  }
}

TEST_CASE("histogram: no values, no percentiles") {
  const Histogram histogram;
  CHECK(histogram.count() == 0);
  CHECK(histogram.percentile(50) == 0);
  CHECK(histogram.max() == 0);
}

TEST_CASE("histogram: equal values come back exactly, however large") {
  for (const std::uint64_t value : {std::uint64_t{0}, std::uint64_t{255}, std::uint64_t{1'234'567},
                                    std::uint64_t{987'654'321'123}, UINT64_MAX}) {
    Histogram histogram;
    for (int i = 0; i < 1000; ++i) histogram.add(value);
    CHECK(histogram.percentile(1) == value);
    CHECK(histogram.percentile(50) == value);
    CHECK(histogram.percentile(100) == value);
  }
}

TEST_CASE("histogram: two values far apart are told apart at the right rank") {
  Histogram histogram;
  for (int i = 0; i < 99; ++i) histogram.add(10'000);
  histogram.add(5'000'001);
  CHECK(histogram.percentile(50) == 10'000);
  CHECK(histogram.percentile(99) == 10'000);
  CHECK(histogram.percentile(99.1) == 5'000'001);
}

TEST_CASE("histogram: percentiles of any distribution are within 1/128") {
  sim::Rng rng(7);
  std::vector<std::uint64_t> uniform;
  std::vector<std::uint64_t> wide;
  std::vector<std::uint64_t> small;
  for (int i = 0; i < 20'000; ++i) {
    uniform.push_back(rng.uniform(1'000'000, 1'100'000));
    wide.push_back(rng.next() >> rng.uniform(0, 63));
    small.push_back(rng.uniform(0, 300));
  }
  check_against_sorted(uniform);
  check_against_sorted(wide);
  check_against_sorted(small);
}

}  // namespace
}  // namespace drmsim::tests
