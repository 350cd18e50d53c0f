// `include`: several files that are one scenario.
#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/format/scenario_table.h"
#include "tests/scenarios/format/scenario_text.h"
#include "tests/support/scratch_folder.h"

namespace drmsim::scenarios {
namespace {

namespace fs = std::filesystem;

constexpr const char* kIncludedMachine =
    "seed = 7\n"
    "cpu = { submit = \"1us\", wakeup = \"2us\" }\n"
    "[[ring]]\nname = \"gfx\"\n"
    "[[entity]]\nname = \"app\"\nrings = \"gfx\"\n";

class Files {
 public:
  std::string add(const std::string& name, const std::string& text) const {
    return folder_.write(name, text);
  }
  // The mistakes in a file of the folder, without the folder's name.
  std::vector<std::string> mistakes_in(const std::string& name) const {
    std::vector<std::string> mistakes;
    try {
      load_scenario(folder_.path(name));
    } catch (const InputError& error) {
      const std::string prefix = folder_.path("");
      for (const Diagnostic& diagnostic : error.diagnostics()) {
        std::string text = to_string(diagnostic);
        for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) {
          text.erase(at, prefix.size());
        }
        mistakes.push_back(text);
      }
    }
    return mistakes;
  }

 private:
  tests::ScratchFolder folder_;
};

using Mistakes = std::vector<std::string>;

}  // namespace

TEST_CASE("include: lists of tables are joined, tables merged, values replaced") {
  Files files;
  files.add("machine.toml", kIncludedMachine);
  const std::string path = files.add("own.toml",
                                     "name = \"own\"\ninclude = \"machine.toml\"\nseed = 8\n"
                                     "cpu = { wakeup = \"3us\" }\n"
                                     "[[ring]]\nname = \"copy\"\n");
  const ScenarioSpec spec = load_scenario(path);
  CHECK(spec.name == "own");
  CHECK(spec.seed == 8);
  CHECK(spec.cpu.submit.min_ns == 1000);
  CHECK(spec.cpu.wakeup.min_ns == 3000);
  REQUIRE(spec.rings.size() == 2);
  CHECK(spec.rings[0].name == "gfx");
  CHECK(spec.rings[1].name == "copy");
  CHECK(spec.entities.size() == 1);
}

