// Options of the kinds that commands share: which values they take, and what is said of others.
#include <catch2/catch.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include "tools/cli/option_kinds.h"

namespace drmsim::tools {
namespace {

// What is wrong with that command line, of a command with these options; empty: nothing.
struct OptionsOfAll {
  CLI::App app;
  std::uint32_t number = 0;
  std::uint64_t seed = 1;
  sim::TimeNs duration_ns = 0;
  std::string file;
  std::string word;

  OptionsOfAll() {
    add_number(app, "-n,--number", number, 1, 50, "");
    add_seed(app, seed, "");
    add_duration(app, "--time", duration_ns, "");
    add_output(app, "--json", file, "");
    add_choice(app, "--strategy", word, {"random", "pct"}, "");
  }
  std::string mistake(const std::vector<std::string>& words) {
    std::vector<std::string> backwards(words.rbegin(), words.rend());
    try {
      app.parse(backwards);
      refuse_empty_words(app);
      refuse_empty_assignments(words);
    } catch (const CLI::ParseError& error) {
      return error.what();
    }
    return "";
  }
};

std::string mistake_in(const std::vector<std::string>& words) {
  return OptionsOfAll().mistake(words);
}

}  // namespace

TEST_CASE("option kinds: a number is decimal digits within its range, ends included") {
  CHECK(number_of("--n", "1", 1, 50) == 1);
  CHECK(number_of("--n", "50", 1, 50) == 50);
  CHECK(number_of("--n", "007", 1, 50) == 7);
  CHECK(number_of("--n", "18446744073709551615", 0, UINT64_MAX) == UINT64_MAX);
  for (const char* text : {"0", "51", "", " 1", "1 ", "+1", "-1", "1.0", "1e1", "0x1", "1,0", "one",
                           "18446744073709551616", "\xd9\xa1"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(number_of("--n", text, 1, 50), CLI::ValidationError);
  }
}

TEST_CASE("option kinds: a number that does not fit says the range, and the long name") {
  CHECK(mistake_in({"-n", "51"}) == "--number: `51`; expected a whole number, 1 to 50");
  CHECK(mistake_in({"--number", "4294967297"}) ==
        "--number: `4294967297`; expected a whole number, 1 to 50");  // not 1, wrapped around
}

TEST_CASE("option kinds: a seed is what a file may say") {
  OptionsOfAll options;
  CHECK(options.mistake({"--seed", "9223372036854775807"}).empty());
  CHECK(options.seed == scenarios::kSeedMax);
  CHECK(options.mistake({"--seed", "0"}).empty());
  CHECK(options.seed == 0);
  CHECK_FALSE(mistake_in({"--seed", "9223372036854775808"}).empty());
}

TEST_CASE("option kinds: a duration has a unit, and is not nothing") {
  OptionsOfAll options;
  CHECK(options.mistake({"--time", "1.5ms"}).empty());
  CHECK(options.duration_ns == 1'500'000);
  for (const char* text : {"0ns", "0s", "5", "5 ms", "-5ms", "ms", "5m", "1e3ns", "inf"}) {
    CAPTURE(text);
    CHECK(mistake_in({"--time", text}).find("`" + std::string(text) + "` is not a duration") !=
          std::string::npos);
  }
}

TEST_CASE("option kinds: a word is one of a few, letter by letter, and the nearest is named") {
  OptionsOfAll options;
  CHECK(options.mistake({"--strategy", "pct"}).empty());
  CHECK(options.word == "pct");
  CHECK(mistake_in({"--strategy", "pcct"}).find("did you mean `pct`?") != std::string::npos);
  CHECK(mistake_in({"--strategy", "PCT"}).find("there is no `PCT`") != std::string::npos);
  CHECK_FALSE(mistake_in({"--strategy", "random|pct"}).empty());
}

TEST_CASE("option kinds: a word that is refused leaves the one before") {
  OptionsOfAll options;
  options.word = "random";
  CHECK_FALSE(options.mistake({"--strategy", "x"}).empty());
  CHECK(options.word == "random");
}

TEST_CASE("option kinds: the words of a choice are known by its option, of others there are none") {
  OptionsOfAll options;
  CHECK(choices_of(*options.app.get_option("--strategy")) ==
        std::vector<std::string>{"random", "pct"});
  CHECK(choices_of(*options.app.get_option("--json")).empty());
  CHECK(choices_of(*options.app.get_option("--number")).empty());
}

TEST_CASE("option kinds: an empty value is none, before it is taken for another word") {
  CHECK(mistake_in({"--json", ""}) == "--json: is empty; expected a value");
  CHECK_THROWS_WITH(refuse_empty_assignments({"run", "--json=", "x.toml"}),
                    "--json: is empty; expected a value");
  CHECK_NOTHROW(refuse_empty_assignments({"--json=a=", "--json", "=", "--=", "-n=", "a=", ""}));
}

TEST_CASE("option kinds: an empty word below a command is found, too") {
  CLI::App app;
  std::string name;
  app.add_subcommand("new")->add_subcommand("driver")->add_option("NAME", name);
  app.parse(std::vector<std::string>{"", "driver", "new"});
  CHECK_THROWS_WITH(refuse_empty_words(app), "NAME: is empty; expected a value");
}

}  // namespace drmsim::tools
