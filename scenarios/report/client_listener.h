// Who wants to know when each client did what, and not only how much of it in all.
//
// Clients have the number of their row in RunReport::clients. Told by RunStatistics while a run
// goes on.
#pragma once

#include <cstdint>

#include "sim/time.h"

namespace drmsim::scenarios {

class ClientListener {
 public:
  virtual void pushed(std::uint32_t client, sim::TimeNs now_ns) = 0;
  virtual void finished(std::uint32_t client, sim::TimeNs now_ns) = 0;  // a job's fence
  // A job was on an engine, from then to now; also one that did not complete.
  virtual void executed(std::uint32_t client, sim::TimeNs begin_ns, sim::TimeNs now_ns) = 0;

 protected:
  ~ClientListener() = default;
};

}  // namespace drmsim::scenarios
