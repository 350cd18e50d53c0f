#include "tools/cli/count_progress.h"

#include <fmt/format.h>

#include "tools/cli/number_text.h"
#include "tools/cli/progress_line.h"

namespace drmsim::tools {

CountProgress::CountProgress(const Console& console, const char* verb, std::size_t all)
    : console_(console), verb_(verb), all_(all), begin_(wall_seconds()) {}

CountProgress::~CountProgress() {
  if (shown_) console_.err << "\r\033[K" << std::flush;
}

void CountProgress::show(std::size_t done) {
  const double now = wall_seconds();
  if (!console_.err_is_terminal || now - begin_ < 1 || now - last_ < 0.2) return;
  last_ = now;
  shown_ = true;
  console_.err << "\r\033[K"
               << fmt::format("{} of {} {}, {}/s", count_text(done), count_text(all_), verb_,
                              rate_text(static_cast<double>(done) / (now - begin_)))
               << std::flush;
}

}  // namespace drmsim::tools
