// Contexts that look at something again and again until it is as they want it.
//
// Intuition: who knocks every minute need not knock while nobody has come home. Mechanism: a
// poller sleeps until something happens (a timed event fires, another context runs), and looks at
// the end of the period in which that was: then it sees what it would have seen, when it would have
// seen it. So a wait costs looks in proportion to what happens in it, not to how long it lasts.
// Limits: what time alone changes, such as a counter in a register, it may see late; sleep for
// that.
#pragma once

#include <functional>
#include <vector>

#include "sim/names.h"
#include "sim/time.h"

namespace drmsim::sim {

class Context;
class World;

class Pollers {
 public:
  explicit Pollers(World& world) : world_(world) {}

  // See Cpu::poll().
  bool poll(TimeNs period_ns, TimeNs give_up_ns, const std::function<bool()>& seen,
            const char* what, NameId on);

  // By the Cpu and the dispatcher: something has happened that pollers may want to look at.
  void event_fired() {
    if (!poll_fired_) stir();
    poll_fired_ = false;
  }
  void has_run(const Context& context) {
    if (!pollers_.empty() && !polls(context)) stir_all();
  }

 private:
  class Poller;
  void stir() {
    if (!pollers_.empty()) stir_all();
  }
  void stir_all();
  bool polls(const Context& context) const;  // all that it has done is to look

  World& world_;
  std::vector<Poller*> pollers_;  // on the stacks of their contexts, oldest first
  bool poll_fired_ = false;       // the event that fires is a poller's own: no news
};

}  // namespace drmsim::sim
