// What things cost on the CPU, and scripted losses of the processor.
#pragma once

#include "scenarios/format/source_location.h"
#include "sim/delay.h"
#include "sim/holds.h"

namespace drmsim::scenarios {

// Zero unless the file says otherwise: by default code takes no virtual time.
struct CpuSpec {
  SourceLocation where;
  sim::Delay submit;            // executing one submission, from job_init to push
  sim::Delay wakeup;            // from queue_work to the worker's first instruction
  sim::Delay rcu_grace_period;  // from call_rcu to the callback, at least

  friend bool operator==(const CpuSpec&, const CpuSpec&) = default;
};

// A sim::Hold, and where the file asks for it.
struct PreemptSpec : sim::Hold {
  SourceLocation where;

  friend bool operator==(const PreemptSpec&, const PreemptSpec&) = default;
};

}  // namespace drmsim::scenarios
