// Work that crashes: one failure, everything else done, in order.
#include <catch2/catch.hpp>

#include <csignal>
#include <stdexcept>

#include <unistd.h>

#include "tools/cli/surviving_work.h"

namespace drmsim::tests {
namespace {

using scenarios::UnitContext;
using tools::do_all;

TEST_CASE("surviving work: results in order, the same for every number of processes") {
  for (const unsigned jobs : {0u, 1u, 2u, 7u}) {
    const auto results = do_all(
        {40, jobs, [](std::uint64_t unit, const UnitContext&) { return std::to_string(unit); }});
    REQUIRE(results.size() == 40);
    for (std::size_t i = 0; i < results.size(); ++i) {
      CHECK(results[i].failure.empty());
      CHECK(results[i].text == std::to_string(i));
    }
  }
}

TEST_CASE("surviving work: nothing to do") {
  CHECK(do_all({0, 2, [](std::uint64_t, const UnitContext&) { return std::string(); }}).empty());
}

TEST_CASE("surviving work: what crashes costs one unit") {
  std::uint64_t last = 0;
  const auto work = [](std::uint64_t unit, const UnitContext&) {
    if (unit == 0 || unit == 13) ::raise(SIGKILL);
    if (unit == 14) ::_exit(1);
    if (unit == 15) throw std::runtime_error("no good");
    return std::string("fine");
  };
  const auto results = do_all({50, 2, work, [&last](std::uint64_t done) { last = done; }});
  for (std::size_t i = 0; i < results.size(); ++i) {
    const bool crashed = i == 0 || i == 13 || i == 14 || i == 15;
    INFO(i << ": " << results[i].failure);
    CHECK(results[i].failure.empty() != crashed);
    CHECK(results[i].text == (crashed ? "" : "fine"));
  }
  CHECK(results[15].failure.find("no good") != std::string::npos);
  CHECK(last == 50);
}

}  // namespace
}  // namespace drmsim::tests
