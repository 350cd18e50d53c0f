#include "sim/wait_graph.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "sim/completion.h"
#include "sim/mutex.h"
#include "sim/spinlock.h"
#include "sim/wait_queue.h"
#include "sim/workqueue.h"
#include "sim/world.h"

namespace drmsim::sim {
namespace {

template <typename Primitive>
const Primitive& as(const Context& waiter) {
  return *static_cast<const Primitive*>(waiter.awaited().object);
}

std::string place_text(Where where) {
  return fmt::format("{}:{} ({})", where.file_name(), where.line(), where.function());
}

}  // namespace

WaitGraph::WaitGraph(World& world) : world_(world) {
  const std::vector<const Context*> waiters = world.cpu().blocked();
  std::vector<const Context*> wakers;
  for (const Context* waiter : waiters) {
    Waker waker = waker_of(*waiter);
    wakers.push_back(waker.context);
    lines_.push_back(WaitLine{world.names().text(waiter->name()), awaited_text(*waiter),
                              std::move(waker.name), std::move(waker.why), false});
  }
  // A fence's waker is known by its name alone.
  for (std::size_t i = 0; i < wakers.size(); ++i) {
    if (wakers[i] != nullptr || waiters[i]->awaited().kind != AwaitedKind::fence) continue;
    const auto named = std::find_if(lines_.begin(), lines_.end(), [&](const WaitLine& line) {
      return line.who == lines_[i].waker;
    });
    if (named != lines_.end())
      wakers[i] = waiters[static_cast<std::size_t>(named - lines_.begin())];
  }
  find_cycle(waiters, wakers);
  if (world.fence_witness() == nullptr) return;
  for (WaitLine& line : world.fence_witness()->waiting_jobs()) lines_.push_back(std::move(line));
}

std::string WaitGraph::awaited_text(const Context& waiter) const {
  const std::string what = waiter.waiting_for();
  const std::string& on = world_.names().text(waiter.waiting_on());
  switch (waiter.awaited().kind) {
    case AwaitedKind::mutex:
      return "mutex " + what;
    case AwaitedKind::completion:
      return "completion " + what;
    case AwaitedKind::wait_queue:
      return "wait queue " + what;
    case AwaitedKind::work: {
      const Workqueue::Obstacle item = Workqueue::obstacle(waiter.awaited().object);
      if (item.item == 0) return "work item of " + on;
      return "work item " + world_.names().text(item.item);
    }
    case AwaitedKind::fence:
      return on.find("fence") == std::string::npos ? "fence of " + on : on;
    default:
      return on.empty() || on == what ? what : what + ' ' + on;
  }
}

WaitGraph::Waker WaitGraph::held_by(const Context* holder, const Held& held) const {
  if (holder == nullptr) return {nullptr, "", "nobody has it"};
  for (const Held* one = holder->innermost(); one != nullptr; one = one->outer) {
    if (one != &held) continue;
    return {holder, world_.names().text(holder->name()), "took it at " + place_text(one->where)};
  }
  return {holder, world_.names().text(holder->name()), "it was handed over and not yet taken"};
}

WaitGraph::Waker WaitGraph::last_woken(const LastWake& last, const char* function) const {
  if (!last.happened) return {nullptr, "", fmt::format("{}() was never called", function)};
  return {nullptr, last.context == 0 ? "hardware" : world_.names().text(last.context),
          fmt::format("called {}() last, at {}", function, place_text(last.where))};
}

// Everybody else who reads keeps the grace period open.
WaitGraph::Waker WaitGraph::reader() const {
  const std::vector<const Context*> readers = world_.cpu().readers();
  if (readers.empty()) return {nullptr, "", "no reader is left"};
  return {readers.front(), world_.names().text(readers.front()->name()),
          "it is inside a critical section"};
}

// Whoever is stuck in code that fences' signalling depends on is the one to look at.
WaitGraph::Waker WaitGraph::fence_source(const Context& waiter) const {
  FenceWitness::Source source;
  if (world_.fence_witness() != nullptr) {
    source = world_.fence_witness()->source(waiter.waiting_on());
  }
  const Context* stuck = nullptr;
  for (const Context* other : world_.cpu().blocked()) {
    if (other == &waiter || !other->in_signalling_path()) continue;
    const bool named = world_.names().text(other->name()) == source.waker;
    if (stuck == nullptr || named) stuck = other;
  }
  if (stuck == nullptr) {
    if (source.why.empty()) source.why = "nobody knows which job it is of";
    return {nullptr, std::move(source.waker), std::move(source.why)};
  }
  if (!source.why.empty()) source.why += "; ";
  return {stuck, world_.names().text(stuck->name()), source.why + "fences depend on what it does"};
}

WaitGraph::Waker WaitGraph::waker_of(const Context& waiter) const {
  switch (waiter.awaited().kind) {
    case AwaitedKind::spinlock:
      return held_by(as<SpinLock>(waiter).holder(), as<SpinLock>(waiter).held());
    case AwaitedKind::mutex:
      return held_by(as<Mutex>(waiter).owner(), as<Mutex>(waiter).held());
    case AwaitedKind::completion:
      return last_woken(as<Completion>(waiter).last_wake(), "complete");
    case AwaitedKind::wait_queue:
      return last_woken(as<WaitQueue>(waiter).last_wake(), "wake_up");
    case AwaitedKind::work: {
      const Workqueue::Obstacle item = Workqueue::obstacle(waiter.awaited().object);
      if (item.worker == nullptr) return {nullptr, "", "its worker has not started"};
      return {item.worker, world_.names().text(item.worker->name()),
              item.running ? "executes it" : "executes what is queued before it"};
    }
    case AwaitedKind::handler: {
      const auto* handler = static_cast<const Context*>(waiter.awaited().object);
      return {handler, world_.names().text(handler->name()), "runs the handler"};
    }
    case AwaitedKind::rcu:
      return reader();
    case AwaitedKind::fence:
      return fence_source(waiter);
    case AwaitedKind::other:
      break;
  }
  return {nullptr, "", "nobody is known who could wake it"};
}

// Everybody waits for one context at most, so whoever follows the arrows long enough is in a cycle.
void WaitGraph::find_cycle(const std::vector<const Context*>& waiters,
                           const std::vector<const Context*>& wakers) {
  const auto next = [&](std::size_t i) {
    return static_cast<std::size_t>(std::find(waiters.begin(), waiters.end(), wakers[i]) -
                                    waiters.begin());
  };
  for (std::size_t start = 0; start < waiters.size() && cycle_.empty(); ++start) {
    std::size_t at = start;
    for (std::size_t steps = 0; steps < waiters.size() && at < waiters.size(); ++steps) {
      at = wakers[at] == nullptr ? waiters.size() : next(at);
    }
    if (at == waiters.size()) continue;
    const std::size_t first = at;
    do {
      lines_[at].in_cycle = true;
      cycle_.push_back(lines_[at].who);
      at = next(at);
    } while (at != first);
    cycle_.push_back(lines_[first].who);
  }
}

std::vector<std::string> WaitGraph::text() const {
  std::size_t who = 0;
  std::size_t what = 0;
  std::size_t waker = 0;
  for (const WaitLine& line : lines_) {
    who = std::max(who, line.who.size());
    what = std::max(what, line.waits_for.size());
    waker = std::max(waker, line.waker.size());
  }
  std::vector<std::string> text;
  for (const WaitLine& line : lines_) {
    text.push_back(fmt::format("{:<{}}  waits for {:<{}}  {:<{}}  {}", line.who, who,
                               line.waits_for, what, line.waker, waker, line.why));
  }
  if (cycle_.empty()) return text;
  text.push_back(fmt::format("a cycle: {}", fmt::join(cycle_, " -> ")));
  return text;
}

}  // namespace drmsim::sim
