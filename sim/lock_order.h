// What is waited for while what is held: the order of locks, and of everything else that a context
// can wait for. A hazard as soon as two orders contradict each other, though no run has to
// deadlock.
//
// Intuition: lockdep, for fences, work items, completions and interrupts too. Mechanism: every
// lock, work item, ordered queue, handler and completion belongs to a class (its name); fences are
// one class, and so is reclaim. "Y is waited for while X is held" is an edge X -> Y of a graph of
// classes; a cycle is a possible deadlock, and is told with the places of all its edges. A fence
// and a completion are held by nobody, so what waits for them waits for whoever signals them:
// - code inside a SignallingSection has the fence class;
// - what a driver that signals a fence, or a context that completes, has at that moment (mutexes,
//   the work item, the handler) is needed for it, and so is what that needs;
// - reclaim waits for fences.
// Also by class: a lock that an interrupt takes must not be taken with interrupts on
// (irq_unsafe_lock), and no such lock while one is held that an interrupt takes (irq_lock_order).
// Source of the rules: kernel/locking/lockdep.c, Documentation/locking/lockdep-design.rst,
// drivers/dma-buf/dma-fence.c (cross-driver contract, signalling annotation).
// Limits: state of one run. Locks of one class may nest in each other. A wait with a time limit,
// try_lock() and a wait that is a sleep_in_atomic anyway are no edges. 62 classes; what comes later
// is not looked at.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/context.h"
#include "sim/hazard.h"
#include "sim/held.h"
#include "sim/names.h"

namespace drmsim::sim {

class World;

class LockOrder {
 public:
  static constexpr const char* kFence = "dma_fence";  // the name of the one class of its kind
  static constexpr std::uint8_t kUsedInIrq = 1;
  static constexpr std::uint8_t kUsedIrqsOn = 2;

  explicit LockOrder(World& world);
  LockOrder(const LockOrder&) = delete;
  LockOrder& operator=(const LockOrder&) = delete;

  // The context is about to wait for `wanted`, or to take it: before it does.
  void want(Context& self, Held& wanted, Where where) {
    if (wanted.order_class == 0) look_up(wanted);
    if ((self.held_classes_ & ~before_[wanted.order_class]) == 0) return;
    note_wait(self, wanted.order_class, where);
  }
  // The same for what is no lock. what: of that kind; name: static text or as long as the World.
  // self may be null: set-up code.
  void want(Context* self, OrderKind kind, const char* name, Where where);
  // GFP_KERNEL, outside of every signalling section.
  void want_memory(Context& self, Where where);
  // The context signals a fence, or completes: only now, and with what it has.
  void provide(Context* self, OrderKind kind, const char* name, Where where);

  // The context has it, and has it no more.
  void take(Context& self, Held& held, Where where) {
    if (held.order_class == 0) look_up(held);
    const std::uint64_t bit = bit_of(held.order_class);
    held.again = (self.held_classes_ & bit) != 0;
    held.where = where;
    held.outer = self.innermost_;
    self.innermost_ = &held;
    self.held_classes_ |= bit;
  }
  void drop(Context& self, Held& held) {
    if (self.innermost_ != &held) return drop_inside(self, held);
    self.innermost_ = held.outer;
    if (!held.again) self.held_classes_ &= ~bit_of(held.order_class);
  }

  // A spinlock is taken in an interrupt, or with interrupts on: one of the flags above or both.
  void note_usage(Held& lock, std::uint8_t usage, Where where);

 private:
  static constexpr unsigned kClasses = 64;
  static constexpr OrderClass kFenceClass = Context::kFenceClass;
  static constexpr OrderClass kUntracked = kClasses - 1;
  static constexpr unsigned kEdgesKept = 160;  // with their places; the others are "elsewhere"
  static constexpr unsigned kLookUps = 64;

  struct Class {
    OrderKind kind{};
    const char* name = "";
  };
  struct Place {
    Where where;
    NameId context;
  };
  struct Edge {  // from -> to
    OrderClass from, to;
    bool provided;  // `from` is a fence or completion that is signalled with `to` held
    Where held;     // where `from` was taken (provided: `to`)
    Place wanted;   // where `to` was wanted (provided: `from` signalled)
  };
  struct LookUp {
    const char* name = nullptr;
    OrderKind kind{};
    OrderClass found = 0;
  };

  static std::uint64_t bit_of(OrderClass id) { return std::uint64_t{1} << id; }
  void look_up(Held& held) { held.order_class = class_of(held.kind, held.name); }
  OrderClass class_of(OrderKind kind, const char* name);
  OrderClass make_class(OrderKind kind, const char* name);
  void drop_inside(Context& self, Held& held);
  void note_wait(Context& self, OrderClass to, Where where);
  void add_edge(const Edge& edge);
  void check_irq_order(Where where);
  const Edge* find_edge(OrderClass from, OrderClass to) const;
  std::vector<OrderClass> path(OrderClass from, OrderClass to) const;
  Place here(Where where) const;
  // lock_order_report.cpp
  void report_cycle(const Edge& closing);
  void report_irq_usage(OrderClass id, Where where);
  void report_irq_order(OrderClass in_irq, OrderClass irqs_on, Where where);
  HazardKind kind_of(const std::vector<OrderClass>& cycle) const;
  std::string label(OrderClass id) const;
  std::string class_object(OrderClass id) const;  // the same, for an identity
  std::string place_text(const Place& place) const;
  std::vector<std::string> edge_lines(OrderClass from, OrderClass to) const;

  World& world_;
  unsigned count_ = 1;  // of classes; 0 is none
  unsigned edge_count_ = 0;
  std::uint64_t in_irq_ = 0;                      // classes of spinlocks that an interrupt takes
  std::uint64_t irqs_on_ = 0;                     // ... that are taken with interrupts on
  std::array<std::uint64_t, kClasses> before_{};  // held when it was wanted; and what needs no look
  std::array<std::uint64_t, kClasses> reach_{};   // what is waited for, near and far, while held
  std::array<std::uint64_t, kClasses> irq_told_{};
  std::array<LookUp, kLookUps> look_ups_{};
  // Not initialised: as many as there are.
  std::array<Class, kClasses> classes_;
  std::array<Place, kClasses> in_irq_at_;
  std::array<Place, kClasses> irqs_on_at_;
  std::array<Edge, kEdgesKept> edges_;
};

// Has something for as long as it lives; on the context's own stack. Without a context: nothing.
class Holding {
 public:
  Holding(LockOrder& order, Context* self, OrderKind kind, const char* name, Where where)
      : order_(order), self_(self), held_(kind, name) {
    if (self_ != nullptr) order_.take(*self_, held_, where);
  }
  ~Holding() {
    if (self_ != nullptr) order_.drop(*self_, held_);
  }
  Holding(const Holding&) = delete;
  Holding& operator=(const Holding&) = delete;

 private:
  LockOrder& order_;
  Context* self_;
  Held held_;
};

}  // namespace drmsim::sim
