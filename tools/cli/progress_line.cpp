#include "tools/cli/progress_line.h"

#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "tools/cli/number_text.h"

namespace drmsim::tools {
namespace {

constexpr double kFirst = 1.0;
constexpr double kBetween = 0.2;
constexpr const char* kEraseLine = "\r\033[K";

}  // namespace

double wall_seconds() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count();
}

ProgressLine::ProgressLine(std::ostream& terminal, std::string what, WallClock clock)
    : terminal_(terminal),
      what_(std::move(what)),
      clock_(std::move(clock)),
      begin_(clock_()),
      next_(begin_ + kFirst) {}

void ProgressLine::on_event(const sim::Event& event) {
  if (event.kind == sim::EventKind::finished) ++jobs_;
  if (++events_ % kEventsBetweenLooks != 0) return;
  if (const double now = clock_(); now >= next_) show(event, now);
}

void ProgressLine::show(const sim::Event& event, double now) {
  next_ = now + kBetween;
  shown_ = true;
  const bool ends = whole_.until_ns != sim::kForever;
  terminal_ << kEraseLine
            << fmt::format("{}: {}{} of virtual time, {}{}, {} jobs/s{}", what_,
                           time_text(event.time_ns),
                           ends ? " of " + time_text(whole_.until_ns) : "",
                           whole_.jobs != 0 ? count_text(jobs_) + " of " : "",
                           plural_text(whole_.jobs != 0 ? whole_.jobs : jobs_, "job"),
                           rate_text(static_cast<double>(jobs_) / (now - begin_)),
                           left_text(event, now - begin_))
            << std::flush;
}

std::string ProgressLine::left_text(const sim::Event& event, double seconds) const {
  const double part = whole_.part_done(event.time_ns, jobs_);
  return part > 0 ? ", " + seconds_text(seconds / part - seconds) + " left" : "";
}

void ProgressLine::erase() {
  if (std::exchange(shown_, false)) terminal_ << kEraseLine << std::flush;
}

}  // namespace drmsim::tools
