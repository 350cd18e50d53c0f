// What each client of a run did and when: what is known only at its end is computed from this.
//
// Limits: memory grows with the number of jobs, 32 bytes for each.
#pragma once

#include <cstdint>
#include <vector>

#include "scenarios/report/client_listener.h"
#include "sim/time.h"

namespace drmsim::scenarios {

struct TimeSpan {
  sim::TimeNs begin_ns = 0;
  sim::TimeNs end_ns = 0;

  friend bool operator==(const TimeSpan&, const TimeSpan&) = default;
};

struct ClientTrace {
  std::vector<sim::TimeNs> pushes;    // ascending, as the others
  std::vector<sim::TimeNs> finishes;  // of finished fences
  std::vector<TimeSpan> executions;   // by their ends

  // From its first push to the end of its last job; of a run that ended at end_ns.
  TimeSpan life(sim::TimeNs end_ns) const;
};

class ClientTraces : public ClientListener {
 public:
  // By their rows in RunReport::clients; those behind the last did nothing.
  const std::vector<ClientTrace>& all() const { return clients_; }

  void pushed(std::uint32_t client, sim::TimeNs now_ns) override;
  void finished(std::uint32_t client, sim::TimeNs now_ns) override;
  void executed(std::uint32_t client, sim::TimeNs begin_ns, sim::TimeNs now_ns) override;

 private:
  ClientTrace& of(std::uint32_t client);
  std::vector<ClientTrace> clients_;
};

}  // namespace drmsim::scenarios
