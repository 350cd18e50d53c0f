// The implementations of drm::Api by name, for a run to choose from.
//
// A name may have a part after a colon (`kernel:NAME`): each is an entry. Who knows an
// implementation adds it: add_model() of sched/model/model.h, add_kernels() of
// sched/kernel/kernels.h.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/delay.h"
#include "sim/timer.h"
#include "sim/workqueue.h"
#include "sim/world.h"

namespace drmsim::drm {

class Api;
struct ModelOptions;

// The machine that the scheduler runs on. The references outlive the Api.
struct ApiContext {
  sim::World& world;
  sim::Workqueue& system_wq;  // system_wq: unordered
  sim::Delay wakeup = {};     // of the worker of a workqueue that a scheduler makes
  sim::TimerRounding timer_rounding = sim::TimerRounding::ticks;  // of timers and delayed work
  // For the model alone; null: as it is by itself. Need not outlive the call.
  const ModelOptions* model = nullptr;
};

// Throws std::invalid_argument, with a sentence, if it cannot serve such a machine.
using ApiFactory = std::function<std::unique_ptr<Api>(const ApiContext& context)>;

class Implementations {
 public:
  // release: the one of the model that does the same ("linux-6.12"); empty: none, or it does what
  // it is told.
  void add(std::string name, ApiFactory factory, std::string release = "");
  const ApiFactory* find(std::string_view name) const;         // null: there is none
  const std::string& release_of(std::string_view name) const;  // of a name that there is
  std::vector<std::string> names() const;

 private:
  struct Implementation {
    ApiFactory factory;
    std::string release;
  };
  std::map<std::string, Implementation, std::less<>> implementations_;
};

}  // namespace drmsim::drm
