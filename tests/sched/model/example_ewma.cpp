// How fast an average of job lengths follows a client that changes what it does.
#include "sched/model/ewma.h"

#include <catch2/catch.hpp>

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: an average forgets the half of what was within three values") {
  Ewma length_us;
  for (int i = 0; i < 100; ++i) length_us.add(1'000);
  CHECK(length_us.read() == 1'000);
  length_us.add(2'000);
  length_us.add(2'000);
  CHECK(length_us.read() < 1'500);
  length_us.add(2'000);
  CHECK(length_us.read() > 1'500);
  for (int i = 0; i < 100; ++i) length_us.add(2'000);
  CHECK(length_us.read() == 1'999);  // it rounds down on its way up

  Ewma one_outlier;  // that makes no client a slow one
  for (int i = 0; i < 100; ++i) one_outlier.add(100);
  one_outlier.add(10'000);
  CHECK(one_outlier.read() == 2'575);
  for (int i = 0; i < 20; ++i) one_outlier.add(100);
  CHECK(one_outlier.read() < 110);
}

}  // namespace
}  // namespace drmsim::drm::test
