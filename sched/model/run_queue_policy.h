// The scheduling policy of a run queue: in which order its entities get their turns.
//
// To add a policy, derive, write one file, and hand its factory to Policies::add(): nothing else
// changes. Every call is made with the run queue's lock held: do not sleep, lock, or call the
// scheduler back.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sched/model/semantics.h"
#include "sim/time.h"

namespace drmsim::sched {

class Entity;

class RunQueuePolicy {
 public:
  using IsReady = bool (*)(Entity&);

  virtual ~RunQueuePolicy() = default;

  virtual void entity_added(Entity&) {}    // it has jobs and joined the run queue
  virtual void entity_removed(Entity&) {}  // it left; forget it
  // Whether head_changed() is wanted, which costs the locks of the entity and of the run queue for
  // each job.
  virtual bool orders_by_head() const { return true; }
  // The job that is now at the head of the entity's queue was submitted at submit_ns.
  virtual void head_changed(Entity&, sim::TimeNs submit_ns) { static_cast<void>(submit_ns); }
  // Whether entities of all priorities are in its one run queue, and it knows what they mean.
  virtual bool serves_all_priorities() const { return false; }
  // --- With Semantics::policies_are_keys, in place of head_changed() ---
  // Its queue was empty, and has a job again.
  virtual void queue_filled(Entity& entity, sim::TimeNs submit_ns) {
    head_changed(entity, submit_ns);
  }
  // Its head was taken, and the next job was submitted at next_submit_ns.
  virtual void head_popped(Entity& entity, sim::TimeNs next_submit_ns) {
    head_changed(entity, next_submit_ns);
  }
  virtual void queue_emptied(Entity&) {}  // its last job was taken

  // The entity to serve next: is_ready() says whether one may be served at all. Null: none is
  // ready. Must not change the order: the choice may be rejected for want of credits.
  virtual Entity* select(IsReady is_ready) = 0;
  // The selected entity is really being served.
  virtual void served(Entity&) {}
};

using PolicyFactory = std::function<std::unique_ptr<RunQueuePolicy>()>;

// Policies by name: "rr", "fifo" and "fair" as a release has them, and what a user adds, which all
// releases have.
class Policies {
 public:
  Policies();
  void add(std::string name, PolicyFactory factory);
  const PolicyFactory* find(std::string_view name,
                            const Semantics& semantics = {}) const;  // null: there is none
  std::vector<std::string> names(const Semantics& semantics = {}) const;

 private:
  using Factories = std::map<std::string, PolicyFactory, std::less<>>;
  Factories added_;
  Factories lists_;  // of the releases in which each policy has its own way
  Factories keys_;   // with Semantics::policies_are_keys
};

}  // namespace drmsim::sched
