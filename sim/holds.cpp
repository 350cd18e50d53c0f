#include "sim/holds.h"

#include <string_view>
#include <utility>

#include "sim/context.h"
#include "sim/world.h"

namespace drmsim::sim {

const char* point_name(Point point) {
  switch (point) {
    case Point::lock:
      return "lock";
    case Point::unlock:
      return "unlock";
    case Point::get:
      return "get";
    case Point::put:
      return "put";
    case Point::wake:
      return "wake";
    case Point::queue_work:
      return "queue_work";
    case Point::signal:
      return "signal";
    case Point::atomic:
      return "atomic";
    case Point::queueing:
      return "queueing";
    case Point::read:
      return "read";
    case Point::mmio:
      return "mmio";
    case Point::user:
      return "user";
  }
  return "";
}

namespace {

// `function` is what was asked for, with or without the prefix of the kernel's name.
bool is_function(std::string_view asked, std::string_view function) {
  if (!asked.ends_with(function)) return false;
  const std::string_view prefix = asked.substr(0, asked.size() - function.size());
  return prefix.empty() || prefix.ends_with('_');
}

}  // namespace

void Holds::add(Hold hold) {
  pending_.push_back(Pending{std::move(hold)});
  world_.make_points_interesting();
}

TimeNs Holds::hold_ns(const Context& context, Point point, Where where) {
  TimeNs duration_ns = 0;
  for (Pending& entry : pending_) {
    const Hold& hold = entry.hold;
    if (hold.point != point || hold.role != context.role()) continue;
    if (!hold.function.empty() && !is_function(hold.function, where.function())) continue;
    if (++entry.seen == hold.occurrence) duration_ns += hold.duration_ns;
  }
  return duration_ns;
}

std::vector<Hold> Holds::unused() const {
  std::vector<Hold> unused;
  for (const Pending& entry : pending_) {
    if (entry.seen < entry.hold.occurrence) unused.push_back(entry.hold);
  }
  return unused;
}

}  // namespace drmsim::sim
