// What differs between kernel releases is data: presets by name, switches by name.
#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

#include "sched/api/priority.h"
#include "sched/model/semantics.h"

namespace drmsim::sched {
namespace {

TEST_CASE(
    "the preset linux-6.12 is found, is the default, and puts the parent before it adds its "
    "callback") {
  const Semantics* preset = Semantics::find_preset("linux-6.12");
  REQUIRE(preset != nullptr);
  CHECK(preset->preset == "linux-6.12");
  CHECK(preset->put_parent_before_add_callback);
  CHECK(Semantics{}.preset == preset->preset);
  CHECK(Semantics{}.put_parent_before_add_callback == preset->put_parent_before_add_callback);
}

TEST_CASE("every preset that is listed is found under its name, others are not") {
  for (const std::string_view name : Semantics::preset_names()) {
    REQUIRE(Semantics::find_preset(name) != nullptr);
    CHECK(Semantics::find_preset(name)->preset == name);
  }
  CHECK(Semantics::find_preset("linux-2.4") == nullptr);
  CHECK(Semantics::find_preset("") == nullptr);
}

TEST_CASE("every switch that is listed can be set and cleared, others cannot") {
  const auto names = Semantics::switch_names();
  CHECK(std::find(names.begin(), names.end(), "put_parent_before_add_callback") != names.end());
  for (const std::string_view name : names) {
    Semantics semantics;
    CHECK(semantics.set_switch(name, false));
    CHECK(semantics.set_switch(name, true));
  }
  Semantics semantics;
  REQUIRE(semantics.set_switch("put_parent_before_add_callback", false));
  CHECK_FALSE(semantics.put_parent_before_add_callback);
  CHECK_FALSE(semantics.set_switch("no_such_switch", true));
}

TEST_CASE("priorities are served kernel first, low last") {
  CHECK(std::string(priority_name(Priority::kernel)) == "kernel");
  CHECK(std::string(priority_name(Priority::low)) == "low");
  CHECK(Priority::kernel < Priority::high);
  CHECK(Priority::normal < Priority::low);
}

}  // namespace
}  // namespace drmsim::sched
