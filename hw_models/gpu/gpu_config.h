// What a simulated GPU is made of and how it behaves: plain data.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hw_models/gpu/job_faults.h"
#include "sim/delay.h"
#include "sim/time.h"

namespace drmsim::hw {

struct EngineConfig {
  std::string name;
  std::uint32_t width = 1;  // jobs executed at once
};

struct InterruptSourceConfig {
  sim::Delay latency;                  // from the raised wire to the handler
  sim::TimeNs coalesce_window_ns = 0;  // from the first one to the message that stands for all
  std::uint32_t vectors = 1;           // that take turns, of a ring's fences
};

// How one kind of reset behaves.
struct ResetBehaviour {
  sim::TimeNs time_ns = 0;  // 0: over when the register write returns
  std::uint32_t fails = 0;  // the first so many attempts fail; kEveryAttempt: all
};

struct ResetDomainConfig {
  std::string name;
  ResetBehaviour full;
  ResetBehaviour ring;
  ResetBehaviour soft_recovery;
};

struct RingConfig {
  std::string name;                  // in the event log, `sched=`
  std::uint32_t size_dwords = 1024;  // a power of two; see ring_size_dwords_for()
  std::uint32_t engine = 0;          // index in GpuConfig::engines
  std::uint32_t reset_domain = 0;    // index in GpuConfig::reset_domains
  InterruptSourceConfig interrupt;   // of its fences; errors use its latency, and are not coalesced
};

struct GpuConfig {
  std::string name = "gpu";
  std::vector<EngineConfig> engines;
  std::vector<ResetDomainConfig> reset_domains;
  std::vector<RingConfig> rings;
  std::uint32_t spare_memory_dwords = 1024;  // beyond ring buffers and fence words: semaphores
};

}  // namespace drmsim::hw
