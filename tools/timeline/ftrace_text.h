// Trace events as tracefs prints them in its file `trace`, with all nine digits of a nanosecond.
#pragma once

#include <ostream>

#include "tools/timeline/trace_event.h"

namespace drmsim::timeline {

class FtraceText : public TraceSink {
 public:
  explicit FtraceText(std::ostream& out);  // writes the heading
  void on_trace_event(const TraceEvent& event) override;

 private:
  std::ostream& out_;
};

}  // namespace drmsim::timeline
