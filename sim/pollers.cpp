#include "sim/pollers.h"

#include <algorithm>

#include "sim/assert.h"
#include "sim/timed_event.h"
#include "sim/world.h"

namespace drmsim::sim {

class Pollers::Poller final : public TimedEvent {
 public:
  Poller(Pollers& pollers, Timeline& timeline, TimeNs period_ns)
      : TimedEvent(timeline),
        pollers_(pollers),
        context_(*pollers.world_.cpu().current()),
        period_ns_(period_ns) {
    pollers_.pollers_.push_back(this);
  }
  ~Poller() override { std::erase(pollers_.pollers_, this); }

  const Context& context() const { return context_; }
  void begin_to_look() { news_ = false; }
  // Until there is something to look at, or the first look after give_up_ns is due.
  void sleep(TimeNs give_up_ns, const char* what, NameId on);
  void stir();

 private:
  void fire() override;
  TimeNs first_look_after(TimeNs time_ns) const;

  Pollers& pollers_;
  Context& context_;
  TimeNs period_ns_;
  TimeNs slept_since_ns_ = 0;
  bool asleep_ = false;
  bool news_ = false;  // since it began to look
};

void Pollers::Poller::sleep(TimeNs give_up_ns, const char* what, NameId on) {
  slept_since_ns_ = timeline().now();
  asleep_ = true;
  if (const TimeNs last_ns = first_look_after(give_up_ns); last_ns != kForever) arm_at(last_ns);
  if (news_) stir();
  while (asleep_ && !pollers_.world_.cpu().unwinding()) pollers_.world_.cpu().block(what, on);
}

TimeNs Pollers::Poller::first_look_after(TimeNs time_ns) const {
  const TimeNs passed_ns = time_ns - slept_since_ns_;
  const TimeNs periods = passed_ns == 0 ? 1 : (passed_ns - 1) / period_ns_ + 1;
  return periods > (kForever - slept_since_ns_) / period_ns_
             ? kForever
             : slept_since_ns_ + periods * period_ns_;
}

void Pollers::Poller::stir() {
  news_ = true;
  if (!asleep_) return;
  const TimeNs look_ns = first_look_after(timeline().now());
  if (!armed() || look_ns < deadline_ns()) arm_at(look_ns);
}

void Pollers::Poller::fire() {
  pollers_.poll_fired_ = true;
  asleep_ = false;
  pollers_.world_.cpu().wake(context_);
}

bool Pollers::polls(const Context& context) const {
  return std::any_of(pollers_.begin(), pollers_.end(),
                     [&context](const Poller* poller) { return &poller->context() == &context; });
}

void Pollers::stir_all() {
  for (Poller* poller : pollers_) poller->stir();
}

bool Pollers::poll(TimeNs period_ns, TimeNs give_up_ns, const std::function<bool()>& seen,
                   const char* what, NameId on) {
  DRMSIM_ASSERT(period_ns > 0, "a period is a time");
  DRMSIM_ASSERT(!polls(*world_.cpu().current()), "who looks does not wait inside");
  stir();  // of what this context has done so far
  Poller poller(*this, world_.timeline(), period_ns);
  for (;;) {
    poller.begin_to_look();
    if (seen()) return true;
    if (world_.cpu().unwinding() || world_.now() >= give_up_ns) return false;
    poller.sleep(give_up_ns, what, on);
  }
}

}  // namespace drmsim::sim
