#include "sim/lock_order.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "sim/assert.h"
#include "sim/world.h"

namespace drmsim::sim {
namespace {

constexpr bool may_be_waited_for_in_itself(OrderKind kind) {
  return kind != OrderKind::fence;
}

// What a context that may not sleep cannot wait for; that it does is another hazard. A timer is
// waited for by spinning.
constexpr bool sleeps(OrderKind kind) {
  return kind != OrderKind::spinlock && kind != OrderKind::handler;
}

}  // namespace

// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): of the arrays as many as there are
LockOrder::LockOrder(World& world) : world_(world) {
  before_[kUntracked] = ~std::uint64_t{0};
  const OrderClass fence = class_of(OrderKind::fence, kFence);
  DRMSIM_ASSERT(fence == kFenceClass, "the first class");
}

// --- Classes ---

OrderClass LockOrder::class_of(OrderKind kind, const char* name) {
  LookUp& slot = look_ups_[(reinterpret_cast<std::uintptr_t>(name) >> 3) % kLookUps];
  if (slot.name == name && slot.kind == kind) return slot.found;
  slot = LookUp{name, kind, make_class(kind, name)};
  return slot.found;
}

OrderClass LockOrder::make_class(OrderKind kind, const char* name) {
  for (unsigned id = 1; id < count_; ++id) {
    const Class& known = classes_[id];
    if (known.kind != kind) continue;
    if (known.name == name || std::strcmp(known.name, name) == 0) {
      return static_cast<OrderClass>(id);
    }
  }
  if (count_ == kUntracked) return kUntracked;
  const auto id = static_cast<OrderClass>(count_++);
  classes_[id] = Class{kind, name};
  before_[id] = bit_of(kUntracked) | (may_be_waited_for_in_itself(kind) ? bit_of(id) : 0);
  return id;
}

// --- What a context has ---

// Not the latest: locks are not released in the reverse order of taking.
void LockOrder::drop_inside(Context& self, Held& held) {
  if (world_.stopped()) return;  // contexts are unwound; what they had may be gone
  for (Held** link = &self.innermost_; *link != nullptr; link = &(*link)->outer) {
    if (*link != &held) continue;
    *link = held.outer;
    break;
  }
  self.held_classes_ = 0;
  for (Held* kept = self.innermost_; kept != nullptr; kept = kept->outer) {
    self.held_classes_ |= bit_of(kept->order_class);
    kept->again = false;
    for (const Held* outer = kept->outer; outer != nullptr; outer = outer->outer) {
      kept->again = kept->again || outer->order_class == kept->order_class;
    }
  }
}

LockOrder::Place LockOrder::here(Where where) const {
  const Context* context = world_.cpu().current();
  return Place{where, context == nullptr ? NameId{0} : context->name()};
}

// --- Edges ---

void LockOrder::want(Context* self, OrderKind kind, const char* name, Where where) {
  if (self == nullptr || (sleeps(kind) && self->in_atomic())) return;
  const OrderClass to = class_of(kind, name);
  if ((self->held_classes_ & ~before_[to]) != 0) note_wait(*self, to, where);
}

void LockOrder::want_memory(Context& self, Where where) {
  if (self.allocation_allowed_ > 0 || self.in_atomic()) return;
  const OrderClass reclaim = class_of(OrderKind::reclaim, "memory");
  if (reclaim != kUntracked && (before_[kFenceClass] & bit_of(reclaim)) == 0) {
    add_edge(Edge{reclaim, kFenceClass, false, where, here(where)});
  }
  want(&self, OrderKind::reclaim, "memory", where);
}

void LockOrder::note_wait(Context& self, OrderClass to, Where where) {
  if (world_.stopped()) return;
  for (const Held* held = self.innermost_; held != nullptr; held = held->outer) {
    if ((before_[to] & bit_of(held->order_class)) != 0) continue;
    add_edge(Edge{held->order_class, to, false, held->where, here(where)});
  }
}

void LockOrder::provide(Context* self, OrderKind kind, const char* name, Where where) {
  if (self == nullptr || world_.stopped()) return;
  const OrderClass from = class_of(kind, name);
  if (from == kUntracked) return;
  for (const Held* held = self->innermost_; held != nullptr; held = held->outer) {
    const OrderClass to = held->order_class;
    // Whoever waits here holds no spinlock.
    if (held->kind == OrderKind::spinlock || held->kind == OrderKind::fence) continue;
    if ((before_[to] & bit_of(from)) != 0) continue;
    add_edge(Edge{from, to, true, held->where, here(where)});
  }
}

void LockOrder::add_edge(const Edge& edge) {
  before_[edge.to] |= bit_of(edge.from);
  if (edge_count_ < kEdgesKept) edges_[edge_count_++] = edge;
  const bool closes = edge.from == edge.to || (reach_[edge.to] & bit_of(edge.from)) != 0;
  const std::uint64_t beyond = reach_[edge.to] | bit_of(edge.to);
  for (unsigned id = 1; id < count_; ++id) {
    if (id == edge.from || (reach_[id] & bit_of(edge.from)) != 0) reach_[id] |= beyond;
  }
  if (closes) report_cycle(edge);
  if (in_irq_ != 0) check_irq_order(edge.wanted.where);
}

const LockOrder::Edge* LockOrder::find_edge(OrderClass from, OrderClass to) const {
  const auto end = edges_.begin() + edge_count_;
  const auto found = std::find_if(edges_.begin(), end, [from, to](const Edge& edge) {
    return edge.from == from && edge.to == to;
  });
  return found == end ? nullptr : &*found;
}

// The shortest way along the edges, both ends included; breadth first from its end.
std::vector<OrderClass> LockOrder::path(OrderClass from, OrderClass to) const {
  std::array<OrderClass, kClasses> next{};
  std::vector<OrderClass> seen{to};
  for (std::size_t i = 0; i < seen.size() && seen.back() != from; ++i) {
    for (unsigned id = 1; id < count_ && seen.back() != from; ++id) {
      const auto candidate = static_cast<OrderClass>(id);
      const bool known = std::find(seen.begin(), seen.end(), candidate) != seen.end();
      if (known || (before_[seen[i]] & bit_of(candidate)) == 0) continue;
      next[candidate] = seen[i];
      seen.push_back(candidate);
    }
  }
  DRMSIM_ASSERT(seen.back() == from, "reach_ is the closure of before_");
  std::vector<OrderClass> way{from};
  while (way.back() != to) way.push_back(next[way.back()]);
  return way;
}

// --- Interrupts ---

void LockOrder::note_usage(Held& lock, std::uint8_t usage, Where where) {
  if (lock.order_class == 0) look_up(lock);
  lock.irq_usage |= usage;
  const OrderClass id = lock.order_class;
  if (id == kUntracked) return;
  const std::uint64_t bit = bit_of(id);
  const bool both_before = (in_irq_ & irqs_on_ & bit) != 0;
  if ((usage & kUsedInIrq) != 0 && (in_irq_ & bit) == 0) {
    in_irq_ |= bit;
    in_irq_at_[id] = here(where);
  }
  if ((usage & kUsedIrqsOn) != 0 && (irqs_on_ & bit) == 0) {
    irqs_on_ |= bit;
    irqs_on_at_[id] = here(where);
  }
  if (!both_before && (in_irq_ & irqs_on_ & bit) != 0) report_irq_usage(id, where);
  if (in_irq_ != 0) check_irq_order(where);
}

void LockOrder::check_irq_order(Where where) {
  for (std::uint64_t rest = in_irq_; rest != 0; rest &= rest - 1) {
    const auto id = static_cast<OrderClass>(std::countr_zero(rest));
    // Locks that interrupts take themselves are irq_unsafe_lock.
    std::uint64_t wrong = reach_[id] & irqs_on_ & ~in_irq_ & ~irq_told_[id];
    irq_told_[id] |= wrong;
    for (; wrong != 0; wrong &= wrong - 1) {
      report_irq_order(id, static_cast<OrderClass>(std::countr_zero(wrong)), where);
    }
  }
}

}  // namespace drmsim::sim
