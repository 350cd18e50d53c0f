// Hazards: what the simulated system did wrong. The product of a run that fails.
//
// A hazard has a stable name (what [expect] and exit codes go by), the moment, the context, one
// sentence, and, where an object is involved, that object's life. A fatal hazard ends the run: what
// comes after a use after free is not the behaviour of anything real.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/names.h"
#include "sim/time.h"
#include "sim/wait_line.h"

namespace drmsim::sim {

class World;

enum class HazardKind : std::uint8_t {
  use_after_free,
  double_free,
  refcount_underflow,
  leak,
  fence_reinitialised,
  fence_signalled_twice,
  fence_error_after_signal,
  fence_never_signalled,
  fence_order,
  allocation_in_signalling_path,
  sleep_in_atomic,
  irq_unsafe_lock,
  irq_lock_order,
  lock_order,
  recursive_lock,
  self_wait,
  work_deadlock,
  completion_deadlock,
  irq_deadlock,
  fence_deadlock,
  allocation_deadlock,
  stall,
  use_after_fini,
  freed_while_executing,
  hardware_misuse,
  innocent_blamed,
  wrong_error,
  late_timeout,
  contract,  // another documented rule of the kernel interface; the message names it
  warning,   // the simulated kernel code warned (WARN_ON)
};

std::string_view hazard_name(HazardKind kind);
bool hazard_from_name(std::string_view name, HazardKind& kind);

struct Hazard {
  HazardKind kind{};
  TimeNs time_ns = 0;
  NameId context = 0;              // 0: hardware
  std::string message;             // one sentence
  std::vector<std::string> story;  // the life of the object, oldest first; may be empty
  std::vector<WaitLine> waits;  // of the first stall: who waited for what; its story says the same
};

class Hazards {
 public:
  explicit Hazards(World& world) : world_(world) {}
  Hazards(const Hazards&) = delete;
  Hazards& operator=(const Hazards&) = delete;

  // Records and goes on.
  void report(HazardKind kind, std::string message, std::vector<std::string> story = {});
  // Records and ends the run. In a CPU context this does not return (the context is unwound when
  // its World ends); in a hardware process it returns, and the caller must return too. It also
  // returns to a destructor that runs while its context is unwound.
  void fatal(HazardKind kind, std::string message, std::vector<std::string> story = {});
  // The same for destructors, which cannot be left by an exception: always returns.
  void report_last(HazardKind kind, std::string message, std::vector<std::string> story = {});

  const std::vector<Hazard>& all() const { return all_; }
  bool empty() const { return all_.empty(); }

 private:
  World& world_;
  std::vector<Hazard> all_;
};

}  // namespace drmsim::sim
