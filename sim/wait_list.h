// The contexts that wait for one thing, in the order in which they came.
//
// What every waiting primitive is made of. A waiter is an object on its context's own stack, so
// waiting allocates nothing, nested waits do not disturb each other, and an unwound context leaves
// nothing behind. Once woken a waiter is off the list. A wake-up between joining the list and
// sleeping is not lost.
#pragma once

#include <boost/intrusive/list.hpp>

#include "sim/awaited.h"
#include "sim/names.h"
#include "sim/time.h"

namespace drmsim::sim {

class Context;
class Cpu;

class Waiter : public boost::intrusive::list_base_hook<
                   boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  explicit Waiter(Cpu& cpu);  // the current context

  // Sleeps until somebody wakes this waiter, or until deadline_ns; true if woken. what, on,
  // awaited: as in Cpu::block(). In a destructor that runs while the context is unwound it returns
  // at once.
  bool wait(TimeNs deadline_ns, const char* what, NameId on, Awaited awaited = {});
  bool woken() const { return woken_; }
  Context& context() const { return context_; }

 private:
  friend class WaitList;
  Cpu& cpu_;
  Context& context_;
  bool woken_ = false;
  bool asleep_ = false;
};

class WaitList {
 public:
  bool empty() const { return waiters_.empty(); }
  Waiter& front() { return waiters_.front(); }
  void add(Waiter& waiter);  // at the end; does nothing if it is on the list
  void wake(Waiter& waiter);
  void rouse(Waiter& waiter);  // wakes it, but it keeps its place on the list
  void wake_first() {
    if (!waiters_.empty()) wake(waiters_.front());
  }
  void wake_all() {
    while (!waiters_.empty()) wake(waiters_.front());
  }
  // Wakes those for which predicate(waiter) holds.
  template <typename Predicate>
  void wake_if(Predicate predicate) {
    for (auto next = waiters_.begin(); next != waiters_.end();) {
      Waiter& waiter = *next++;
      if (predicate(waiter)) wake(waiter);
    }
  }

 private:
  boost::intrusive::list<Waiter, boost::intrusive::constant_time_size<false>> waiters_;
};

}  // namespace drmsim::sim
