#include <string>

#include <catch2/catch.hpp>

#include "scenarios/report/event_hash.h"
#include "tests/scenarios/report/support/log_script.h"

namespace drmsim::tests {
namespace {

using scenarios::EventHash;
using sim::EventKind;

TEST_CASE("event hash: known values of FNV-1a") {
  EventHash hash;
  CHECK(hash.value() == 0xcbf29ce484222325u);
  hash.add("a");
  CHECK(hash.value() == 0xaf63dc4c8601ec8cu);
  EventHash foobar;
  foobar.add("foo");
  foobar.add("bar");
  CHECK(foobar.value() == 0x85944171f73967e8u);
}

TEST_CASE("event hash: that of the log's text, each line with its newline") {
  sim::World world;
  EventHash hash;
  world.log().attach(hash);
  LogScript script(world);
  script.at(5, EventKind::irq, script.name("gfx"));
  script.run();
  EventHash of_text;
  of_text.add("             5  irq          line=gfx\n");
  CHECK(hash.value() == of_text.value());
}

}  // namespace
}  // namespace drmsim::tests
