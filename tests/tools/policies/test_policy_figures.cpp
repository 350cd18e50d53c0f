// What the figures are called, and which way is better.
#include <catch2/catch.hpp>

#include <set>
#include <string>

#include "tools/policies/policy_figures.h"

namespace drmsim::scenarios {
namespace {

std::string key_of(Figure figure) {
  return figure_info(figure).key();
}

}  // namespace

TEST_CASE("policy figures: each has a key of its own, with the unit of what is a time") {
  std::set<std::string> keys;
  for (std::size_t i = 0; i < kFigures; ++i) {
    const FigureInfo& info = figure_info(static_cast<Figure>(i));
    CHECK(keys.insert(info.key()).second);
    const bool ends_in_ns = info.key().substr(info.key().size() - 3) == "_ns";
    CHECK(ends_in_ns == (info.unit == FigureUnit::time_ns));
  }
  CHECK(keys.size() == kFigures);
}

// The names stand in a list beside the enumeration; the first and last of each group would not, if
// one were put in its middle.
TEST_CASE("policy figures: the names belong to the figures") {
  CHECK(key_of(Figure::elapsed) == "elapsed_ns");
  CHECK(key_of(Figure::ideal) == "ideal_ns");
  CHECK(key_of(Figure::slowdown) == "slowdown");
  CHECK(key_of(Figure::cycles_per_second) == "cycles_per_second");
  CHECK(key_of(Figure::share) == "share");
  CHECK(key_of(Figure::cycle_min) == "cycle_min_ns");
  CHECK(key_of(Figure::cycle_max) == "cycle_max_ns");
  CHECK(key_of(Figure::latency_min) == "latency_min_ns");
  CHECK(key_of(Figure::latency_max) == "latency_max_ns");
  CHECK(key_of(Figure::starved) == "starved_ns");
  CHECK(key_of(Figure::missed_deadlines) == "missed_deadlines");
}

// The summary of durations fills four in a row.
TEST_CASE("policy figures: least, mean, p99 and most follow each other, of cycles and of jobs") {
  for (const char* what : {"cycle", "latency"}) {
    const Figure first = what[0] == 'c' ? Figure::cycle_min : Figure::latency_min;
    std::size_t at = static_cast<std::size_t>(first);
    for (const char* part : {"_min_ns", "_mean_ns", "_p99_ns", "_max_ns"}) {
      CHECK(key_of(static_cast<Figure>(at++)) == what + std::string(part));
    }
  }
}

TEST_CASE("policy figures: less time is better, more cycles are, and a share is neither") {
  CHECK(figure_info(Figure::cycles_per_second).better == Better::more);
  for (const Figure figure : {Figure::ideal, Figure::share}) {
    CHECK(figure_info(figure).better == Better::neither);
  }
  for (std::size_t i = 0; i < kFigures; ++i) {
    const auto figure = static_cast<Figure>(i);
    const bool is_time = figure_info(figure).unit == FigureUnit::time_ns;
    if (is_time && figure != Figure::ideal) CHECK(figure_info(figure).better == Better::less);
  }
  CHECK(figure_info(Figure::missed_deadlines).better == Better::less);
}

}  // namespace drmsim::scenarios
