#include "tools/policies/contention.h"

#include <algorithm>
#include <map>

namespace drmsim::scenarios {
namespace {

using sim::TimeNs;

// Execution time up to any moment, of several jobs at once where they ran so.
class ExecutionCurve {
 public:
  void add(const std::vector<TimeSpan>& executions) {
    for (const TimeSpan& span : executions) {
      ++changes_[span.begin_ns];
      --changes_[span.end_ns];
    }
  }
  void finish() {
    TimeNs total_ns = 0;
    TimeNs since_ns = 0;
    std::int64_t executing = 0;
    for (const auto& [time_ns, change] : changes_) {
      total_ns += static_cast<TimeNs>(executing) * (time_ns - since_ns);
      executing += change;
      since_ns = time_ns;
      points_.push_back({time_ns, total_ns, executing});
    }
  }
  TimeNs within(const TimeSpan& span) const { return at(span.end_ns) - at(span.begin_ns); }

 private:
  struct Point {
    TimeNs time_ns;
    TimeNs total_ns;
    std::int64_t executing;  // from here on
  };
  TimeNs at(TimeNs time_ns) const {
    const auto after =
        std::upper_bound(points_.begin(), points_.end(), time_ns,
                         [](TimeNs time, const Point& point) { return time < point.time_ns; });
    if (after == points_.begin()) return 0;
    const Point& point = *std::prev(after);
    return point.total_ns + static_cast<TimeNs>(point.executing) * (time_ns - point.time_ns);
  }

  std::map<TimeNs, std::int64_t> changes_;
  std::vector<Point> points_;
};

// When at least two lives go on.
std::vector<TimeSpan> shared_by_two(const std::vector<TimeSpan>& lives) {
  std::map<TimeNs, std::int64_t> changes;
  for (const TimeSpan& life : lives) {
    if (life.begin_ns == life.end_ns) continue;
    ++changes[life.begin_ns];
    --changes[life.end_ns];
  }
  std::vector<TimeSpan> shared;
  std::int64_t living = 0;
  for (const auto& [time_ns, change] : changes) {
    const bool before = living >= 2;
    living += change;
    if (!before && living >= 2) shared.push_back({time_ns, time_ns});
    if (before) shared.back().end_ns = time_ns;
  }
  return shared;
}

}  // namespace

std::vector<ContendedWork> contended_work(const std::vector<ClientTrace>& clients, TimeNs end_ns) {
  std::vector<TimeSpan> lives;
  ExecutionCurve everybody;
  for (const ClientTrace& client : clients) {
    lives.push_back(client.life(end_ns));
    everybody.add(client.executions);
  }
  everybody.finish();
  const std::vector<TimeSpan> shared = shared_by_two(lives);
  std::vector<ContendedWork> all;
  for (std::size_t i = 0; i < clients.size(); ++i) {
    ExecutionCurve own;
    own.add(clients[i].executions);
    own.finish();
    ContendedWork& work = all.emplace_back();
    for (const TimeSpan& span : shared) {
      const TimeSpan common{std::max(span.begin_ns, lives[i].begin_ns),
                            std::min(span.end_ns, lives[i].end_ns)};
      if (common.begin_ns >= common.end_ns) continue;
      work.time_ns += common.end_ns - common.begin_ns;
      work.own_ns += own.within(common);
      work.all_ns += everybody.within(common);
      const auto& finishes = clients[i].finishes;
      work.jobs += static_cast<std::uint64_t>(
          std::upper_bound(finishes.begin(), finishes.end(), common.end_ns) -
          std::upper_bound(finishes.begin(), finishes.end(), common.begin_ns));
    }
  }
  return all;
}

}  // namespace drmsim::scenarios
