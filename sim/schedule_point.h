// Schedule points: the named places where a CPU context can lose the processor.
//
// Every primitive calls World::point() (sim/world.h) at its operations. In a plain run nothing
// happens there; a scripted hold (sim/holds.h) or an exploring strategy can take the processor
// away.
#pragma once

#include <cstdint>

namespace drmsim::sim {

enum class Point : std::uint8_t {
  lock,        // before a spinlock or mutex is taken
  unlock,      // after it was released
  get,         // a reference was taken
  put,         // a reference was dropped
  wake,        // waiters were woken
  queue_work,  // a work item was queued
  signal,      // a fence was signalled, its callbacks not yet run
  atomic,      // an atomic read-modify-write that others look at without a lock
  queueing,    // before a work item is queued: what was looked at to decide so may change
  read,        // before shared state is read without a lock
  mmio,        // a register access
  user,        // a place that a driver names itself
};

const char* point_name(Point point);

}  // namespace drmsim::sim
