// Something that a context has and that others may have to wait for: a lock, the work item that it
// executes, the interrupt that it handles, a section that a fence's signalling depends on.
//
// Lives in the lock itself, or on its context's stack; a context chains all that it has, the latest
// first. What the order of waiting (sim/lock_order.h) and the wait-for graph (sim/wait_graph.h) are
// derived from.
#pragma once

#include <cstdint>

#include "sim/where.h"

namespace drmsim::sim {

enum class OrderKind : std::uint8_t {
  spinlock,
  mutex,
  work,        // an item's execution
  workqueue,   // an ordered one: its items wait for each other
  handler,     // of an interrupt, a timer, RCU callbacks
  completion,  // waited for; nobody has one
  fence,       // waited for; a signalling section has it
  reclaim,     // of memory, which may wait for fences
};

// A number below 64; locks of one name are one class, as for lockdep. 0: not looked up yet.
using OrderClass = std::uint8_t;

struct Held {
  // name: static text, or as long as the World.
  Held(OrderKind what, const char* text) : name(text), kind(what) {}
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;

  Held* outer = nullptr;  // what its context came to have before
  const char* name;
  Where where{};  // where its context came to have it
  OrderKind kind;
  OrderClass order_class = 0;
  bool again = false;          // its context has another one of this class, farther out
  bool taken = false;          // for locks: by whomever
  std::uint8_t irq_usage = 0;  // for spinlocks: see LockOrder::kUsedInIrq
};

}  // namespace drmsim::sim
