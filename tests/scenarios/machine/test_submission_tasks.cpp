// Who submits what and when: the file that is shared, its owner's task, clients, the table of jobs.
#include <catch2/catch.hpp>

#include "tests/scenarios/support/event_lines.h"

namespace drmsim::tests {
namespace {

using sim::EventKind;

const std::string kOneRing = "[[ring]]\nname = \"gfx\"\n";
const std::string kOneEntity = "[[entity]]\nname = \"a\"\nrings = [\"gfx\"]\n";

std::string job_text(const std::string& name, const std::string& at, const std::string& more = "",
                     const std::string& entity = "a") {
  return "[[job]]\nname = \"" + name + "\"\nentity = \"" + entity + "\"\nat = \"" + at +
         "\"\nduration = \"10us\"\n" + more;
}

std::string action_text(const std::string& what, const std::string& at,
                        const std::string& more = "") {
  return "[[action]]\ndo = \"" + what + "\"\nat = \"" + at + "\"\nentity = \"a\"\n" + more;
}

// Of each line what comes before its third word: "7000 refused job=y".
Lines short_lines(const std::string& scenario, std::initializer_list<EventKind> kinds) {
  Lines lines = event_lines("name = \"t\"\n" + scenario, kinds);
  for (std::string& line : lines) {
    line.resize(std::min(line.find(' ', line.find(' ', line.find(' ') + 1) + 1), line.size()));
  }
  return lines;
}

}  // namespace

TEST_CASE("submitter: who has ended submits nothing, others who have the file open do") {
  const std::string file = kOneRing + kOneEntity + job_text("x", "0us") + job_text("y", "7us") +
                           job_text("c", "20us", "process = \"child\"\n") +
                           job_text("d", "51us", "process = \"child\"\n") +
                           action_text("exit", "5us") +
                           action_text("exit", "50us", "process = \"child\"\n");
  CHECK(event_lines("name = \"t\"\n" + file, {EventKind::refused}) ==
        Lines{"7000 refused job=y entity=a reason=process_ended",
              "51000 refused job=d entity=a reason=process_ended"});
  CHECK(short_lines(file, {EventKind::push}) == Lines{"0 push job=x", "20000 push job=c"});
}

TEST_CASE("submitter: an entity that was destroyed takes no job of anybody") {
  CHECK(event_lines(
            "name = \"t\"\n" + kOneRing + kOneEntity + job_text("x", "0us") +
                action_text("destroy", "5us") + job_text("c", "30us", "process = \"child\"\n"),
            {EventKind::refused}) == Lines{"30000 refused job=c entity=a reason=entity_gone"});
}

TEST_CASE("submitter: a submission takes its time, and the next one waits for it") {
  CHECK(short_lines("cpu = { submit = \"10us\" }\n" + kOneRing + kOneEntity + job_text("x", "0us") +
                        job_text("y", "1us") + job_text("z", "50us"),
                    {EventKind::push}) ==
        Lines{"10000 push job=x", "20000 push job=y", "60000 push job=z"});
}

TEST_CASE("owner task: in order of time, not of the file") {
  CHECK(short_lines(kOneRing + kOneEntity + job_text("y", "8us") + job_text("x", "3us"),
                    {EventKind::push}) == Lines{"3000 push job=x", "8000 push job=y"});
}

TEST_CASE("job table: who names a job waits until it is armed, however many do") {
  const std::string file = kOneRing + kOneEntity + "[[entity]]\nname = \"b\"\nrings = [\"gfx\"]\n" +
                           job_text("y", "0us", "after = [\"x\"]\n", "b") +
                           job_text("z", "0us", "after = [\"x\"]\n", "b") + job_text("x", "50us");
  SECTION("it comes") {
    CHECK(short_lines(file, {EventKind::push, EventKind::finished}) ==
          Lines{"50000 push job=x", "50000 push job=y", "50000 push job=z", "60000 finished job=x",
                "70000 finished job=y", "80000 finished job=z"});
  }
  SECTION("the run ends before") {
    CHECK(event_lines("name = \"t\"\nuntil = \"20us\"\n" + file, {EventKind::refused}) ==
          Lines{"0 refused job=y entity=b reason=dependency",
                "0 refused job=z entity=b reason=dependency"});
  }
  SECTION("it is refused") {
    CHECK(
        event_lines("name = \"t\"\n" + file + action_text("kill", "10us"), {EventKind::refused}) ==
        Lines{"50000 refused job=x entity=a reason=process_ended",
              "50000 refused job=y entity=b reason=dependency",
              "50000 refused job=z entity=b reason=dependency"});
  }
}

TEST_CASE("client task: cycles of jobs, at most so many of them unfinished") {
  const auto pushes = [](const std::string& more) {
    return short_lines(kOneRing +
                           "[[client]]\nname = \"c\"\nrings = [\"gfx\"]\njobs_per_cycle = 2\n"
                           "cycles = 2\nsleep = \"100us\"\nduration = \"10us\"\n" +
                           more,
                       {EventKind::push, EventKind::cycle});
  };
  CHECK(pushes("") == Lines{"0 push job=c.0", "0 push job=c.1", "20000 cycle client=c",
                            "120000 push job=c.2", "120000 push job=c.3", "140000 cycle client=c"});
  CHECK(pushes("in_flight = 1\n") == Lines{"0 push job=c.0", "10000 push job=c.1",
                                           "20000 cycle client=c", "120000 push job=c.2",
                                           "130000 push job=c.3", "140000 cycle client=c"});
  CHECK(pushes("synchronous = false\n") == Lines{"0 push job=c.0", "0 push job=c.1",
                                                 "0 cycle client=c", "100000 push job=c.2",
                                                 "100000 push job=c.3", "100000 cycle client=c"});
}

}  // namespace drmsim::tests
