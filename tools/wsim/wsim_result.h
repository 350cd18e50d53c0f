// What came of a run of workloads: what gem_wsim measures, as values, and as the text that it
// prints.
//
// Times are virtual, from the moment at which all clients start together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/time.h"

namespace drmsim::scenarios::wsim {

// The moments, counted from the start of their iterations, at which a client came to its p steps.
struct PeriodResult {
  std::uint64_t count = 0;
  std::uint64_t total_us = 0;
  std::uint64_t min_us = 0;  // meaningless without a count
  std::uint64_t max_us = 0;
  std::uint64_t missed = 0;  // came when the period was over already

  void add(std::uint64_t elapsed_us, std::uint64_t period_us);
};

struct ClientResult {
  std::uint32_t id = 0;
  bool background = false;
  bool ended = false;  // false: it waits for something that never comes
  // Iterations begun and gone through; one that was cut short by the end of a master counts, as in
  // the tool.
  std::uint64_t cycles = 0;
  // Until its last batch on every engine was idle; if it has not ended, until the end of the run.
  sim::TimeNs elapsed_ns = 0;
  PeriodResult period;

  double workloads_per_s() const;  // cycles by time; 0 if no time has passed
};

struct WsimResult {
  std::uint32_t seed = 0;
  std::uint32_t repeat = 0;
  std::vector<ClientResult> clients;  // by id
  bool has_master = false;            // the client that is not in the background

  sim::TimeNs elapsed_ns() const;  // of the last client
  // clients x repeat by time, also where background clients loop more or less often, as in the
  // tool.
  double workloads_per_s() const;
};

// What the tool prints on stdout at its verbosity: 0 (-q) nothing, 1 the run, 2 (-v) each client.
std::string gem_wsim_text(const WsimResult& result, int verbosity = 1);

}  // namespace drmsim::scenarios::wsim
