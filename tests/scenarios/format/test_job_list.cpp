// [[job_list]]: jobs as lines of CSV, in a file beside the scenario or in its text.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "scenarios/format/scenario_table.h"
#include "scenarios/format/scenario_writer.h"
#include "tests/scenarios/format/scenario_text.h"
#include "tests/support/scratch_folder.h"

namespace drmsim::scenarios {
namespace {

using Mistakes = std::vector<std::string>;

const std::string kListHeader = "[[job_list]]\nname = \"cap\"\nentity = \"app\"\n";

// A small scenario whose lines 7 to 10 are a list with these lines, which begin in line 11.
std::string with_data(const std::string& lines, const std::string& more = "") {
  return small_scenario(kListHeader + more + "data = \"\"\"\n" + lines + "\"\"\"\n");
}

// A scenario and jobs.csv beside it.
class ListFile {
 public:
  explicit ListFile(const std::string& lines, const std::string& more = "") {
    folder_.write("jobs.csv", lines);
    path_ = folder_.write("s.toml", small_scenario(kListHeader + "file = \"jobs.csv\"\n" + more));
  }
  const std::string& path() const { return path_; }
  ScenarioSpec load() const { return load_scenario(path_); }
  // Without the folder's name.
  Mistakes mistakes() const {
    Mistakes mistakes;
    try {
      load();
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
  std::string path_;
};

Mistakes list_mistakes(const std::string& lines) {
  return ListFile(lines).mistakes();
}

}  // namespace

TEST_CASE("job list: every column, and what stands in its place") {
  const ListFile file(
      "# made by hand\r\n\r\n"
      " duration , submit,after,credits,name,deadline,think,process,entity\r\n"
      "5us..10us,100,,,,,,,\r\n"
      "\r\n"
      "20,100ns,0  later,3 ,named,1ms,2us,child,other\r\n"
      "1us,2us,cap.0,1,later,inf,,,app\r\n",
      "submit = \"after\"\ndepth = 3\nthink = \"7us\"\n[[entity]]\nname = \"other\"\nrings = "
      "\"gfx\"\n");
  const ScenarioSpec spec = file.load();
  REQUIRE(spec.jobs.size() == 3);
  const JobSpec& first = spec.jobs[0];
  CHECK(first.name == "cap.0");
  CHECK(first.entity.name == "app");
  CHECK(first.process.name.empty());
  CHECK(first.at_ns == 100);
  CHECK(first.duration == sim::Delay{5'000, 10'000});
  CHECK(first.credits == 1);
  CHECK(first.after.empty());
  CHECK(first.deadline_ns == sim::kForever);
  CHECK(first.submit == SubmitWhen::after);
  CHECK(first.depth == 3);
  CHECK(first.think == sim::Delay::fixed(7'000));
  CHECK(first.where.line == 4);
  CHECK(spec.included.file_of(first.where, spec.file).find("jobs.csv") != std::string::npos);
  const JobSpec& second = spec.jobs[1];
  CHECK(second.name == "named");
  CHECK(second.entity.name == "other");
  CHECK(second.process.name == "child");
  CHECK(second.duration == sim::Delay::fixed(20));
  CHECK(second.credits == 3);
  CHECK(second.after == std::vector<NameRef>{{"cap.0", {}}, {"later", {}}});
  CHECK(second.deadline_ns == 1'000'000);
  CHECK(second.think == sim::Delay::fixed(2'000));
  CHECK(spec.jobs[2].after == std::vector<NameRef>{{"cap.0", {}}});
}

TEST_CASE("job list: jobs of tables and of lists name each other, and patterns match both") {
  const ScenarioSpec spec = parse_scenario(
      with_data("duration,after\n1us,table\n2us,0 ta*\n") +
          "[[job]]\nname = \"last\"\nentity = \"app\"\nat = \"1us\"\nduration = \"1us\"\n"
          "after = \"cap.*\"\n"
          "[[job]]\nname = \"table\"\nentity = \"app\"\nduration = \"1us\"\n"
          "[[fault]]\njob = \"cap.1\"\nfault = { slow_factor = 2 }\n"
          "[expect]\nfinished = { \"cap.?\" = \"ok\" }\norder = [\"cap.0\", \"last\"]\n",
      "f");
  REQUIRE(spec.jobs.size() == 4);
  CHECK(spec.jobs[0].after == std::vector<NameRef>{{"cap.0", {}}, {"cap.1", {}}});
  CHECK(spec.jobs[2].name == "cap.0");
  CHECK(spec.jobs[3].after == std::vector<NameRef>{{"cap.0", {}}, {"table", {}}});
  CHECK(spec.expect.finished.size() == 2);
  CHECK(spec.faults[0].job.name == "cap.1");
}

TEST_CASE("job list: a mistake is told with its file, line, column and key") {
  const std::string duration_expected =
      "a number of nanoseconds, a duration with its unit (ns, us, ms, s) such as 2.5ms, or a range "
      "such as 5us..10us, at most 1000000s";
  CHECK(list_mistakes("submit,duration\n1us,abc\n2us,\n3us,-1\n") ==
        Mistakes{
            "jobs.csv:2:5: `duration` in [[job_list]] is \"abc\"; expected " + duration_expected,
            "jobs.csv:3:5: `duration` in [[job_list]] is empty; expected " + duration_expected,
            "jobs.csv:4:5: `duration` in [[job_list]] is \"-1\"; expected " + duration_expected});
  CHECK(list_mistakes("submit,duration\n2us,1\n\n 1us,1\n") ==
        Mistakes{"jobs.csv:4:2: `submit` in [[job_list]] is \"1us\"; expected lines in order of "
                 "`submit`, and one before has 2us"});
  const auto at_ns = [](const std::string& lines) {
    return ListFile(lines).load().jobs.back().at_ns;
  };
  CHECK(at_ns("duration,submit\n1,\n") == 0);
  CHECK(at_ns("duration,submit\n1,5\n1,\n") == 5);  // as the line before
  CHECK(list_mistakes("duration,credits\n1,0\n1,x\n1,1000001\n").size() == 3);
  CHECK(list_mistakes("duration,deadline\n1,0\n") ==
        Mistakes{"jobs.csv:2:3: `deadline` in [[job_list]] is \"0\"; expected a number of "
                 "nanoseconds, or a duration with its unit (ns, us, ms, s) such as 2.5ms, at most "
                 "1000000s, not 0, or inf"});
  CHECK(list_mistakes("duration,name\n1,9lives\n").at(0).find("jobs.csv:2:3: `name`") == 0);
  CHECK(list_mistakes("duration,submit\n1,2000000s\n").at(0).find("jobs.csv:2:3: `submit`") == 0);
}

TEST_CASE("job list: what names lead nowhere") {
  CHECK(list_mistakes("duration,entity\n1,apq\n") ==
        Mistakes{"jobs.csv:2:3: no [[entity]] named `apq`; did you mean `app`? expected `app`"});
  CHECK(list_mistakes("duration,after\n1,\n1,0 nobody\n")
            .at(0)
            .find("jobs.csv:3:5: no [[job]] named `nobody`") == 0);
  CHECK(list_mistakes("duration,after\n1,\n1,0 2\n") ==
        Mistakes{"jobs.csv:3:5: `after` in [[job_list]]: there is no line 2; the list has 2 with "
                 "jobs, counted from 0"});
  CHECK(list_mistakes("duration,name\n1,x\n1,x\n") ==
        Mistakes{"jobs.csv:3:1: a second [[job]] named `x`; the first is at line 2"});
  CHECK(list_mistakes("duration,after\n1,1\n1,0\n")
            .at(0)
            .find("jobs.csv:2:3: jobs wait for each other: `cap.0` waits for `cap.1` waits for") ==
        0);
  // What refers to a line with a mistake is none of its own.
  CHECK(list_mistakes("duration,after\nx,\n1,0\n1,cap.0\n").size() == 1);
}

TEST_CASE("job list: lines and columns that do not fit") {
  CHECK(list_mistakes("duration,durration\n1,2\n")
            .at(0)
            .find("jobs.csv:1:10: unknown column `durration` in [[job_list]]; did you mean "
                  "`duration`?") == 0);
  CHECK(list_mistakes("duration,duration\n1,2\n") ==
        Mistakes{"jobs.csv:1:10: column `duration` in [[job_list]] is there twice"});
  CHECK(list_mistakes("submit\n1\n")
            .at(0)
            .find("jobs.csv:1:1: [[job_list]] has no column `duration`; expected it among ") == 0);
  CHECK(list_mistakes("submit,duration\n1\n1,2,3\n") ==
        Mistakes{"jobs.csv:2:1: line has 1 cells; expected 2, as the first line has columns",
                 "jobs.csv:3:1: line has 3 cells; expected 2, as the first line has columns"});
  CHECK(list_mistakes("submit,duration\n1," + std::string(5000, '1') + "\n") ==
        Mistakes{"jobs.csv:2:1: line has more than 4096 bytes; expected one job"});
  CHECK(list_mistakes(std::string(5000, 'x')) ==
        Mistakes{"jobs.csv:1:1: line has more than 4096 bytes; expected one job"});
  CHECK(list_mistakes("# nothing\n\n")
            .at(0)
            .find("jobs.csv:1:1: the list has no line that names its columns") == 0);
  CHECK(list_mistakes("duration\n").empty());  // no jobs, as none of [[job]]
  std::string many = "duration\n";
  for (int i = 0; i < 1'000; ++i) many += "x\n";
  CHECK(list_mistakes(many).back() == "s.toml: and 82 more mistakes");
}

TEST_CASE("job list: files that are none") {
  CHECK(list_mistakes("") == Mistakes{"s.toml:10:8: cannot read `jobs.csv`: file is empty"});
  CHECK(list_mistakes(std::string("duration\n1\0\n", 12)) ==
        Mistakes{"s.toml:10:8: cannot read `jobs.csv`: not a text file (NUL at byte 10); expected "
                 "UTF-8 text"});
  const tests::ScratchFolder folder;
  const auto mistake = [&](const std::string& keys) {
    try {
      load_scenario(folder.write("s.toml", small_scenario(kListHeader + keys)));
    } catch (const InputError& error) {
      return error.diagnostics().front().message;
    }
    return std::string("none");
  };
  CHECK(mistake("file = \"gone.csv\"\n") == "cannot read `gone.csv`: no such file");
  CHECK(mistake("file = \".\"\n") == "cannot read `.`: not a file");
  CHECK(mistake("file = \"\"\n") == "cannot read ``: expected a path");
  CHECK(mistake("") == "[[job_list]] has no jobs; expected `file`, or `data` that is not empty");
  CHECK(mistake("file = \"s.toml\"\ndata = \"duration\"\n") ==
        "`file` in [[job_list]] is given beside `data`; expected one of them");
  CHECK(mistakes_in(small_scenario(kListHeader + "file = \"jobs.csv\"\n")).at(0) ==
        "10:8: `file` in [[job_list]] names a file, which only a scenario file can; expected its "
        "contents");
}

TEST_CASE("job list: in a text the line of the list is told") {
  CHECK(mistakes_in(with_data("duration\n1\nx\n"))
            .at(0)
            .find("10:8: line 3 of `data`: `duration` in [[job_list]] is \"x\"; expected ") == 0);
  CHECK(mistakes_in(small_scenario("[[job_list]]\nname = \"" + std::string(57, 'n') +
                                   "\"\ndata = \"duration\"\n"))
            .at(0)
            .find("7:1: `name` in [[job_list]] has 57 bytes; expected at most 56") == 0);
}

TEST_CASE("job list: a scenario with a list as one text reads as the same") {
  const ListFile file("duration,after,name\n1us,,\"\n");
  CHECK(file.mistakes().size() == 1);  // no quotes
  const ListFile good("duration,after,submit\n1us,,0\n2us,0,1us\n");
  const ScenarioTable table = load_scenario_table(good.path());
  const std::string one_file = flat_text(table);
  INFO(one_file);
  CHECK(one_file.find("\nduration,after,submit\n1us,,0\n") != std::string::npos);
  CHECK((parse_scenario(one_file, good.path()) == good.load()));
  // Of few jobs the writer makes tables, as a person would.
  const std::string written = scenario_text(good.load());
  CHECK(written.find("[[job]]\nname     = \"cap.1\"") != std::string::npos);
}

TEST_CASE("job list: many jobs are written as a list, as far as it can say them") {
  ScenarioSpec spec = parse_scenario(small_scenario(), "f");
  for (int i = 0; i < 3'000; ++i) {
    JobSpec& job = spec.jobs.emplace_back();
    job.name = "job_" + std::to_string(i * i);
    job.entity.name = "app";
    job.at_ns = static_cast<sim::TimeNs>(i);
    job.duration = i % 2 == 0 ? sim::Delay{1, 2} : sim::Delay::fixed(3);
    if (i > 0) job.after.push_back({spec.jobs[spec.jobs.size() - 2].name, {}});
    job.submit = SubmitWhen::after;
    job.depth = 4;
    job.think = sim::Delay::fixed(5);
  }
  spec.jobs[10].fault.hang_attempts = 1;
  spec.jobs[20].deadline_ns = 1'000;
  spec.jobs[30].process.name = "child";
  const std::string text = scenario_text(spec);
  CHECK(text.find("name     = \"job_100\"") != std::string::npos);  // number 10: a table
  CHECK(text.find("\njob_400,app,20ns,") != std::string::npos);
  CHECK((parse_scenario(text, "f") == spec));
}

}  // namespace drmsim::scenarios
