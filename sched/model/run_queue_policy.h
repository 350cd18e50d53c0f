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
#include <utility>
#include <vector>

#include "sched/model/release.h"
#include "sim/time.h"

namespace drmsim::drm {

class Entities;  // of a run queue: sched/model/entity.h
class Entity;

class RunQueuePolicy {
 public:
  using IsReady = bool (*)(Entity&);

  virtual ~RunQueuePolicy() = default;

  // Whether entities of all priorities are in its one run queue, and it knows what they mean.
  virtual bool serves_all_priorities() const { return false; }
  // Its queue was empty, and has a job again, submitted at submit_ns.
  virtual void queue_filled(Entity&, sim::TimeNs submit_ns) { static_cast<void>(submit_ns); }
  // Its head was taken, and the next job was submitted at next_submit_ns.
  virtual void head_popped(Entity&, sim::TimeNs next_submit_ns) {
    static_cast<void>(next_submit_ns);
  }
  virtual void queue_emptied(Entity&) {}   // its last job was taken; not called in 6.12
  virtual void entity_removed(Entity&) {}  // it left the run queue; forget it

  // The one of the run queue's entities to serve next: is_ready() says whether one may be served at
  // all; its peek_job() may still be null, because a submitter counts a job before it links it.
  // Null: none is ready. Must not change the order: the choice may be rejected for want of credits.
  virtual Entity* select(Entities& entities, IsReady is_ready) = 0;
};

using PolicyFactory = std::function<std::unique_ptr<RunQueuePolicy>()>;

// Policies by name: those that a release has, and what a user adds, which all releases have.
class Policies {
 public:
  using Factories = std::map<std::string, PolicyFactory, std::less<>>;

  void add(std::string name, PolicyFactory factory) {
    added_[std::move(name)] = std::move(factory);
  }
  // Null: there is none.
  const PolicyFactory* find(std::string_view name, ReleaseId release = ReleaseId::linux_6_12) const;
  std::vector<std::string> names(ReleaseId release = ReleaseId::linux_6_12) const;

 private:
  Factories added_;
};

}  // namespace drmsim::drm
