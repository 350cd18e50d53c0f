// What LockOrder says: one sentence, and for every edge of a cycle the two places that make it.
#include <algorithm>

#include <fmt/format.h>

#include "sim/lock_order.h"
#include "sim/world.h"

namespace drmsim::sim {
namespace {

const char* kind_text(OrderKind kind) {
  switch (kind) {
    case OrderKind::spinlock:
      return "spinlock ";
    case OrderKind::mutex:
      return "mutex ";
    case OrderKind::work:
      return "work item ";
    case OrderKind::workqueue:
      return "ordered workqueue ";
    case OrderKind::handler:
      return "handler ";
    case OrderKind::completion:
      return "completion ";
    case OrderKind::fence:
      return "a fence's signalling";
    case OrderKind::reclaim:
      return "memory reclaim";
  }
  return "";
}

// "... is taken", "... is waited for".
const char* wanted_text(OrderKind kind) {
  return kind <= OrderKind::mutex ? "taken" : "waited for";
}

std::string as_wanted(OrderKind kind, const std::string& label) {
  return kind == OrderKind::fence ? "a fence" : label;
}

const char* held_text(OrderKind kind) {
  switch (kind) {
    case OrderKind::spinlock:
    case OrderKind::mutex:
      return "taken";
    case OrderKind::work:
    case OrderKind::workqueue:
    case OrderKind::handler:
      return "runs";
    case OrderKind::completion:
    case OrderKind::fence:
      return "depends on this code";
    case OrderKind::reclaim:
      return "may wait for fences";
  }
  return "";
}

}  // namespace

std::string LockOrder::label(OrderClass id) const {
  const Class& known = classes_[id];
  const bool nameless = known.kind == OrderKind::fence || known.kind == OrderKind::reclaim;
  return std::string(kind_text(known.kind)) + (nameless ? "" : known.name);
}

// Items, queues and handlers have the names of rings, which are no part of a bug's identity.
std::string LockOrder::class_object(OrderClass id) const {
  const Class& known = classes_[id];
  std::string text = kind_text(known.kind);
  switch (known.kind) {
    case OrderKind::spinlock:
    case OrderKind::mutex:
    case OrderKind::completion:
      return text + known.name;
    case OrderKind::fence:
    case OrderKind::reclaim:
      return text;
    case OrderKind::work:
    case OrderKind::workqueue:
    case OrderKind::handler:
      text.pop_back();
      return text;
  }
  return text;
}

std::string LockOrder::place_text(const Place& place) const {
  return fmt::format("{}:{} ({}) by {}", place.where.file_name(), place.where.line(),
                     place.where.function(),
                     place.context == 0 ? "hardware" : world_.names().text(place.context));
}

std::vector<std::string> LockOrder::edge_lines(OrderClass from, OrderClass to) const {
  const Edge* edge = find_edge(from, to);
  if (edge == nullptr) return {label(from) + " comes before " + label(to)};
  const auto held = [&](OrderClass id) {
    if (classes_[id].kind == OrderKind::reclaim) return std::string(held_text(OrderKind::reclaim));
    return fmt::format("{} at {}:{} ({})", held_text(classes_[id].kind), edge->held.file_name(),
                       edge->held.line(), edge->held.function());
  };
  if (edge->provided) {
    return {fmt::format("{:<28}  {}", label(to), held(to)),
            fmt::format("  is needed for {:<12}  at {}", label(from), place_text(edge->wanted))};
  }
  const std::string wanted = fmt::format("  then {:<21}", as_wanted(classes_[to].kind, label(to)));
  if (classes_[from].kind == OrderKind::reclaim) {
    return {fmt::format("{:<28}  {}", label(from), held(from))};
  }
  return {fmt::format("{:<28}  {}", label(from), held(from)),
          fmt::format("{}  {} at {}", wanted, wanted_text(classes_[to].kind),
                      place_text(edge->wanted))};
}

HazardKind LockOrder::kind_of(const std::vector<OrderClass>& cycle) const {
  const auto has = [&](OrderKind kind) {
    return std::any_of(cycle.begin(), cycle.end(),
                       [&](OrderClass id) { return classes_[id].kind == kind; });
  };
  if (has(OrderKind::reclaim)) return HazardKind::allocation_deadlock;
  if (has(OrderKind::fence)) return HazardKind::fence_deadlock;
  if (has(OrderKind::completion)) return HazardKind::completion_deadlock;
  if (has(OrderKind::work) || has(OrderKind::workqueue)) return HazardKind::work_deadlock;
  if (has(OrderKind::handler)) return HazardKind::irq_deadlock;
  return HazardKind::lock_order;
}

void LockOrder::report_cycle(const Edge& closing) {
  const std::vector<OrderClass> back = path(closing.to, closing.from);
  std::vector<std::string> story = edge_lines(closing.from, closing.to);
  for (std::size_t i = 1; i < back.size(); ++i) {
    for (std::string& line : edge_lines(back[i - 1], back[i])) story.push_back(std::move(line));
  }
  const std::string from = label(closing.from);
  const std::string to = label(closing.to);
  const std::string wanted = as_wanted(classes_[closing.to].kind, to);
  std::string message =
      closing.provided
          ? world_.describe(from, closing.wanted.where) + " needs " + to
          : fmt::format("{} is {} while {} is held", world_.describe(wanted, closing.wanted.where),
                        wanted_text(classes_[closing.to].kind), from);
  if (classes_[closing.from].kind == OrderKind::fence && !closing.provided) {
    message = fmt::format("{} is {} in code that a fence's signalling depends on",
                          world_.describe(wanted, closing.wanted.where),
                          wanted_text(classes_[closing.to].kind));
  }
  if (closing.from != closing.to) {
    message += fmt::format("; elsewhere {} {} {}: each can wait for the other", to,
                           back.size() > 2 ? "leads to" : "comes before", from);
  } else {
    message += ": that very fence may be the one";
  }
  world_.hazards().report(
      kind_of(back), closing.wanted.where,
      HazardObject(class_object(closing.to) + " after " + class_object(closing.from)),
      std::move(message), std::move(story));
}

void LockOrder::report_irq_usage(OrderClass id, Where where) {
  world_.hazards().report(
      HazardKind::irq_unsafe_lock, where, class_object(id),
      world_.describe(std::string("lock ") + classes_[id].name, where) +
          ": an interrupt handler takes it, and other code takes it with interrupts on; the "
          "interrupt can strike the holder's own processor",
      {fmt::format("in an interrupt     at {}", place_text(in_irq_at_[id])),
       fmt::format("with interrupts on  at {}", place_text(irqs_on_at_[id]))});
}

void LockOrder::report_irq_order(OrderClass in_irq, OrderClass irqs_on, Where where) {
  const std::vector<OrderClass> way = path(in_irq, irqs_on);
  std::vector<std::string> story{
      fmt::format("{:<28}  in an interrupt at {}", label(in_irq), place_text(in_irq_at_[in_irq]))};
  for (std::size_t i = 1; i < way.size(); ++i) {
    for (std::string& line : edge_lines(way[i - 1], way[i])) story.push_back(std::move(line));
  }
  story.push_back(fmt::format("{:<28}  with interrupts on at {}", label(irqs_on),
                              place_text(irqs_on_at_[irqs_on])));
  world_.hazards().report(
      HazardKind::irq_lock_order, where, class_object(in_irq) + " and " + class_object(irqs_on),
      fmt::format("{}: {}, which an interrupt takes, is held while {} is taken, which is elsewhere "
                  "held with interrupts on: the interrupt can strike there",
                  world_.describe("lock order", where), label(in_irq), label(irqs_on)),
      std::move(story));
}

}  // namespace drmsim::sim
