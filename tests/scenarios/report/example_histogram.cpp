// Percentiles by nearest rank: exact wherever values are equal or few, within 1/128 elsewhere.
#include "scenarios/report/histogram.h"

#include <catch2/catch.hpp>

namespace drmsim::scenarios {

TEST_CASE("example: latencies of which one in a hundred is ten times as long") {
  Histogram latency;
  for (int i = 0; i < 99; ++i) latency.add(16'000'000);
  latency.add(160'000'000);
  CHECK(latency.percentile(50) == 16'000'000);
  CHECK(latency.percentile(99) == 16'000'000);  // 99 of 100 do not exceed it
  CHECK(latency.percentile(99.5) == 160'000'000);
  CHECK(latency.mean() == 17'440'000);
  CHECK(latency.max() == 160'000'000);
}

TEST_CASE("example: ranks of a few values, and a mean that is rounded") {
  Histogram few;
  CHECK(few.percentile(99) == 0);
  for (const std::uint64_t value : {1, 2, 3, 4}) few.add(value);
  CHECK(few.percentile(25) == 1);
  CHECK(few.percentile(25.1) == 2);
  CHECK(few.percentile(100) == 4);
  CHECK(few.mean() == 3);  // 2.5
  CHECK(few.min() == 1);

  Histogram spread;  // of one bucket: interpolated
  for (std::uint64_t value = 1'000'000; value < 1'004'000; ++value) spread.add(value);
  const std::uint64_t median = spread.percentile(50);
  CHECK(median > 1'002'000 - 1'002'000 / 128);
  CHECK(median < 1'002'000 + 1'002'000 / 128);
}

}  // namespace drmsim::scenarios
