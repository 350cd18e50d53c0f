// An open file with one entity behind it: the common part of everybody who submits jobs.
//
// Intuition: a shop account that a family shares; it is closed when the last of them has left.
// Mechanism: jobs are armed and pushed under one lock, so that fence numbers follow queue order.
// The file has a user, its owner, and further ones that have inherited the descriptor. A process
// that ends does so in the order of do_exit(): what is under way leaves the ioctl, then its files
// are closed, flush first; the last user's end is the file's release: drm_sched_entity_fini(), and
// the memory of the entity goes with the file. Nothing of it may be touched from then on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "scenarios/drivers/common/driver.h"
#include "scenarios/format/entity_spec.h"
#include "scenarios/jobs/job_readiness.h"
#include "sched/api/drm_api.h"
#include "sim/delay.h"
#include "sim/mutex.h"
#include "sim/wait_queue.h"

namespace drmsim::scenarios {

class Submitter {
 public:
  using User = std::size_t;  // of the file
  static constexpr User kOwner = 0;
  // How a process comes to its end: by SIGKILL, or by itself.
  enum class End : std::uint8_t { killed, exited };

  // All references outlive it.
  Submitter(sim::World& world, drm::Api& api, JobReadiness& dependencies, const EntitySpec& spec,
            std::uint32_t process_id, std::vector<drm::Scheduler*> schedulers, Driver& driver,
            sim::Delay submit_cost);

  // One more process that has the file open. process_id: unique. Before the run.
  User add_user(std::uint32_t process_id);

  // job_init, dependencies (their references are consumed), arm, push. The caller gets a reference
  // of the job's finished fence, or null if the submission is refused: refusal() says why. Task
  // context. `armed` is called between arm and push: when others can already name the fence in
  // submissions of their own.
  using Armed = std::function<void(drm::Fence& finished)>;
  drm::Fence* submit(const JobRequest& request, const std::vector<drm::Fence*>& after,
                     const Armed& armed = nullptr, User user = kOwner);
  // Why nothing is submitted any more: "process_ended", "entity_gone"; null: it can be.
  const char* refusal(User user = kOwner) const;
  bool process_ended(User user = kOwner) const { return users_[user].ended; }
  // Says so in the log: submissions are never dropped in silence.
  void log_refused(sim::JobTag job, const char* why);

  // Flush for at most wait_ns, then release if nobody else has the file open. May sleep.
  void end_process(End how, sim::TimeNs wait_ns, User user = kOwner);
  // What a process asks the driver for with its file, in its own context: call(entity, process).
  // Not called, and false, if refusal() says why.
  bool ioctl(User user, const std::function<void(drm::Entity&, const drm::Process&)>& call);
  // drm_sched_entity_modify_sched(), under the lock of arm and push; may sleep.
  void modify_sched(const std::vector<drm::Scheduler*>& schedulers, User user);
  // drm_sched_entity_destroy(), whoever has the file open, if nobody has ended it; otherwise until
  // that is done. May sleep.
  void destroy();
  // The same by a driver that flushes for at most wait_ns.
  void destroy_after(sim::TimeNs wait_ns);

  drm::Api& api() { return api_; }

 private:
  struct Process {
    drm::Process process;
    bool ended = false;
    std::uint32_t in_ioctl = 0;  // calls under way
  };

  drm::Fence* submit_in_ioctl(const JobRequest& request, const std::vector<drm::Fence*>& after,
                              const Armed& armed, const drm::Process& current);
  void wait_for(const std::function<bool()>& condition);
  void leave(std::uint32_t& inside);
  bool begin_destroy();
  bool all_ended() const;
  void release();
  void free_entity();
  const drm::Process& any_process() const;

  sim::World& world_;
  drm::Api& api_;
  JobReadiness& dependencies_;
  sim::NameId name_;
  Driver& driver_;
  sim::Delay submit_cost_;
  std::deque<Process> users_;  // the first is the owner. Addresses stay: `current` of a submission
  sim::Mutex submit_lock_;
  sim::WaitQueue changed_;     // somebody has left, or the file is released
  std::uint32_t waiters_ = 0;  // for that
  std::uint32_t open_ = 0;     // users that have not closed the file
  std::uint32_t flushing_ = 0;
  drm::EntityPtr entity_;  // null: freed
  bool submit_locked_;
  bool grace_period_;
  bool gone_ = false;  // the file is released, or about to be
};

}  // namespace drmsim::scenarios
