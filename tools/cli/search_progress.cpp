#include "tools/cli/search_progress.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "tools/cli/explore_arguments.h"
#include "tools/cli/number_text.h"

namespace drmsim::tools {
namespace {

constexpr double kFirstAfter = 1.0;
constexpr double kEvery = 0.2;

std::string of_how_many(double count) {
  if (count == static_cast<double>(kSchedulesMax)) return "";  // until the time is up
  return " of about " +
         (count < 1e6 ? count_text(static_cast<std::uint64_t>(count)) : rate_text(count));
}

}  // namespace

SearchProgress::SearchProgress(std::ostream& terminal, bool visible, double seconds_max,
                               WallClock clock)
    : terminal_(terminal),
      visible_(visible),
      seconds_max_(seconds_max),
      clock_(std::move(clock)),
      begin_(clock_()),
      next_(begin_ + kFirstAfter) {}

void SearchProgress::update(const scenarios::SearchSoFar& so_far, double expected) {
  const double now = clock_();
  if (!visible_ || now < next_) return;
  next_ = now + kEvery;
  shown_ = true;
  const auto done = static_cast<double>(so_far.schedules);
  const double rate = done / (now - begin_);
  double left = std::max(expected - done, 0.0) / rate;
  if (seconds_max_ > 0) left = std::clamp(seconds_max_ - (now - begin_), 0.0, left);
  terminal_ << "\r\033[K"
            << fmt::format("{}{} schedules, {}/s, {}, {}, {} left", count_text(so_far.schedules),
                           of_how_many(expected), rate_text(rate),
                           plural_text(so_far.outcomes, "outcome"),
                           plural_text(so_far.failures, "hazard"), seconds_text(left))
            << std::flush;
}

void SearchProgress::erase() {
  if (std::exchange(shown_, false)) terminal_ << "\r\033[K" << std::flush;
}

}  // namespace drmsim::tools
