// The batches of one client: what each waits for, what it runs for, where it goes.
//
// Intuition: the kernel's side of a client's execbuf calls. Mechanism: a batch depends on the
// fences of the objects that it reads and writes (object_fences.h) and on the explicit fence that
// it names; its own finished fence then takes its place in these objects. Its slot (batch_slot.h)
// keeps the order of the batches of one context. An endless batch executes until its word in memory
// has come to the number of the submission; a T step writes the number of the latest one, so that a
// word never goes back. `s-K` waits for the target's `scheduled` fence: handed to the engine, which
// is the start of its execution if the engine is handed one batch at a time (wsim_plan.h). Source:
// drivers/gpu/drm/i915/gem/i915_gem_execbuffer.c for the order of things; gem_wsim.c, do_eb.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "scenarios/machine/machine.h"
#include "tools/wsim/batch_slot.h"
#include "tools/wsim/object_table.h"
#include "tools/wsim/shared_objects.h"
#include "tools/wsim/software_timeline.h"
#include "tools/wsim/workload_random.h"
#include "tools/wsim/wsim_plan.h"

namespace drmsim::scenarios::wsim {

class BatchSubmitter {
 public:
  // All arguments outlive it. name: of the client, "c0".
  BatchSubmitter(Machine& machine, const WsimPlan& plan, const ClientPlan& client,
                 SharedObjects& shared, const std::string& name, std::uint32_t process_id);
  BatchSubmitter(const BatchSubmitter&) = delete;
  BatchSubmitter& operator=(const BatchSubmitter&) = delete;

  // Steps are those of the client's workload. Task context; submit and wait_idle may sleep.
  void submit(const Step& step);          // a batch
  void wait_idle(std::uint32_t step);     // until the output of the batch at that step is idle
  void create_fence(std::uint32_t step);  // f
  void signal_fence(std::uint32_t step);  // a, of the fence at that step
  void set_priority(const ContextPriority& change);
  void end_iteration();

  // Any context.
  void end_batch(std::uint32_t step);  // T: ends the endless batch at that step
  void end_all_batches();
  void let_go();  // drops the references

 private:
  struct ObjectOfBatch {
    ObjectFences* fences;
    ObjectAccess access;
  };
  struct BatchState {
    BatchSlot* slot = nullptr;  // null: the step is no batch
    std::vector<ObjectOfBatch> objects;
    std::uint64_t end_word = 0;  // address; 0: it ends by itself
    std::uint32_t endless_submissions = 0;
  };
  struct Context {
    std::int32_t priority = 0;
    std::int32_t cached_priority = 0;  // as the tool remembers it: -p sets only the other one
  };

  BatchSlot& slot_for(std::uint32_t context, const EnginePlacement& placement);
  void prepare(const Step& step, const Batch& batch);
  JobRequest request_for(const Batch& batch, BatchState& state);
  std::vector<drm::Fence*> dependencies(const Step& step, const Batch& batch);
  void keep_explicit_fence(std::uint32_t step, drm::Fence* reference);
  void drop_explicit_fences();

  Machine& machine_;
  const WsimPlan& plan_;
  const WorkloadPlan& workload_;
  SharedObjects& shared_;
  std::string name_;
  sim::NameId name_id_;
  std::uint32_t process_id_;
  std::int32_t initial_priority_;
  WorkloadRandom random_;
  SoftwareTimeline timeline_;
  ObjectTable objects_;  // outputs, and objects of w steps
  std::map<std::tuple<std::uint32_t, bool, std::vector<std::size_t>>, std::unique_ptr<BatchSlot>>
      slots_;  // by context and placement
  std::map<std::uint32_t, Context> contexts_;
  std::vector<BatchState> batches_;           // by step
  std::vector<drm::Fence*> explicit_fences_;  // by step; of this iteration, references
  std::vector<bool> has_explicit_fence_;      // by step: somebody may wait for it
  std::uint32_t submissions_ = 0;
};

}  // namespace drmsim::scenarios::wsim
