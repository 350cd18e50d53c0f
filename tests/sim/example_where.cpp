// A helper that is not to blame itself: it passes the place of its caller on.
#include "sim/where.h"

#include <vector>

#include <catch2/catch.hpp>

namespace drmsim::sim {
namespace {

TEST_CASE("example: a place is the caller's, through as many helpers as hand it on") {
  struct Journal {
    void add(Where where = Where::here()) { places.push_back(where); }
    void add_twice(Where where = Where::here()) {
      add(where);
      add();  // this line, not the caller's
    }
    std::vector<Where> places;
  };
  Journal journal;
  const int line = __LINE__ + 1;
  journal.add_twice();
  const Where outer = journal.places[0];
  CHECK(outer.line() == line);
  CHECK(outer.file_name() == "example_where.cpp");
  CHECK(outer.path().ends_with("sim/example_where.cpp"));
  CHECK(journal.places[1].function() == std::string("add_twice"));
  CHECK(journal.places[1].line() < line);

  const Where kernel = Where::in("drm_sched_main");  // here, in what the kernel calls so
  CHECK(kernel.function() == std::string("drm_sched_main"));
  CHECK(kernel.file_name() == "example_where.cpp");
  CHECK_FALSE(Where{}.known());
}

}  // namespace
}  // namespace drmsim::sim
