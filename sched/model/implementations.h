// The implementations of drm::Api by name, for a run to choose from.
//
// `model` is built in. A name may have a part after a colon (`kernel:NAME`): each is an entry.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sched/model/run_queue_policy.h"
#include "sched/model/semantics.h"
#include "sim/delay.h"
#include "sim/timer.h"
#include "sim/workqueue.h"
#include "sim/world.h"

namespace drmsim::drm {

class Api;

// The machine that the scheduler runs on. The references outlive the Api.
struct ApiContext {
  sim::World& world;
  sim::Workqueue& system_wq;        // system_wq: unordered
  const sched::Policies& policies;  // what a program has added to those of the implementation
  sched::Semantics semantics;       // of the model; other implementations may refuse
  sim::Delay wakeup = {};           // of the worker of a workqueue that a scheduler makes
  sim::TimerRounding timer_rounding = sim::TimerRounding::ticks;  // of timers and delayed work
};

// Throws std::invalid_argument, with a sentence, if it cannot serve such a machine.
using ApiFactory = std::function<std::unique_ptr<Api>(const ApiContext& context)>;

class Implementations {
 public:
  Implementations();
  // semantics: the preset that says what it does ("linux-6.12"); empty: it does what it is told, or
  // there is none.
  void add(std::string name, ApiFactory factory, std::string semantics = "");
  const ApiFactory* find(std::string_view name) const;           // null: there is none
  const std::string& semantics_of(std::string_view name) const;  // of a name that there is
  std::vector<std::string> names() const;

 private:
  struct Implementation {
    ApiFactory factory;
    std::string semantics;
  };
  std::map<std::string, Implementation, std::less<>> implementations_;
};

}  // namespace drmsim::drm
