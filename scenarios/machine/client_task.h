// A client: submits jobs in a loop, as a game or a video player does.
//
// One cycle: the submissions of each step, a wait for the last of them if synchronous, a sleep. A
// step has an entity of its own, and its jobs depend on the last jobs of steps before. At most
// `in_flight` of its jobs are unfinished at once: before a further submission it waits for the
// oldest. Each finished cycle is an event (EventKind::cycle), and other clients may wait for one
// before they start. Limits: a client without end whose
// jobs take no time any more (it is guilty, say, and all of them are cancelled at once) would go on
// in one instant for ever; it gives up.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "scenarios/format/client_spec.h"
#include "scenarios/machine/client_sleeps.h"
#include "scenarios/machine/submitter.h"
#include "sim/wait_queue.h"

namespace drmsim::scenarios {

// What kept a client from its work.
struct ClientFailure {
  SourceLocation where;  // of the client
  std::string text;
};

class ClientTask {
 public:
  // submitters: of each of spec.cycle_steps().
  ClientTask(sim::World& world, const ClientSpec& spec, std::vector<Submitter*> submitters,
             ClientSleeps& sleeps);

  // first: who is named in `start_after`, or null.
  void start(ClientTask* first);
  void stop() { stopping_ = true; }  // finish the cycle and end
  const ClientSpec& spec() const { return spec_; }
  // What kept it from its work, for people; empty: nothing.
  std::string failure() const;

 private:
  struct Step {
    ClientStep spec;
    Submitter* submitter;
    std::vector<std::size_t> after;  // steps
    bool awaited = false;            // by a step after it
    drm::Fence* end = nullptr;       // a reference, while the cycle submits, if it is awaited
  };
  struct Unfinished {
    drm::Fence* fence;  // a reference
    const Step* step;
  };

  void run();
  void run_cycles();
  void sleep_until(sim::TimeNs end_ns);
  bool wait_for_cycle(std::uint64_t count);  // by another client; false: there is none to come
  bool cycle(std::uint64_t number);          // false: the entity is gone
  bool submit_step(Step& step);
  bool submit_one(Step& step, bool last);
  void wait_for_oldest();
  bool gave_up() const { return cycles_of_instant_ >= kCyclesOfInstantMax; }

  static constexpr unsigned kCyclesOfInstantMax = 1000;

  sim::World& world_;
  ClientSleeps& sleeps_;
  const ClientSpec& spec_;
  std::vector<Step> steps_;
  drm::Api& api_;
  sim::NameId name_;
  std::uint32_t submitted_ = 0;
  sim::TimeNs deadline_ns_ = sim::kForever;  // of the cycle's jobs
  std::deque<Unfinished> unfinished_;        // only what in_flight or synchronous needs
  bool stopping_ = false;
  ClientTask* first_ = nullptr;  // after a cycle of which it starts
  bool followed_ = false;        // somebody starts after a cycle of this one
  bool never_started_ = false;
  bool ended_ = false;
  std::uint64_t cycles_done_ = 0;
  sim::WaitQueue progress_;         // cycles_done_ or ended_ has changed
  unsigned cycles_of_instant_ = 0;  // that took no time, one after the other
};

}  // namespace drmsim::scenarios
