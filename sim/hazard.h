// Hazards: what the simulated system did wrong. The product of a run that fails.
//
// A hazard is data: its kind (what [expect] and exit codes go by), the place in the code, the kind
// of object, the moment, the contexts. Two hazards are the same bug if identity() is the same, in
// whichever scenario and schedule; the sentence, and the object's life, are for people alone.
// A fatal hazard ends the run: what comes after a use after free is not the behaviour of anything
// real.
#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/hazard_object.h"
#include "sim/names.h"
#include "sim/time.h"
#include "sim/wait_line.h"
#include "sim/where.h"

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
  work_while_stopped,     // a worker that began while its scheduler was stopped runs or frees a job
  killed_entity_returns,  // an entity is in its run queue again after its kill took it out
  freed_while_executing,
  hardware_misuse,
  innocent_blamed,
  wrong_error,
  late_timeout,
  early_timeout,
  credit_leak,
  score_leak,
  failed_dependency,
  fence_timestamp,
  out_of_bounds,  // kernel code reads or writes beside the object that it means
  contract,       // another documented rule of the kernel interface; the message names it
  warning,        // the simulated kernel code warned (WARN_ON)
};

std::string_view hazard_name(HazardKind kind);
bool hazard_from_name(std::string_view name, HazardKind& kind);

struct Hazard {
  HazardKind kind{};
  TimeNs time_ns = 0;
  NameId context = 0;  // 0: hardware
  // Of the code that did it, or that broke its promise: where it waits, where it allocated what
  // has leaked, the rule of a checker.
  Where where{};
  std::string object;   // the kind of object; may be empty
  NameId other = 0;     // the other context that has a part in it; 0: none, or hardware
  std::string release;  // of the kernel whose own code the place is in; else empty
  // Kernel code said so itself (dev_err): it knows, and goes on.
  bool message_only = false;
  std::string message;             // one sentence
  std::vector<std::string> story;  // the life of the object, oldest first; may be empty
  std::vector<WaitLine> waits;  // of the first stall: who waited for what; its story says the same

  // "6.12: use_after_free of drm_sched_job in drm_sched_job_timedout (sched_main.c)"
  std::string identity() const;
};

// Leaves code that a fatal hazard has ended where there is no CPU context to park: set-up. The
// hazard is told; who catches this has nothing to add.
class RunIsOver : public std::runtime_error {
 public:
  using runtime_error::runtime_error;
};

class Hazards {
 public:
  explicit Hazards(World& world) : world_(world) {}
  Hazards(const Hazards&) = delete;
  Hazards& operator=(const Hazards&) = delete;

  // Records and goes on. where: the place in the code, part of the bug's identity; a checker's own
  // function where no code is to blame. story: after the object's life.
  void report(HazardKind kind, Where where, HazardObject object, std::string message,
              std::vector<std::string> story = {});
  // Records and ends the run. In a CPU context this does not return (the context is unwound when
  // its World ends); in a hardware process it returns, and the caller must return too. It also
  // returns to a destructor that runs while its context is unwound.
  void fatal(HazardKind kind, Where where, HazardObject object, std::string message,
             std::vector<std::string> story = {});
  // The same for destructors, which cannot be left by an exception: always returns.
  void report_last(HazardKind kind, Where where, HazardObject object, std::string message,
                   std::vector<std::string> story = {});
  // What kernel code printed about itself: a warning, and message_only.
  void message(Where where, std::string message);

  // Asked for the release of the kernel whose own code a place is in, or an empty text.
  void ask_for_release(std::function<std::string(Where)> release) { release_ = std::move(release); }

  const std::vector<Hazard>& all() const { return all_; }
  bool empty() const { return all_.empty(); }

 private:
  World& world_;
  std::function<std::string(Where)> release_;
  std::vector<Hazard> all_;
};

}  // namespace drmsim::sim
