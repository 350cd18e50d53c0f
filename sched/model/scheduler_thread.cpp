// drm_sched_main(): the thread of a scheduler, until Linux 6.8.
#include <string>

#include "sched/model/entity.h"
#include "sched/model/scheduler.h"

namespace drmsim::sched {

void Scheduler::start_thread() {
  thread_ = std::make_unique<sim::Kthread>(world(), "main:" + name(), "main", options_.wakeup,
                                           [this] { main_loop(); });
}

void Scheduler::stop_thread(sim::Where where) {
  check_usable("drm_sched_fini", where);
  thread_->stop(where);
  thread_.reset();
}

bool Scheduler::blocked() {
  if (!thread_->should_park()) return false;
  thread_->parkme();
  return true;
}

// A finished job comes before a new one. Told to stop, it may find one more of either.
void Scheduler::main_loop() {
  while (!thread_->should_stop()) {
    Job* done = nullptr;
    Entity* entity = nullptr;
    thread_->wait_event(wake_up_worker_, [&] {
      done = get_finished_job();
      if (done != nullptr) return true;
      if (!blocked()) entity = select_entity();
      return entity != nullptr || thread_->should_stop();
    });
    if (done != nullptr) free_job(*done);
    if (entity != nullptr) serve(*entity, false);
  }
}

}  // namespace drmsim::sched
