// ftrace's text in its layouts, and what is wrong with it.
#include <catch2/catch.hpp>

#include "scenarios/format/input_error.h"
#include "tests/tools/captures/support/captures.h"
#include "tools/captures/ftrace_text_reader.h"

namespace drmsim::scenarios {
namespace {

const std::string kDone = "drm_sched_job_done: fence=5:1 signaled";

TraceEvent only_event(const std::string& line) {
  const Capture capture = read_ftrace_text(line, "t");
  REQUIRE(capture.events.size() == 1);
  return capture.events.front();
}

std::string refusal(const std::string& text) {
  try {
    read_ftrace_text(text, "t");
  } catch (const InputError& error) {
    return error.what();
  }
  return "taken";
}

}  // namespace

TEST_CASE("ftrace text: the layouts of trace-cmd report and of tracefs") {
  for (const std::string& line : std::initializer_list<std::string>{
           "      gfx-190   [003] 630660.302428: " + kDone,
           "      gfx-190   [003] d.h1. 630660.302428: " + kDone,
           "      gfx-190   [003] d..1   630660.302428000: " + kDone + "   \r",
           "      gfx-190   (    190) [003] d..1. 630660.302428: " + kDone,
           "      gfx-190   (-------) [003] d..1. 630660.302428: " + kDone,
           "> >   gfx-190   [003] 630660.302428:   " + kDone,
           "\tgfx-190\t[003]\t630660.302428: " + kDone,
       }) {
    INFO(line);
    const TraceEvent event = only_event(line);
    CHECK(event.time_ns == 630'660'302'428'000);
    CHECK(event.cpu == 3);
    CHECK(event.pid == 190);
    CHECK(event.comm == "gfx");
    CHECK(event.name == "drm_sched_job_done");
    CHECK(event.place == 1);
  }
}

TEST_CASE("ftrace text: names of tasks have blanks, brackets and dashes") {
  CHECK(only_event("<idle>-0 [000] 1.000001: " + kDone).comm == "<idle>");
  CHECK(only_event("Web Content-12 [000] 1.000001: " + kDone).comm == "Web Content");
  CHECK(only_event("kworker/u8:3-e-77 [000] 1.000001: " + kDone).comm == "kworker/u8:3-e");
  CHECK(only_event("a [1] b-9 [000] 1.000001: " + kDone).comm == "a [1] b");
}

TEST_CASE("ftrace text: nanoseconds count, and events come in the order of their times") {
  const Capture capture = read_ftrace_text(
      "a-1 [000] 1.000000007: " + kDone + "\na-1 [001] 1.000000005: " + kDone + "\n", "t");
  REQUIRE(capture.events.size() == 2);
  CHECK(capture.events[0].time_ns == 1'000'000'005);
  CHECK(capture.events[0].place == 2);
  CHECK(capture.events[1].time_ns == 1'000'000'007);
}

TEST_CASE("ftrace text: what is no event is passed over, and counted") {
  const Capture capture = read_ftrace_text(
      "# tracer: nop\ncpus=4\nIt hangs like this:\n\nCPU:1 [LOST 34 EVENTS]\n"
      "CPU:2 [5 EVENTS DROPPED]\n  a-1 [000] 1.000001: sched_switch: whatever\n" +
          tests::kSixLines,
      "t");
  CHECK(capture.events.size() == 6);
  CHECK(capture.other_events == 1);
  CHECK(capture.other_lines == 2);
  CHECK(capture.losses == 2);
}

TEST_CASE("ftrace text: an event that is cut off has its line") {
  const std::string whole = tests::kSixLines;
  CHECK(refusal(whole.substr(0, whole.rfind(" signaled"))) ==
        "t:7: `drm_sched_job_done` is cut off, or not as the kernel prints it: ` fence=5:2`; "
        "expected `fence={fence_context}:{fence_seqno} signaled`");
  CHECK(refusal(whole.substr(0, whole.rfind("00170"))).rfind("t:7: an event that is cut off", 0) ==
        0);
  CHECK(refusal("a-1 [000] 12345: " + kDone).rfind("t:1: an event that is cut off", 0) == 0);
  CHECK(refusal("a-1 [000] 99999999999999999999.1: " + kDone).rfind("t:1: ", 0) == 0);
}

TEST_CASE("ftrace text: every beginning of a capture is taken, or refused with a line") {
  const std::string whole = tests::kSixLines;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::string said = refusal(whole.substr(0, size));
    INFO(size << ": " << said);
    CHECK((said == "taken" || said.rfind("t:", 0) == 0));
  }
}

TEST_CASE("ftrace text: a foreign file is told apart from a capture of something else") {
  CHECK(refusal("<html>\n<body>\n") ==
        "t:1: no line of ftrace's text in the file; expected `TASK-PID [CPU] SECONDS: EVENT: "
        "TEXT`");
  CHECK(refusal("a-1 [000] 1.000001: sched_switch: x\n").find("none of 1 events") !=
        std::string::npos);
}

}  // namespace drmsim::scenarios
