// A client of gem_wsim: goes through the steps of its workload, again and again.
//
// Intuition: a thread that submits without waiting, except where a step says so. Mechanism: one
// task; what happens at each step, in which order, is run_workload() of the tool. After its last
// iteration it waits for the last batch on every engine, and then it has ended. stop() is the end
// of a master, or of time: the client ends at its next step, its endless batches at once.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "sim/wait_queue.h"
#include "tools/wsim/batch_submitter.h"
#include "tools/wsim/queue_depth_lists.h"
#include "tools/wsim/wsim_plan.h"
#include "tools/wsim/wsim_result.h"

namespace drmsim::scenarios::wsim {

class WsimClient {
 public:
  // All references outlive the client. result: kept up to date. ended: called when it has; null:
  // nobody asks.
  WsimClient(Machine& machine, const WsimPlan& plan, std::uint32_t id, SharedObjects& shared,
             ClientResult& result, std::function<void()> ended);
  WsimClient(const WsimClient&) = delete;
  WsimClient& operator=(const WsimClient&) = delete;

  void start();
  void stop();    // any context
  void let_go();  // drops the references; it has ended

 private:
  void run();
  void iterate();
  void pause_if_pointless(sim::TimeNs took_ns);
  void wait_for_last_batches();
  std::uint32_t throttle_target(std::uint32_t step) const;

  void act(const Step& step, const Batch& batch);
  void act(const Step& step, const Delay& delay);
  void act(const Step& step, const Period& period);
  void act(const Step& step, const Sync& sync);
  void act(const Step& step, const Throttle& throttle);
  void act(const Step& step, const QueueDepth& queue_depth);
  void act(const Step& step, const CreateFence&);
  void act(const Step& step, const SignalFence& signal);
  void act(const Step& step, const Terminate& terminate);
  void act(const Step& step, const ContextPriority& change);
  void act(const Step&, const EngineMap&) {}  // before the start
  void act(const Step&, const LoadBalance&) {}
  void act(const Step&, const WorkingSet&) {}

  sim::World& world_;
  const WorkloadPlan& workload_;
  std::uint32_t repeat_;
  bool background_;
  std::string name_;
  sim::NameId name_id_;
  ClientResult& result_;
  std::function<void()> ended_;
  BatchSubmitter batches_;
  QueueDepthLists outstanding_;
  bool running_ = true;
  sim::WaitQueue stopped_;
  std::uint32_t throttle_ = 0;     // 0: off
  std::uint32_t queue_depth_ = 0;  // 0: off
  sim::TimeNs iteration_start_ns_ = 0;
  std::uint32_t timeless_iterations_ = 0;  // in a row
};

}  // namespace drmsim::scenarios::wsim
