// Names and job tags.
#include "sim/names.h"

#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("a name keeps its number, and the number its text") {
  Names names;
  const NameId gfx = names.intern("gfx");
  const NameId sdma = names.intern("sdma");
  CHECK(gfx != sdma);
  CHECK(names.intern("gfx") == gfx);
  CHECK(names.text(gfx) == "gfx");
  CHECK(names.text(sdma) == "sdma");
}

TEST_CASE("the empty name is 0") {
  Names names;
  CHECK(names.intern("") == 0);
  CHECK(names.text(NameId{0}).empty());
}

TEST_CASE("texts stay where they are however many follow") {
  Names names;
  const std::string& first = names.text(names.intern("first"));
  for (int i = 0; i < 10'000; ++i) names.intern("name " + std::to_string(i));
  CHECK(first == "first");
  CHECK(&first == &names.text(names.intern("first")));
  CHECK(names.text(names.intern("name 9999")) == "name 9999");
}

TEST_CASE("a job is called by its name, or by its client's name and a number from 0") {
  Names names;
  const NameId client = names.intern("client");
  CHECK(names.text(JobTag{client, 0}) == "client");
  CHECK(names.text(JobTag{client, 1}) == "client.0");
  CHECK(names.text(JobTag{client, 18}) == "client.17");
  CHECK(names.text(JobTag{}).empty());
}

TEST_CASE("a job tag survives its way through the event log") {
  for (const JobTag tag :
       {JobTag{}, JobTag{1, 0}, JobTag{1, 1}, JobTag{~0u, ~0u}, JobTag{7, 123}}) {
    CHECK(JobTag::from_bits(tag.bits()) == tag);
  }
  CHECK_FALSE(JobTag{1, 0} == JobTag{0, 1});
}

TEST_CASE("names are numbered alike in every World") {
  std::vector<NameId> seen;
  for (int i = 0; i < 2; ++i) {
    World world;
    seen.push_back(world.intern("gfx"));
  }
  CHECK(seen[0] == seen[1]);
}

}  // namespace
}  // namespace drmsim::sim
