// Which of the kernel's events a run has, and in what order.
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/tools/timeline/support/event_maker.h"
#include "tools/timeline/ftrace_text.h"
#include "tools/timeline/trace_recorder.h"

namespace drmsim::tests {
namespace {

using sim::EventKind;
using timeline::TraceNames;

// The lines that those events make, without the heading.
struct Recording {
  explicit Recording(TraceNames names = TraceNames::linux_6_17) : recorder(names, {&text}) {}

  std::vector<std::string> lines() {
    recorder.finish();
    std::vector<std::string> found;
    std::string line;
    while (std::getline(out, line)) {
      if (line[0] != '#') found.push_back(line.substr(line.find_first_not_of(' ')));
    }
    return found;
  }
  // Without tasks and moments.
  std::vector<std::string> words() {
    std::vector<std::string> found = lines();
    for (std::string& line : found) line = line.substr(line.find(": ") + 2);
    return found;
  }

  std::stringstream out;
  timeline::FtraceText text{out};
  timeline::TraceRecorder recorder;
  EventMaker log{recorder};
};

void push_job(EventMaker& log, const char* job, int context, int seqno) {
  log.emit(EventKind::push, job, "app", "gfx", seqno, 0, 0, context, seqno);
}

TEST_CASE("timeline: a job is queued, run and done as the kernel's own events tell it") {
  Recording recording;
  EventMaker& log = recording.log;
  log.at(1'000'000'005, "client:app").emit(EventKind::push, "x", "app", "gfx", 7, 2, 3, 11, 4);
  log.emit(EventKind::add_dep, "x", "", 21, 9);
  log.at(1'000'000'050, "run:gfx").emit(EventKind::unschedulable, "x", "", 21, 9);
  log.at(1'000'000'100, "run:gfx").emit(EventKind::run_job, "x", "gfx", 1, 4, 1);
  log.emit(EventKind::scheduled, "x", "gfx");
  log.at(2'000'000'000).emit(EventKind::irq, "gfx");
  log.at(2'000'000'000, "irq:gfx").emit(EventKind::finished, "x", "gfx", 0);
  const std::string app = "app-1000    [000] .....     1.0000000";
  const std::string worker = "run:gfx-1001    [001] .....     1.000000";
  const std::string irq = "<idle>-0       [002] d.h..     2.00000000";
  const std::string job = "dev=drmsim.0, fence=11:4, ring=gfx, ";
  const std::string signalled = ": dma_fence_signaled: driver=drm_sched timeline=gfx context=";
  const std::string waits = "fence=11:4 depends on unsignalled fence=21:9";
  const std::vector<std::string> expected = {
      app + "05: drm_sched_job_queue: " + job + "job count:2, hw job count:3, client_id:1",
      app + "06: drm_sched_job_add_dep: fence=11:4 depends on fence=21:9",
      worker + "050: drm_sched_job_unschedulable: " + waits,
      worker + "100: drm_sched_job_run: " + job + "job count:1, hw job count:4, client_id:1",
      worker + "101" + signalled + "10 seqno=4",
      irq + "0: irq_handler_entry: irq=32 name=gfx",
      irq + "1: drm_sched_job_done: fence=11:4 signaled",
      irq + "2" + signalled + "11 seqno=4",
      irq + "3: irq_handler_exit: irq=32 ret=handled"};
  CHECK(recording.lines() == expected);
}

TEST_CASE("timeline: a job is run once, whatever a recovery does with it") {
  Recording recording;
  EventMaker& log = recording.log;
  log.at(0, "client:app");
  push_job(log, "x", 3, 1);
  log.at(10, "run:gfx").emit(EventKind::run_job, "x", "gfx", 1, 1, 0);
  log.at(20, "tdr:gfx").emit(EventKind::run_job, "x", "gfx", 2, 0, 0);
  log.at(30, "tdr:gfx").emit(EventKind::run_job_none, "x", "gfx", "NULL", -125);
  log.at(30, "tdr:gfx").emit(EventKind::finished, "x", "gfx", -125);
  const std::vector<std::string> words = recording.words();
  REQUIRE(words.size() == 7);
  CHECK(words[1].rfind("drm_sched_job_run: ", 0) == 0);
  CHECK(words[2] == "run_job: job=x sched=gfx attempt=2 credits_in_use=0 queued=0 fence=3:1");
  CHECK(words[3] == "run_job: job=x sched=gfx result=NULL error=-125 fence=3:1");
  CHECK(words[4] == "drm_sched_job_done: fence=3:1 signaled");
  CHECK(words[6] == "finished: job=x sched=gfx error=-125 fence=3:1");
}

TEST_CASE("timeline: a job for which the driver has nothing to do was run") {
  Recording recording;
  EventMaker& log = recording.log;
  log.at(0, "client:app");
  push_job(log, "x", 3, 1);
  push_job(log, "y", 3, 2);
  log.at(10, "run:gfx").emit(EventKind::run_job_none, "x", "gfx", "NULL", -125);
  const std::vector<std::string> words = recording.words();
  REQUIRE(words.size() == 4);
  CHECK(words[2] ==
        "drm_sched_job_run: dev=drmsim.0, fence=3:1, ring=gfx, job count:1, hw job count:1, "
        "client_id:1");
  CHECK(words[3] == "run_job: job=x sched=gfx result=NULL error=-125 fence=3:1");
}

TEST_CASE("timeline: of a killed job nothing is done, and its fences signal") {
  Recording recording;
  EventMaker& log = recording.log;
  log.at(0, "client:app");
  push_job(log, "x", 3, 1);
  log.at(10, "kill:gfx").emit(EventKind::scheduled, "x", "gfx");
  log.emit(EventKind::finished, "x", "gfx", -3);
  log.emit(EventKind::free_job, "x");
  const std::vector<std::string> words = recording.words();
  REQUIRE(words.size() == 5);
  CHECK(words[0].rfind("drm_sched_job_queue: dev=drmsim.0, fence=3:1, ", 0) == 0);
  CHECK(words[1] == "dma_fence_signaled: driver=drm_sched timeline=gfx context=2 seqno=1");
  CHECK(words[2] == "dma_fence_signaled: driver=drm_sched timeline=gfx context=3 seqno=1");
  CHECK(words[3] == "finished: job=x sched=gfx error=-3 fence=3:1");
  CHECK(words[4] == "free_job: job=x fence=3:1");
}

TEST_CASE("timeline: an engine's next job starts behind the end of the one before") {
  Recording recording;
  EventMaker& log = recording.log;
  log.at(10).emit(EventKind::hw_start, "y", "gfx").emit(EventKind::hw_start, "z", "dma");
  log.emit(EventKind::hw_done, "x", "gfx");
  // A job that ends as it starts, in its own order.
  log.at(20).emit(EventKind::hw_start, "z", "gfx").emit(EventKind::hw_done, "z", "gfx");
  const std::vector<std::string> lines = recording.words();
  CHECK(lines == std::vector<std::string>{"hw_start: job=z sched=dma", "hw_done: job=x sched=gfx",
                                          "hw_start: job=y sched=gfx", "hw_start: job=z sched=gfx",
                                          "hw_done: job=z sched=gfx"});
}

TEST_CASE("timeline: no two events have the same time, in however short an instant") {
  Recording recording;
  EventMaker& log = recording.log;
  for (int i = 0; i < 3; ++i) log.at(10).emit(EventKind::guilty, "app");
  log.at(11).emit(EventKind::guilty, "app");
  log.at(20).emit(EventKind::guilty, "app");
  std::vector<std::string> times;
  for (const std::string& line : recording.lines())
    times.push_back(line.substr(line.find("0.0"), 11));
  CHECK(times == std::vector<std::string>{"0.000000010", "0.000000011", "0.000000012",
                                          "0.000000013", "0.000000020"});
}

TEST_CASE("timeline: nothing happens at the moment 0, which readers take for none") {
  Recording recording;
  recording.log.at(0).emit(EventKind::guilty, "a").emit(EventKind::guilty, "b");
  const std::vector<std::string> lines = recording.lines();
  CHECK(lines.at(0).find(" 0.000000001: ") != std::string::npos);
  CHECK(lines.at(1).find(" 0.000000002: ") != std::string::npos);
}

TEST_CASE("timeline: a handler ends behind what it does, and begins again for a second interrupt") {
  Recording recording;
  EventMaker& log = recording.log;
  log.at(10).emit(EventKind::irq, "gfx");
  log.at(10, "irq:gfx").emit(EventKind::guilty, "a");
  log.at(10, "run:gfx").emit(EventKind::guilty, "b");
  log.at(10).emit(EventKind::irq, "gfx");
  log.at(30, "irq:gfx").emit(EventKind::guilty, "c");  // it was held up
  CHECK(recording.words() ==
        std::vector<std::string>{"irq_handler_entry: irq=32 name=gfx", "guilty: entity=a",
                                 "irq_handler_exit: irq=32 ret=handled", "guilty: entity=b",
                                 "irq_handler_entry: irq=32 name=gfx",
                                 "irq_handler_exit: irq=32 ret=handled",
                                 "irq_handler_entry: irq=32 name=gfx", "guilty: entity=c",
                                 "irq_handler_exit: irq=32 ret=handled"});
}

TEST_CASE("timeline: a task's name is cut as the kernel does") {
  Recording recording;
  recording.log.at(1, "client:sixteen_letters_").emit(EventKind::guilty, "app");
  CHECK(recording.lines().at(0).rfind("sixteen_letters-1000 ", 0) == 0);
}

TEST_CASE("timeline: by the older names, fences and entities are pointers") {
  Recording recording(TraceNames::linux_6_12);
  EventMaker& log = recording.log;
  log.at(0, "client:app").emit(EventKind::push, "x", "app", "gfx", 7, 2, 3, 0x11, 4);
  log.at(10, "run:gfx").emit(EventKind::run_job, "x", "gfx", 1, 4, 1);
  log.at(20, "irq:gfx").emit(EventKind::finished, "x", "gfx", 0);
  const std::vector<std::string> words = recording.words();
  CHECK(words.at(0) ==
        "drm_sched_job: entity=ffff888110000000, id=7, fence=ffff888110000100, ring=gfx, job "
        "count:2, hw job count:3");
  CHECK(words.at(1) ==
        "drm_run_job: entity=ffff888110000000, id=7, fence=ffff888110000100, ring=gfx, job "
        "count:1, hw job count:4");
  CHECK(words.at(3) == "drm_sched_process_job: fence=ffff888110000100 signaled");
}

// 7.x counts the entity's fences, 6.12 the scheduler's jobs: these are the trace's.
TEST_CASE("timeline: by the older names, a scheduler's jobs have different numbers") {
  Recording recording(TraceNames::linux_6_12);
  EventMaker& log = recording.log;
  log.at(0, "client:app").emit(EventKind::push, "x", "a", "gfx", 1, 0, 0, 3, 1);
  log.emit(EventKind::push, "y", "b", "gfx", 1, 0, 0, 5, 1);
  const std::vector<std::string> words = recording.words();
  CHECK(words.at(0).find(" id=1,") != std::string::npos);
  CHECK(words.at(1).find(" id=2,") != std::string::npos);
}

TEST_CASE("timeline: by the older names, an entity tells of each dependency as it comes to it") {
  Recording recording(TraceNames::linux_6_12);
  EventMaker& log = recording.log;
  log.at(0, "client:app");
  push_job(log, "x", 3, 1);
  log.emit(EventKind::add_dep, "x", "", 21, 1).emit(EventKind::add_dep, "x", "", 31, 1);
  log.emit(EventKind::add_dep, "x", "", 41, 1);
  // The second is of a job of the same scheduler: its scheduled fence is waited for.
  log.at(10, "run:gfx").emit(EventKind::unschedulable, "x", "", 30, 1);
  log.at(20, "run:gfx").emit(EventKind::run_job, "x", "gfx", 1, 1, 0);
  std::vector<std::string> waits;
  for (const std::string& line : recording.lines()) {
    const std::size_t at = line.find("0.0");
    if (line.find("wait_dep") != std::string::npos) waits.push_back(line.substr(at));
  }
  const std::string job = ": drm_sched_job_wait_dep: job ring=gfx, id=1, depends fence=";
  CHECK(waits ==
        std::vector<std::string>{"0.000000010" + job +
                                     "ffff888150000040"
                                     ", context=21, seq=1",
                                 "0.000000011" + job + "ffff8881f0000040, context=31, seq=1",
                                 "0.000000020" + job + "ffff888290000040, context=41, seq=1"});
}

}  // namespace
}  // namespace drmsim::tests
