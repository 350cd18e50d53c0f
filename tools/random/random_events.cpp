#include "tools/random/random_events.h"

#include <algorithm>

#include "tools/random/random_work.h"

namespace drmsim::scenarios {
namespace {

class RandomEvents {
 public:
  RandomEvents(ScenarioSpec& spec, Draw& draw) : spec_(spec), draw_(draw) {
    for (const JobSpec& job : spec.jobs) last_ns_ = std::max(last_ns_, job.at_ns);
  }

  void add() {
    if (draw_.percent(25)) ending(ActionKind::kill);
    if (draw_.percent(10)) ending(ActionKind::destroy);
    for (int i = 0; i < 3 && draw_.percent(25); ++i) set_priority();
    for (int i = 0; i < 3 && spec_.rings.size() > 1 && draw_.percent(20); ++i) modify_sched();
    if (draw_.percent(12)) pair(ActionKind::suspend_timeout, ActionKind::resume_timeout);
    if (draw_.percent(12)) stop_and_start();
    if (draw_.percent(5)) pair(ActionKind::mask_interrupt, ActionKind::unmask_interrupt);
    if (draw_.percent(5)) of_ring(ActionKind::spurious_interrupt, moment());
    if (draw_.percent(5)) of_ring(ActionKind::fault_interrupt, moment());
    if (draw_.percent(1)) action(ActionKind::device_lost, moment());
    if (draw_.percent(10)) fault();
  }

 private:
  // While jobs are submitted, or soon after.
  sim::TimeNs moment() {
    const sim::TimeNs steps = last_ns_ / draw_.grid_ns();
    return draw_.steps(0, static_cast<std::uint32_t>(steps) + 10);
  }

  ActionSpec& action(ActionKind kind, sim::TimeNs at_ns) {
    ActionSpec& action = spec_.actions.emplace_back();
    action.kind = kind;
    action.at_ns = at_ns;
    return action;
  }

  ActionSpec& of_entity(ActionKind kind) {
    ActionSpec& done = action(kind, moment());
    done.entity.name = draw_.pick(spec_.entities).name;
    return done;
  }

  void of_ring(ActionKind kind, sim::TimeNs at_ns) {
    action(kind, at_ns).ring.name = draw_.pick(spec_.rings).name;
  }

  void ending(ActionKind kind) {
    ActionSpec& done = of_entity(kind);
    if (draw_.percent(70)) done.wait_ns = draw_.pick({sim::TimeNs{0}, draw_.steps(1, 6)});
  }

  void set_priority() {
    of_entity(ActionKind::set_priority).priority = random_priority(spec_, draw_);
  }

  void modify_sched() { of_entity(ActionKind::modify_sched).rings = random_rings(spec_, draw_); }

  // What is stopped is started again: else all that follows is waiting.
  void pair(ActionKind first, ActionKind second) {
    const sim::TimeNs at_ns = moment();
    const std::string ring = draw_.pick(spec_.rings).name;
    action(first, at_ns).ring.name = ring;
    action(second, at_ns + draw_.steps(0, 12)).ring.name = ring;
  }

  // In the middle of a recovery drm_sched_wqueue_start() sets the scheduler going that the handler
  // has stopped, and jobs are freed under its hands: here recoveries take no time.
  void stop_and_start() {
    for (RingSpec& ring : spec_.rings) {
      ring.driver.reset_time_ns = 0;
      ring.driver.soft_recovery = false;
      ring.driver.soft_recovery_wait_ns = DriverSpec().soft_recovery_wait_ns;
      ring.driver.run_job_cost = {};
    }
    for (ResetDomainSpec& domain : spec_.reset_domains) {
      domain.ring_reset_time_ns = 0;
      domain.full_reset_time_ns = 0;
    }
    pair(ActionKind::wqueue_stop, ActionKind::wqueue_start);
  }

  void fault() {
    FaultSpec fault;
    const EntitySpec& entity = draw_.pick(spec_.entities);
    if (draw_.percent(50)) {
      fault.entity.name = entity.name;
    } else {
      fault.ring.name = entity.rings.front().name;
    }
    fault.at_ns = moment();
    fault.jobs = draw_.number(1, 3);
    fault.fault = random_fault(draw_, all_recover(spec_, entity.rings));
    spec_.faults.push_back(fault);
  }

  ScenarioSpec& spec_;
  Draw& draw_;
  sim::TimeNs last_ns_ = 0;
};

}  // namespace

void add_random_events(ScenarioSpec& spec, Draw& draw) {
  RandomEvents(spec, draw).add();
}

}  // namespace drmsim::scenarios
