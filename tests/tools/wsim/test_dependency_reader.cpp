// The dependencies of one batch, at the ends of their ranges.
#include <catch2/catch.hpp>

#include <cstdint>
#include <string>

#include "tests/tools/wsim/support/one_step.h"
#include "tools/wsim/dependency_reader.h"

namespace drmsim::scenarios::wsim {
namespace {

// Of a batch that has ten steps before it.
auto dependencies(const std::string& text) {
  return tests::read_one_step(
      text,
      [](StepCursor& cursor) {
        Batch batch;
        read_dependencies(cursor, *cursor.next(), batch);
        return batch;
      },
      10);
}

bool is_refused(const std::string& text) {
  return !dependencies(text).read.has_value();
}

}  // namespace

TEST_CASE("dependency reader: 0 is none, and is not one among others") {
  const auto none = dependencies("0");
  REQUIRE(none.read.has_value());
  CHECK(none.read->data.empty());
  CHECK(none.read->objects.empty());
  CHECK(is_refused("0/-1"));
  CHECK(is_refused("-1/0"));
  CHECK(is_refused("00"));
}

TEST_CASE("dependency reader: separators of nothing are nothing") {
  CHECK(dependencies("/").read->data.empty());
  CHECK(dependencies("//-3//-4/").read->data.size() == 2);
}

TEST_CASE("dependency reader: a step is as far back as there are steps") {
  const auto all = dependencies("-1/-10/-1");
  REQUIRE(all.read.has_value());
  REQUIRE(all.read->data.size() == 3);
  CHECK(all.read->data[1].back == 10);
  CHECK(all.read->data[1].column == 4);
  CHECK(is_refused("-11"));
  CHECK(is_refused("-0"));
  CHECK(is_refused("1"));
  CHECK(is_refused("-2147483649"));
}

TEST_CASE("dependency reader: one fence, of either kind, as far back as there are steps") {
  CHECK(dependencies("f-10").read->fence->kind == FenceKind::completion);
  CHECK(dependencies("s-10").read->fence->kind == FenceKind::submit);
  CHECK(dependencies("-1/s-2").read->fence->back == 2);
  CHECK(is_refused("f-11"));
  CHECK(is_refused("f0"));
  CHECK(is_refused("f"));
  CHECK(is_refused("f-1/f-1"));
  CHECK(dependencies("f-1/s-2").column == 5);  // the second is too much
}

TEST_CASE("dependency reader: objects from 0, alone or as a range that goes up") {
  const auto read = dependencies("r0-0/w2147483647-1-2147483647");
  REQUIRE(read.read.has_value());
  REQUIRE(read.read->objects.size() == 2);
  CHECK(read.read->objects[0].set_id == 0);
  CHECK_FALSE(read.read->objects[0].write);
  CHECK(read.read->objects[0].last == 0);
  CHECK(read.read->objects[1].set_id == INT32_MAX);
  CHECK(read.read->objects[1].write);
  CHECK(read.read->objects[1].first == 1);
  CHECK(read.read->objects[1].last == INT32_MAX);
  for (const char* text : {"r1-2-2", "r1-2-1", "r1", "r", "w-1", "r1-2147483648", "r1-0--1",
                           "w1--0", "r2147483648-0"}) {
    CAPTURE(text);
    CHECK(is_refused(text));
  }
}

TEST_CASE("dependency reader: what is hardly meant is taken with a word about it") {
  const auto junk = dependencies("r1-2x");
  REQUIRE(junk.read.has_value());
  CHECK(junk.read->objects[0].first == 2);
  CHECK(junk.warnings == std::vector<std::string>{"4: only '2' of '2x' is read, as in gem_wsim"});
  const auto third = dependencies("r1-2-3-4");
  REQUIRE(third.read.has_value());
  CHECK(third.read->objects[0].last == 3);
  CHECK(third.warnings == std::vector<std::string>{"6: only '3' of '3-4' is read, as in gem_wsim"});
  CHECK(dependencies("-1").warnings.empty());
}

TEST_CASE("dependency reader: capital letters and unknown ones are no dependencies") {
  for (const char* text : {"R1-0", "F-1", "x-1", "+1", " -1", "d-1"}) {
    CAPTURE(text);
    CHECK(is_refused(text));
  }
}

}  // namespace drmsim::scenarios::wsim
