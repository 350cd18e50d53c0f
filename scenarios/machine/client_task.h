// A client: submits jobs in a loop, as a game or a video player does.
//
// One cycle: jobs_per_cycle submissions, a wait for the last of them if synchronous, a sleep. At
// most `in_flight` of its jobs are unfinished at once: before a further submission it waits for the
// oldest. Each finished cycle is an event (EventKind::cycle). Limits: a client without end whose
// jobs take no time any more (it is guilty, say, and all of them are cancelled at once) would go on
// in one instant for ever; it gives up.
#pragma once

#include <cstdint>
#include <deque>

#include "scenarios/format/client_spec.h"
#include "scenarios/machine/submitter.h"

namespace drmsim::scenarios {

class ClientTask {
 public:
  ClientTask(sim::World& world, const ClientSpec& spec, Submitter& submitter);

  void start();
  void stop() { stopping_ = true; }  // finish the cycle and end
  const ClientSpec& spec() const { return spec_; }
  bool gave_up() const { return cycles_of_instant_ >= kCyclesOfInstantMax; }
  static constexpr unsigned kCyclesOfInstantMax = 1000;

 private:
  void run();
  bool cycle(std::uint64_t number);  // false: the entity is gone
  bool submit_one();
  void wait_for_oldest();

  sim::World& world_;
  const ClientSpec& spec_;
  Submitter& submitter_;
  sim::NameId name_;
  std::uint32_t submitted_ = 0;
  std::deque<drm::Fence*> unfinished_;  // references; only what in_flight or synchronous needs
  bool stopping_ = false;
  unsigned cycles_of_instant_ = 0;  // that took no time, one after the other
};

}  // namespace drmsim::scenarios
