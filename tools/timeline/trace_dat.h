// Trace events as a file of trace-cmd: trace.dat, version 6, which KernelShark and gpuvis open.
//
// A file has, in this order: how pages and events are laid out; the text by which each event is
// read; the names of tasks; for each processor where its pages are; the pages. A page is 4096 bytes
// of a kernel's ring buffer: the moment of its first event, then each event behind the time since
// the one before.
// Source: trace-cmd.dat.v6(5) of trace-cmd, include/linux/ring_buffer.h.
// Limits: memory grows with the number of events, about 60 bytes for each, until write().
#pragma once

#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "tools/timeline/trace_event.h"

namespace drmsim::timeline {

class TraceDat : public TraceSink {
 public:
  void on_trace_event(const TraceEvent& event) override;
  void write(std::ostream& out);  // once, when all have come

 private:
  struct Pages {
    std::string whole;  // those that are full
    std::string open;   // the events of the last one
    sim::TimeNs open_since_ns = 0;
    sim::TimeNs last_ns = 0;
  };

  std::string header() const;
  static void close_page(Pages& pages);

  std::map<std::uint16_t, const TraceFormat*> used_;  // by their numbers
  std::map<std::uint32_t, std::string> comms_;        // by pid
  std::vector<Pages> processors_;
};

}  // namespace drmsim::timeline
