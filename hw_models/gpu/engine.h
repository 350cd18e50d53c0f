// The execution engine: does the work of one or several rings, one job at a time or several.
//
// Intuition: a workshop with `width` benches; rings queue at the door and are called in turn.
// Mechanism: a slot per bench with a sim::ScTimedEvent for the end of its execution; one SC_METHOD
// is sensitive to all of them. When a slot falls free, the next ring in round-robin order gets it,
// and only then is the ring whose job has ended told so: the front end is at the next job before
// the last one's end-of-pipe work is done.
// A free slot is taken inside start(), so a doorbell on an idle engine starts execution at once.
// Limits: jobs do not slow each other down; there is no preemption.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <systemc>

#include "hw_models/gpu/gpu_config.h"
#include "hw_models/gpu/memory_if.h"
#include "sim/sc_timed_event.h"
#include "sim/time.h"

namespace drmsim::sim {
class World;
}

namespace drmsim::hw {

// A word of memory that ends an execution when it has reached the value.
struct EndCondition {
  MemoryIf* memory = nullptr;  // null: no such thing
  std::uint64_t address = 0;   // contained
  std::uint32_t value = 0;
};

struct Execution {
  std::uint32_t cookie = 0;  // the ring's own name for it
  sim::TimeNs duration_ns = 0;
  EndCondition until;                              // instead of the duration
  bool hangs = false;                              // never ends
  sim::TimeNs fault_interrupt_ns = sim::kForever;  // after that time, report an error
};

// A ring, as the engine sees it. Called in no CPU context, or inside the register access that
// caused it.
class EngineClient {
 public:
  virtual void slot_granted() = 0;  // call start() again, now
  virtual void execution_ended(std::uint32_t cookie) = 0;
  virtual void execution_faulted(std::uint32_t cookie) = 0;  // it goes on

 protected:
  ~EngineClient() = default;
};

class Engine final : public sc_core::sc_module {
 public:
  Engine(sc_core::sc_module_name name, sim::World& world, const EngineConfig& config);

  // Rings take turns in the order in which they were attached. The client outlives the engine's
  // use.
  std::uint32_t attach(EngineClient& client);

  // Starts the execution and returns true; or, if there is no slot or others have waited longer,
  // notes that the client waits, and calls slot_granted() when its turn has come.
  bool start(std::uint32_t client, const Execution& execution);
  void withdraw(std::uint32_t client);  // waits no more

  // Ends an execution before its time, as if it had completed. False if it is not on the engine.
  bool kill(std::uint32_t client, std::uint32_t cookie);
  // A reset of the client, in two steps: nothing of it makes progress; its slots are free again.
  void freeze(std::uint32_t client);
  void drop(std::uint32_t client);

  bool executing(std::uint32_t client, std::uint32_t cookie) const;
  bool stuck(std::uint32_t client, std::uint32_t cookie) const;  // will not end by itself
  sim::TimeNs progress_ns(std::uint32_t client, std::uint32_t cookie) const;

 private:
  struct Slot final : MemoryWatch {
    Slot(sim::Timeline& timeline, const char* name) : wakeup(timeline, name) {}
    bool end_word_reached() const;
    bool ends_by_itself() const { return !execution.hangs && execution.until.memory == nullptr; }
    sim::TimeNs fault_at_ns() const;
    void memory_written() override { wakeup.arm_after(0); }  // to look at the word
    bool busy = false;
    bool frozen = false;
    bool fault_due = false;
    std::uint32_t client = 0;
    Execution execution;
    sim::TimeNs start_ns = 0;
    // At the end; before that when a fault is due, and when the word that it watches is written.
    sim::ScTimedEvent wakeup;
  };

  void on_wakeup();  // SC_METHOD
  void wake(Slot& slot);
  void arm(Slot& slot);
  void stop(Slot& slot);  // it will not end or fault any more
  void end(Slot& slot);
  void grant_slots();
  void pass_turn_to_successor_of(std::uint32_t client);
  Slot* find(std::uint32_t client, std::uint32_t cookie) const;  // null: not on the engine
  bool somebody_waits() const { return waiting_count_ > 0; }

  sim::World& world_;
  std::vector<std::unique_ptr<Slot>> slots_;
  std::vector<EngineClient*> clients_;
  std::vector<bool> waiting_;
  std::uint32_t waiting_count_ = 0;
  std::uint32_t busy_count_ = 0;
  std::uint32_t next_in_turn_ = 0;
  std::uint32_t granted_;  // the client inside slot_granted(), else kNobody
};

}  // namespace drmsim::hw
