// The events' layout as trace-cmd reads it, and their text.
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "tests/tools/cli/support/cli_run.h"
#include "tools/timeline/trace_dat.h"
#include "tools/timeline/trace_event.h"

namespace drmsim::tests {
namespace {

using timeline::TraceEvent;
using timeline::TraceId;

const timeline::TraceTask kTask{1000, "app", 0, false};

TraceEvent event_of(TraceId id, sim::TimeNs time_ns) {
  TraceEvent event;
  event.format = &timeline::trace_format(id);
  event.task = &kTask;
  event.time_ns = time_ns;
  return event;
}

std::string file_of(std::initializer_list<TraceEvent> events) {
  timeline::TraceDat dat;
  for (const TraceEvent& event : events) dat.on_trace_event(event);
  std::ostringstream out;
  dat.write(out);
  return out.str();
}

TEST_CASE("timeline: numbers are printed as wide as the kernel takes them to be") {
  TraceEvent exit = event_of(TraceId::irq_handler_exit, 0);
  exit.value[0].number = ~std::uint64_t{0};
  CHECK(trace_text(exit) == "irq=-1 ret=unhandled");
  TraceEvent signal = event_of(TraceId::dma_fence_signaled, 0);
  signal.value[0].text = "100%";
  signal.value[2].number = (std::uint64_t{1} << 32) + 5;
  CHECK(trace_text(signal) == "driver=100% timeline= context=5 seqno=0");
}

constexpr const char* kQueuePrint =
    "print fmt: \"dev=%s, fence=%llu:%llu, ring=%s, job count:%u, hw job count:%d, "
    "client_id:%llu\", __get_str(dev), REC->fence_context, REC->fence_seqno, "
    "__get_str(name), REC->job_count, REC->hw_job_count, REC->client_id\n";

TEST_CASE("timeline: a trace.dat says how each of its events is laid out, and of no other") {
  const std::string file = file_of({event_of(TraceId::drm_sched_job_queue, 5)});
  CHECK(file.substr(0, 11) == std::string("\x17\x08\x44tracing6\0", 11));
  for (const char* part :
       {"name: drm_sched_job_queue\n", "\tfield:__data_loc char[] name;\toffset:8;\tsize:4;",
        "\tfield:int hw_job_count;\toffset:16;\tsize:4;\tsigned:1;\n",
        "\tfield:u64 client_id;\toffset:40;\tsize:8;\tsigned:0;\n", kQueuePrint, "1000 app\n"}) {
    INFO(part);
    CHECK(contains(file, part));
  }
  CHECK_FALSE(contains(file, "drm_sched_job_done"));
}

TEST_CASE("timeline: events in a trace.dat are pages of a ring buffer") {
  TraceEvent first = event_of(TraceId::drm_sched_job_done, 1'000);
  first.value[0].number = 3;
  TraceEvent second = event_of(TraceId::drm_sched_job_done, 1'000 + (1ULL << 27) + 7);
  const std::string file = file_of({first, second});
  REQUIRE(file.size() % 4096 == 0);
  const std::string page = file.substr(file.size() - 4096);
  const auto word = [&page](std::size_t at) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      value |= std::uint64_t{static_cast<unsigned char>(page[at + i])} << (8 * i);
    }
    return value;
  };
  CHECK(word(0) == 1'000);        // the first event's moment
  CHECK(word(8) == 28 + 8 + 28);  // bytes of both, and of the time between
  CHECK(word(16) == 6);           // 24 bytes, no time since
  CHECK(word(28) == 3);
  CHECK(word(44) == (30 | 7 << 5));  // more time than a delta holds
  CHECK(word(48) == 1);
  CHECK(word(52) == 6);
}

}  // namespace
}  // namespace drmsim::tests
