// What a blocked context waits for, as an object: who holds it is asked of the object.
#pragma once

#include <cstdint>

#include "sim/where.h"

namespace drmsim::sim {

enum class AwaitedKind : std::uint8_t {
  other,
  spinlock,    // SpinLock
  mutex,       // Mutex
  completion,  // Completion
  wait_queue,  // WaitQueue
  work,        // Workqueue::InstanceWaiter
  handler,     // the Context that runs it, of an interrupt or a timer
  rcu,         // none
  fence,       // none: Context::waiting_on() names its job
};

// The object outlives the wait.
struct Awaited {
  AwaitedKind kind = AwaitedKind::other;
  const void* object = nullptr;
  Where where{};  // of the code that waits; none: nobody said
};

}  // namespace drmsim::sim
