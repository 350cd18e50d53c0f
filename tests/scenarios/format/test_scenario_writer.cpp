// The writer: what is written reads as what it was, and looks like the files that people write.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "scenarios/format/scenario_writer.h"
#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_below(const fs::path& folder, const std::string& extension) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == extension) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// The longest line, names of tables and keys aside nothing can be broken.
std::size_t columns(const std::string& text) {
  std::istringstream in(text);
  std::size_t longest = 0;
  for (std::string line; std::getline(in, line);) longest = std::max(longest, line.size());
  return longest;
}

void check_written(const ScenarioSpec& spec) {
  INFO(spec.file);
  const std::string text = scenario_text(spec);
  INFO(text);
  CHECK((parse_scenario(text, spec.file) == spec));
  CHECK(columns(text) <= 100);
}

// `text` is already as the writer would write it.
void check_unchanged(const std::string& text) {
  CHECK(scenario_text(parse_scenario(text, "f")) == text);
}

}  // namespace

TEST_CASE("writer: every scenario file reads as before") {
  const auto files = files_below(fs::path(DRMSIM_SOURCE_DIR) / "scenarios/files", ".toml");
  for (const fs::path& file : files) check_written(load_scenario(file));
  CHECK(files.size() >= 30);
}

TEST_CASE("writer: a file with every key reads as before") {
  const ScenarioSpec spec = parse_scenario(maximal_scenario(), "maximal");
  check_written(spec);
}

TEST_CASE("writer: style of a hand-written file") {
  check_unchanged(R"(name    = "style"
summary = """
Keys stand in the order of FORMAT.md, equal signs below each other, and a text that is too long \
for one line is broken at blanks."""

[[ring]]
name      = "gfx"
slots     = 4
scheduler = { timeout = "1ms", submit_queue = "shared:q" }

[cpu]
wakeup = "1us..5us"

[[entity]]
name  = "bad"
rings = ["gfx"]

[[job]]
name     = "x"
entity   = "bad"
at       = "2us"
duration = "10us"
count    = 3
every    = "5us"

[[job]]
name     = "last"
entity   = "bad"
at       = "20us"
duration = "0ns"
after    = ["x0", "x2"]
fault    = { hang_attempts = "forever", slow_factor = 1.5, run_job_returns = "EIO" }

[[action]]
at       = "1us"
do       = "set_priority"
entity   = "bad"
priority = "normal"

[expect]
finished = { x0 = "ok", last = "unfinished" }
jobs     = 4
errors   = { max = 2 }
ring     = { gfx = { busy = { min = 0.5 } } }
)");
}

TEST_CASE("writer: what is too long for braces stands under a header, lists over several lines") {
  check_unchanged(R"(name = "long"

[[ring]]
name = "gfx"

[ring.driver]
reset_time         = "100us"
soft_recovery      = true
soft_recovery_wait = "20ms"
reread_hardware    = true
fence              = "preallocated"

[[entity]]
name  = "app"
rings = ["gfx"]

[[job]]
name     = "a_job_with_a_long_name"
entity   = "app"
duration = "10us"
count    = 5

[expect]
order = [
  "a_job_with_a_long_name0", "a_job_with_a_long_name1", "a_job_with_a_long_name2",
  "a_job_with_a_long_name3",
]

[expect.finished]
a_job_with_a_long_name0 = "ok"
a_job_with_a_long_name1 = "ok"
a_job_with_a_long_name2 = "ok"
)");
}

TEST_CASE("writer: semantics, shared hardware and clients with rings of their own") {
  check_unchanged(R"(name      = "hardware"
semantics = "linux-7.3"
defects   = ["E13"]
without   = ["N7"]
until     = "1s"

[[ring]]
name         = "gfx"
engine       = "shared"
reset_domain = "gpu"

[[ring]]
name         = "compute"
engine       = "shared"
reset_domain = "gpu"

[[ring]]
name = "copy"

[[engine]]
name  = "shared"
width = 2

[[reset_domain]]
name = "gpu"

[[entity]]
name  = "app"
rings = ["gfx", "compute"]

[[client]]
name     = "one"
entity   = "app"
duration = "10us"

[[client]]
name     = "own"
rings    = ["copy"]
priority = "high"
duration = "10us..20us"
count    = 2
every    = "1us"
)");
}

TEST_CASE("writer: strings with quotes, backslashes and control characters") {
  for (const char* text : {"say \"hello\"", "a\\b", "two\nlines\ttab", "bell \x07 and \x7f", "\"",
                           "gr\u00fc\u00df", "  blanks  "}) {
    ScenarioSpec spec = parse_scenario(small_scenario(), "f");
    spec.summary = text;
    check_written(spec);
    std::string& summary = spec.summary;
    for (int i = 0; i < 12; ++i) summary += std::string("  ") + text;
    check_written(spec);
    summary += "\"\"\"\"";
    check_written(spec);
  }
}

TEST_CASE("writer: only neighbours in name and time are copies") {
  ScenarioSpec spec = parse_scenario(
      small_scenario("[[job]]\nname = \"k\"\nentity = \"app\"\nduration = \"5ns\"\ncount = 4\n"),
      "f");
  CHECK(scenario_text(spec).find("count    = 4") != std::string::npos);
  spec.jobs[2].credits = 2;
  CHECK(scenario_text(spec).find("count    = 2") != std::string::npos);
  spec.jobs[1].name = "k01";
  CHECK(scenario_text(spec).find("count") == std::string::npos);
  check_written(spec);
}

TEST_CASE("writer: a client that rounds its sleeps says that it sleeps, if only for no time") {
  const std::string client =
      "[[client]]\nname = \"c\"\nentity = \"app\"\nduration = \"1us\"\ncycles = 2\n";
  const ScenarioSpec spec =
      parse_scenario(small_scenario(client + "sleep = \"0ns\"\ntick = \"1us\"\n"), "f");
  check_written(spec);
  CHECK(scenario_text(spec).find("sleep ") != std::string::npos);
  check_written(
      parse_scenario(small_scenario(client + "sleep = \"0ns\"\nsleep_slack = \"1us\"\n"), "f"));
  const ScenarioSpec periodic =
      parse_scenario(small_scenario(client + "period = \"5us\"\ntick = \"1us\"\n"), "f");
  check_written(periodic);
  CHECK(scenario_text(periodic).find("sleep ") == std::string::npos);
}

TEST_CASE("writer: what the format cannot say is refused") {
  ScenarioSpec spec = parse_scenario(small_scenario(), "small.toml");
  ScenarioSpec memory = spec;
  memory.spare_memory_dwords = 7;
  CHECK_THROWS_WITH(scenario_text(memory),
                    "small.toml: cannot be written as a scenario file: it has a value that no key "
                    "can give");
  ScenarioSpec blank = spec;
  blank.entities[0].name = "a b";
  CHECK_THROWS_AS(scenario_text(blank), InputError);
}

}  // namespace drmsim::scenarios
