// Options of each type of single values: what is read, what is refused, and with which words.
#include "scenarios/format/scalar_types.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/format/options_text.h"

namespace drmsim::scenarios {
namespace {

enum class Mode { fast, exact };

struct AllOptions {
  std::string note;
  bool verbose = false;
  std::uint32_t retries = 3;
  double load = 0.5;
  sim::TimeNs watchdog_ns = 1'000'000;
  sim::Delay pause;
  Mode mode = Mode::fast;
};

Section<AllOptions> all_options() {
  return Section<AllOptions>("`options` of mine", "One of each type.")
      .key("note", &AllOptions::note, TextType(), "For people.")
      .key("verbose", &AllOptions::verbose, BooleanType(), "More of it.")
      .key("retries", &AllOptions::retries, IntegerType<std::uint32_t>(0, 9, "forever"), "So many.")
      .key("load", &AllOptions::load, RealType(0, 1), "A fraction.")
      .key("watchdog", &AllOptions::watchdog_ns, DurationType(1, "never"), "Its time.")
      .key("pause", &AllOptions::pause, DelayType(), "Drawn each time.")
      .key("mode", &AllOptions::mode,
           ChoiceType<Mode>({{"fast", Mode::fast}, {"exact", Mode::exact}}), "How it is done.");
}

}  // namespace

TEST_CASE("example: a driver's options of every type of single values") {
  const auto read = tests::read_text(all_options(), R"(retries = "forever"
load = 1
watchdog = "never"
pause = "1us..2.5us"
mode = "exact")");
  CHECK(read.mistakes.empty());
  CHECK(read.options.retries == UINT32_MAX);  // what the word stands for
  CHECK(read.options.load == 1);
  CHECK(read.options.watchdog_ns == sim::kForever);
  CHECK(read.options.pause == sim::Delay{1'000, 2'500});
  CHECK(read.options.mode == Mode::exact);
  CHECK_FALSE(read.options.verbose);
}

TEST_CASE("example: what a driver's options refuse is told all at once") {
  const auto read = tests::read_text(all_options(), R"(retries = 10
watchdog = "0ns"
mode = "exakt"
verbose = 1)");
  CHECK(
      read.mistakes ==
      "o:1:11: `retries` in `options` of mine is 10; expected an integer from 0 to 9 or "
      "\"forever\"\n"
      "o:2:12: `watchdog` in `options` of mine is \"0ns\"; expected " +
          DurationType(1, "never").info().expected +
          "\n"
          "o:3:8: `mode` in `options` of mine is \"exakt\"; did you mean `exact`? expected `fast` "
          "or `exact`\n"
          "o:4:11: `verbose` in `options` of mine is 1; expected true or false");
  CHECK(read.options.retries == 3);
}

}  // namespace drmsim::scenarios
