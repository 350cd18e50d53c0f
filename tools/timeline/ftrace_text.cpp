#include "tools/timeline/ftrace_text.h"

#include <utility>

#include <fmt/format.h>

namespace drmsim::timeline {
namespace {

constexpr sim::TimeNs kSecond = 1'000'000'000;

}  // namespace

void FtraceText::finish() {
  if (std::exchange(begun_, true)) return;
  out_ << "# tracer: nop\n"
          "#\n"
          "#           TASK-PID     CPU#  |||||  TIMESTAMP  FUNCTION\n"
          "#              | |         |   |||||     |         |\n";
}

void FtraceText::on_trace_event(const TraceEvent& event) {
  finish();  // the heading, before the first
  const TraceTask& task = *event.task;
  out_ << fmt::format("{:>16}-{:<7} [{:03}] {} {:5}.{:09}: {}: {}\n", task.comm, task.pid, task.cpu,
                      task.interrupt ? "d.h.." : ".....", event.time_ns / kSecond,
                      event.time_ns % kSecond, event.format->name, trace_text(event));
}

}  // namespace drmsim::timeline
