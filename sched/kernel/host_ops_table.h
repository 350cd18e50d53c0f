// The table of host functions, put together from its groups.
#pragma once

#include "sched/kernel/abi/host_ops.h"

namespace drmsim::kernel {

// Everything but `self` and what goes with it.
drmsim_host_ops host_ops_table();

struct LockOps {
  static void fill(drmsim_host_ops& ops);

 private:
  static void fill_slots(drmsim_host_ops& ops);
};
struct MemoryOps {
  static void fill(drmsim_host_ops& ops);
};
struct TaskOps {
  static void fill(drmsim_host_ops& ops);
};
struct ThreadOps {
  static void fill(drmsim_host_ops& ops);
};
struct WaitOps {
  static void fill(drmsim_host_ops& ops);
};
struct WorkOps {
  static void fill(drmsim_host_ops& ops);

 private:
  static void fill_queues(drmsim_host_ops& ops);
};
struct ReportOps {
  static void fill(drmsim_host_ops& ops);
};
struct DriverOps {
  static void fill(drmsim_host_ops& ops);
};

}  // namespace drmsim::kernel
