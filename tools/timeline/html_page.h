// A run as one HTML file that opens anywhere: no network, no framework, nothing beside it.
//
// The picture is drawn by the page's own script (page/*.js) from the data that is in the file. What
// is said in words, and the table of jobs, is there without the script: for a screen reader, and
// for a printer. A content security policy in the file forbids it to load anything.
// Limits: the table has the first 2,000 jobs; the picture has all.
#pragma once

#include <string>
#include <vector>

#include "tools/timeline/html_data.h"

namespace drmsim::timeline {

struct PageSection {
  std::string heading;
  std::string text;  // as it stands on a terminal
};

struct Page {
  std::string title;
  std::vector<PageRun> runs;  // one above the other; they share the axis
  std::vector<PageSection> sections;
};

std::string html_page(const Page& page);

}  // namespace drmsim::timeline
