// A RunTimeline as the JSON that the page reads (page/model.js), compact: times of a job are
// differences to its push, series of moments are differences to the one before.
#pragma once

#include <string>

#include "tools/timeline/run_timeline.h"

namespace drmsim::timeline {

// A line across the rows of one run that the log does not have: a critical choice, a difference.
struct NotedMoment {
  sim::TimeNs time_ns = 0;
  std::string kind;   // "critical" or "difference"
  std::string label;  // beside the line: short
  std::string text;   // on its own: a sentence
};

struct PageRun {
  std::string name;  // "kernel:6.12"; shown where there are several
  const RunTimeline* timeline = nullptr;
  std::vector<NotedMoment> noted;
};

// Safe inside a <script> element: it contains no '<'.
std::string html_data(const std::vector<PageRun>& runs);

}  // namespace drmsim::timeline
