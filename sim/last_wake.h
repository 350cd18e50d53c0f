// Who called complete() or wake_up() last, and where: what a stall of its waiters is told with.
#pragma once

#include "sim/names.h"
#include "sim/where.h"

namespace drmsim::sim {

struct LastWake {
  bool happened = false;
  NameId context = 0;  // 0: hardware
  Where where{};
};

}  // namespace drmsim::sim
