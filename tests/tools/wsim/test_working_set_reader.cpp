// Single working sets: sizes with their units, copies, and what does not fit.
#include <catch2/catch.hpp>

#include <cstdint>
#include <string>
#include <variant>

#include "tests/tools/wsim/support/one_step.h"
#include "tools/wsim/working_set_reader.h"

namespace drmsim::scenarios::wsim {
namespace {

auto local_set(const std::string& fields) {
  return tests::read_one_step("w." + fields, [](StepCursor& cursor) {
    cursor.next();  // the letter
    return std::get<WorkingSet>(read_local_working_set(cursor));
  });
}

std::uint64_t bytes_of(const std::string& size) {
  const auto set = local_set("1." + size);
  INFO(size << ": " << set.error);
  REQUIRE(set.read.has_value());
  REQUIRE(set.read->runs.size() == 1);
  return set.read->runs[0].max_bytes;
}

bool is_no_size(const std::string& size) {
  return !local_set("1." + size).read.has_value();
}

}  // namespace

TEST_CASE("working sets: sizes in bytes and in k, m and g of either case") {
  CHECK(bytes_of("1") == 1);
  CHECK(bytes_of("4096") == 4096);
  CHECK(bytes_of("2k") == 2048);
  CHECK(bytes_of("2K") == 2048);
  CHECK(bytes_of("2m") == 2u << 20);
  CHECK(bytes_of("2M") == 2u << 20);
  CHECK(bytes_of("2g") == std::uint64_t{2} << 30);
  CHECK(bytes_of("2G") == std::uint64_t{2} << 30);
}

TEST_CASE("working sets: as large as a signed number of 64 bits, and no larger") {
  CHECK(bytes_of("9223372036854775807") == INT64_MAX);
  CHECK(bytes_of("8589934591g") == std::uint64_t{8589934591} << 30);
  CHECK(is_no_size("9223372036854775808"));
  CHECK(is_no_size("8589934592g"));
  CHECK(is_no_size("9007199254740992k"));
}

TEST_CASE("working sets: nothing, less than nothing and no unit that there is") {
  for (const char* size : {"0", "0k", "-1", "-4k", "k", "4t", "4kb", "4 ", "x", "4k-", "-", "n",
                           "2n", "n2", "0n4k", "-1n4k", "2147483648n4k"}) {
    CAPTURE(size);
    CHECK(is_no_size(size));
  }
}

TEST_CASE("working sets: a range is of equal ends or goes up, also where the units differ") {
  const auto equal = local_set("1.4k-4096");
  REQUIRE(equal.read.has_value());
  CHECK(equal.read->runs[0].min_bytes == equal.read->runs[0].max_bytes);
  CHECK(local_set("1.1023k-1m").read->runs[0].min_bytes == 1023u * 1024);
  CHECK(is_no_size("1m-1023k"));
}

TEST_CASE("working sets: copies add up without wrapping around") {
  const auto many = local_set("1.2147483647n1/2147483647n1/2147483647n1");
  REQUIRE(many.read.has_value());
  CHECK(many.read->object_count() == 3 * std::uint64_t{2147483647});
  CHECK(local_set("1.3n4k/4k").read->object_count() == 4);
}

TEST_CASE(
    "working sets: sizes may stand in several fields, and separators of nothing are nothing") {
  const auto set = local_set("1.4k/8k.16k.//");
  REQUIRE(set.read.has_value());
  REQUIRE(set.read->runs.size() == 3);
  CHECK(set.read->runs[2].min_bytes == 16384);
}

TEST_CASE("working sets: without an id, and without sizes, it is told what is meant") {
  const auto nothing = tests::read_one_step("W", [](StepCursor& cursor) {
    cursor.next();
    return std::get<WorkingSet>(read_shared_working_set(cursor));
  });
  REQUIRE(nothing.read.has_value());
  CHECK(nothing.read->shared);
  CHECK(nothing.read->id == 0);
  CHECK(nothing.read->object_count() == 0);
  CHECK(nothing.warnings.size() == 2);
  CHECK_FALSE(local_set("-1.4k").read.has_value());
  CHECK(local_set("2147483647.4k").read->id == INT32_MAX);
}

}  // namespace drmsim::scenarios::wsim
