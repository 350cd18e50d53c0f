// Mean, spread, and when one number is below another in earnest.
#include <catch2/catch.hpp>

#include <initializer_list>

#include "tools/policies/spread.h"

namespace drmsim::scenarios {
namespace {

Spread spread_of(std::initializer_list<double> values) {
  Spread spread;
  for (const double value : values) spread.add(value);
  return spread;
}

}  // namespace

TEST_CASE("spread: mean and standard deviation of a sample") {
  const Spread spread = spread_of({2, 4, 4, 4, 5, 5, 7, 9});
  CHECK(spread.count() == 8);
  CHECK(spread.mean() == Approx(5));
  CHECK(spread.deviation() == Approx(2.13809));
  CHECK(spread_of({3}).deviation() == 0);
  CHECK(spread_of({1e12, 1e12, 1e12}).deviation() == 0);
}

TEST_CASE("spread: one is below another only if their ranges do not touch") {
  CHECK(spread_of({9, 10, 11}).is_below(spread_of({14, 15, 16})));
  CHECK_FALSE(spread_of({9, 10, 11}).is_below(spread_of({13, 14, 15})));
  CHECK_FALSE(spread_of({1, 2, 1, 2}).is_below(spread_of({2, 2, 2, 2})));
  CHECK_FALSE(spread_of({5, 5}).is_below(spread_of({5, 5})));
}

}  // namespace drmsim::scenarios
