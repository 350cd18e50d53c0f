// Trace events as tracefs prints them in its file `trace`, with all nine digits of a nanosecond.
#pragma once

#include <ostream>

#include "tools/timeline/trace_event.h"

namespace drmsim::timeline {

class FtraceText : public TraceSink {
 public:
  explicit FtraceText(std::ostream& out) : out_(out) {}
  // The heading comes with the first event: of a run that could not begin nothing is written.
  void on_trace_event(const TraceEvent& event) override;
  void finish();  // the heading, if there was no event

 private:
  std::ostream& out_;
  bool begun_ = false;
};

}  // namespace drmsim::timeline
