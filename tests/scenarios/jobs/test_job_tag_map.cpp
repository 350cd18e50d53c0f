#include <cstdint>
#include <map>

#include <catch2/catch.hpp>

#include "scenarios/jobs/job_tag_map.h"
#include "sim/rng.h"

namespace drmsim::tests {
namespace {

using scenarios::JobTagMap;
using sim::JobTag;

TEST_CASE("job map: an empty map holds nothing") {
  JobTagMap<int> map;
  CHECK(map.size() == 0);
  CHECK(map.find(JobTag{1, 1}) == nullptr);
}

TEST_CASE("job map: inserting a job again starts it afresh") {
  JobTagMap<int> map;
  map.insert(JobTag{1, 2}) = 5;
  CHECK(map.insert(JobTag{1, 2}) == 0);
  CHECK(map.size() == 1);
}

TEST_CASE("job map: behaves as a std::map under random inserts and erases") {
  sim::Rng rng(3);
  JobTagMap<std::uint64_t> map;
  std::map<std::uint64_t, std::uint64_t> reference;
  for (std::uint64_t step = 1; step <= 50'000; ++step) {
    // Few names and numbers: full neighbourhoods, where erasing has to move others.
    const JobTag tag{static_cast<sim::NameId>(rng.uniform(1, 3)),
                     static_cast<std::uint32_t>(rng.uniform(0, 200))};
    if (rng.uniform(0, 1) == 0) {
      map.insert(tag) = step;
      reference[tag.bits()] = step;
    } else if (reference.erase(tag.bits()) != 0) {
      map.erase(tag);
    }
    const auto found = reference.find(tag.bits());
    const std::uint64_t* value = map.find(tag);
    REQUIRE((value != nullptr) == (found != reference.end()));
    if (value != nullptr) REQUIRE(*value == found->second);
  }
  CHECK(map.size() == reference.size());
  std::map<std::uint64_t, std::uint64_t> contents;
  map.for_each([&contents](JobTag tag, std::uint64_t value) { contents[tag.bits()] = value; });
  CHECK(contents == reference);
}

}  // namespace
}  // namespace drmsim::tests