TEST_CASE("include: of two included files the later one counts, and the file itself above both") {
  Files files;
  files.add("a.toml", "seed = 1\nsummary = \"a\"\nuntil = \"1s\"\n");
  files.add("b.toml", "seed = 2\nsummary = \"b\"\n");
  const ScenarioSpec spec = load_scenario(
      files.add("own.toml",
                "name = \"o\"\ninclude = [\"a.toml\", \"b.toml\"]\nseed = 3\n[[ring]]\nname = "
                "\"gfx\"\n"));
  CHECK(spec.seed == 3);
  CHECK(spec.summary == "b");
  CHECK(spec.until_ns == 1'000'000'000);
}

TEST_CASE("include: tables by name are merged by name") {
  Files files;
  files.add("a.toml", std::string(kIncludedMachine) +
                          "[expect]\njobs = 1\nring.gfx = { jobs = 1, resets = 0 }\n");
  const ScenarioSpec spec =
      load_scenario(files.add("own.toml",
                              "name = \"o\"\ninclude = \"a.toml\"\n[expect]\ntimeouts = 0\n"
                              "ring.gfx.jobs = 2\n"));
  CHECK(spec.expect.jobs.min == 1u);
  CHECK(spec.expect.timeouts.min == 0u);
  REQUIRE(spec.expect.rings.size() == 1);
  CHECK(spec.expect.rings[0].jobs.min == 2u);
  CHECK(spec.expect.rings[0].resets.min == 0u);
}

TEST_CASE("include: paths are relative to the file that they stand in") {
  Files files;
  files.add("parts/rings.toml", "[[ring]]\nname = \"gfx\"\n");
  files.add("parts/machine.toml", "include = \"rings.toml\"\n");
  const std::string path =
      files.add("own.toml", "name = \"o\"\ninclude = \"parts/machine.toml\"\n");
  CHECK(load_scenario(path).rings.size() == 1);
}

TEST_CASE("include: a file that is included twice is read once") {
  Files files;
  files.add("rings.toml", "[[ring]]\nname = \"gfx\"\n");
  files.add("a.toml", "include = \"rings.toml\"\n");
  const std::string path =
      files.add("own.toml", "name = \"o\"\ninclude = [\"a.toml\", \"rings.toml\"]\n");
  CHECK(load_scenario(path).rings.size() == 1);
}

TEST_CASE("include: a mistake names the file and the line that it is in") {
  Files files;
  files.add("machine.toml", "[[ring]]\nname = \"gfx\"\nslot = 3\n");
  files.add("own.toml",
            "name = \"o\"\ninclude = \"machine.toml\"\n[[entity]]\nname = \"e\"\nrings = \"gxf\"\n"
            "[[ring]]\nname = \"gfx\"\n");
  const Mistakes mistakes = files.mistakes_in("own.toml");
  REQUIRE(mistakes.size() == 3);
  CHECK(mistakes[0].rfind("own.toml:5:9: no [[ring]] named `gxf`", 0) == 0);
  CHECK(mistakes[1] ==
        "own.toml:6:1: a second [[ring]] named `gfx`; the first is at line 1 of machine.toml");
  CHECK(mistakes[2].rfind("machine.toml:3:1: unknown key `slot` in [[ring]]", 0) == 0);
}

TEST_CASE("include: an error of a later stage names the file too") {
  Files files;
  files.add("machine.toml", kIncludedMachine);
  const ScenarioSpec spec =
      load_scenario(files.add("own.toml", "name = \"o\"\ninclude = \"machine.toml\"\n"));
  const InputError error = error_at(spec, spec.rings[0].where, "bad");
  CHECK(error.diagnostics()[0].file == spec.included.names[0]);
  CHECK(error.diagnostics()[0].line == 3);
}

TEST_CASE("include: what is no file is refused where it is named") {
  Files files;
  files.add("folder/x.toml", "");
  files.add("own.toml", "name = \"o\"\ninclude = \"absent.toml\"\n");
  files.add("own_folder.toml", "include = \"folder\"\n");
  files.add("own_pipe.toml", "include = [\"/dev/null\"]\n");
  files.add("own_empty.toml", "include = \"folder/x.toml\"\n");
  CHECK(files.mistakes_in("own.toml") ==
        Mistakes{"own.toml:2:11: cannot include `absent.toml`: no such file"});
  CHECK(files.mistakes_in("own_folder.toml") ==
        Mistakes{"own_folder.toml:1:11: cannot include `folder`: not a file"});
  CHECK(files.mistakes_in("own_pipe.toml") ==
        Mistakes{"own_pipe.toml:1:12: cannot include `/dev/null`: not a file"});
  CHECK(files.mistakes_in("own_empty.toml") ==
        Mistakes{"own_empty.toml:1:11: cannot include `folder/x.toml`: file is empty"});
}

TEST_CASE("include: what is no path is refused with what was expected") {
  Files files;
  files.add("own.toml", "include = [3]\n");
  CHECK(files.mistakes_in("own.toml") ==
        Mistakes{"own.toml:1:12: `include` in the scenario is 3; expected the path of a file, or a "
                 "list of at most 64 of them"});
}

TEST_CASE("include: an included file that is no TOML is reported in that file") {
  Files files;
  files.add("broken.toml", "a = 1\nb =\n");
  files.add("own.toml", "include = \"broken.toml\"\n");
  const Mistakes mistakes = files.mistakes_in("own.toml");
  REQUIRE(mistakes.size() == 1);
  CHECK(mistakes[0].rfind("broken.toml:2:", 0) == 0);
}

TEST_CASE("include: files that include each other are refused with the circle") {
  Files files;
  files.add("own.toml", "include = \"a.toml\"\n");
  files.add("a.toml", "include = \"b.toml\"\n");
  files.add("b.toml", "\ninclude = \"own.toml\"\n");
  files.add("self.toml", "include = \"self.toml\"\n");
  CHECK(files.mistakes_in("own.toml") ==
        Mistakes{"b.toml:2:11: cannot include `own.toml`: files include each other: own.toml "
                 "includes a.toml includes b.toml includes own.toml"});
  CHECK(files.mistakes_in("self.toml") ==
        Mistakes{"self.toml:1:11: cannot include `self.toml`: files include each other: self.toml "
                 "includes self.toml"});
}

TEST_CASE("include: files are included 8 deep and no deeper") {
  Files files;
  files.add("f0.toml", "name = \"o\"\n[[ring]]\nname = \"gfx\"\n");
  for (int i = 1; i <= 9; ++i) {
    files.add("f" + std::to_string(i) + ".toml",
              "include = \"f" + std::to_string(i - 1) + ".toml\"\n");
  }
  CHECK(files.mistakes_in("f8.toml") == Mistakes{});
  CHECK(files.mistakes_in("f9.toml") ==
        Mistakes{"f1.toml:1:11: cannot include `f0.toml`: more than 8 files, each included by the "
                 "one before"});
}

TEST_CASE("include: a scenario has at most 64 included files, and 8 MiB in all") {
  Files files;
  std::string list;
  for (int i = 0; i < 65; ++i) {
    files.add("p" + std::to_string(i) + ".toml", "# nothing\n");
    if (i < 64) list += "\"p" + std::to_string(i) + ".toml\", ";
  }
  files.add("more.toml", "include = \"p64.toml\"\n");
  files.add("own.toml", "include = [" + list + "]\nname = \"o\"\n[[ring]]\nname = \"gfx\"\n");
  files.add("over.toml", "include = [\"own.toml\", \"more.toml\"]\n");
  CHECK(files.mistakes_in("own.toml") == Mistakes{});
  const Mistakes mistakes = files.mistakes_in("over.toml");
  REQUIRE(mistakes.size() == 1);
  CHECK(mistakes[0].find("the scenario has more than 64 files") != std::string::npos);

  const std::string comment(5 * 1024 * 1024, '#');
  files.add("big.toml", comment + "\n");
  files.add("big_too.toml", comment + "\n");
  files.add("both.toml", "include = [\"big.toml\", \"big_too.toml\"]\n");
  const Mistakes too_big = files.mistakes_in("both.toml");
  REQUIRE(too_big.size() == 1);
  CHECK(too_big[0].rfind("both.toml:1:24: cannot include `big_too.toml`: file has ", 0) == 0);
}

TEST_CASE("include: text that is no file includes nothing") {
  CHECK(mistakes_in("name = \"o\"\ninclude = \"x.toml\"\n") ==
        Mistakes{"2:11: only a scenario file can include others; expected no `include`"});
}

TEST_CASE("include: text in memory may include files of a folder") {
  Files files;
  const std::string machine = files.add("machine.toml", kIncludedMachine);
  const ScenarioTable table = parse_scenario_table("name = \"o\"\ninclude = \"machine.toml\"\n",
                                                   "-", fs::path(machine).parent_path());
  CHECK(read_scenario(table).rings.size() == 1);
}

TEST_CASE("include: the flat text says the same in one file") {
  Files files;
  files.add("rings.toml", "[[ring]]\nname = \"gfx\"\nscheduler = { timeout = \"1ms\" }\n");
  files.add("machine.toml",
            "include = \"rings.toml\"\nseed = 9\n[cpu]\nsubmit = \"1us..2us\"\n"
            "[expect.ring.gfx]\njobs = 2\n");
  const ScenarioTable table = load_scenario_table(
      files.add("own.toml",
                "name = \"own\"\ninclude = \"machine.toml\"\nsummary = \"Says \\\"this\\\".\"\n"
                "[[entity]]\nname = \"e\"\nrings = \"gfx\"\n"
                "[[job]]\nname = \"x\"\nentity = \"e\"\nduration = \"1us\"\ncount = 2\n"
                "[expect]\ntimeouts = { max = 3 }\n"));
  ScenarioSpec flat = parse_scenario(flat_text(table), table.file);
  CHECK(flat == read_scenario(table));
  CHECK(table.included.names.size() == 2);
}

}  // namespace drmsim::scenarios
