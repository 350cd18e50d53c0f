#include "sim/world.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/assert.h"
#include "sim/dispatcher.h"
#include "sim/fiber.h"

// libsystemc brings a main() of its own that calls this one. Programs on drmsim have their own
// main(); a SystemC platform that wants to embed a World defines its own sc_main, which then wins.
extern "C" __attribute__((weak)) int sc_main(int, char*[]) {
  return 0;
}

namespace drmsim::sim {
namespace {

FiberPool& fibers_of_this_thread() {
  static thread_local FiberPool pool;  // a cache: holds only idle stacks between Worlds
  return pool;
}

// Models may be lifted to a platform with another resolution, so it is read, not set.
std::uint64_t ticks_per_ns() {
  const auto ticks = sc_core::sc_time(1, sc_core::SC_NS).value();
  DRMSIM_ASSERT(ticks > 0, "SystemC's time resolution is 1 ns or finer");
  return ticks;
}

// Where SystemC keeps the time: read at every lock and every reference, so not through three calls.
const std::uint64_t* ticks_of_simcontext() {
  static_assert(sizeof(sc_core::sc_time) == sizeof(std::uint64_t));
  return reinterpret_cast<const std::uint64_t*>(&sc_core::sc_get_curr_simcontext()->time_stamp());
}

// Whether threads of a platform around us still wait.
bool threads_wait(const std::vector<sc_core::sc_object*>& objects) {
  return std::any_of(objects.begin(), objects.end(), [](sc_core::sc_object* object) {
    const sc_core::sc_process_handle process(object);
    const bool waits =
        process.valid() && process.proc_kind() != sc_core::SC_METHOD_PROC_ && !process.terminated();
    return waits || threads_wait(object->get_child_objects());
  });
}

// SystemC as it is before anything is made of it.
void begin_again() {
  // Version 3 destroys threads that wait after what their stacks belong to, and crashes
  // (sc_simcontext::clean()): such a context is left as it is, with its memory, and kept in a list
  // for what looks for leaks.
  if (IEEE_1666_SYSTEMC >= 202301L && threads_wait(sc_core::sc_get_top_level_objects())) {
    static auto* const left = new std::vector<sc_core::sc_simcontext*>();
    left->push_back(sc_core::sc_get_curr_simcontext());
    sc_core::sc_default_global_context = new sc_core::sc_simcontext();
    sc_core::sc_curr_simcontext = sc_core::sc_default_global_context;
    return;
  }
  // Cancelled notifications stay in SystemC's heap until their time comes, and reset() would lose
  // their memory. Looking for the next one drops them.
  sc_core::sc_pending_activity_at_future_time();
  sc_core::sc_get_curr_simcontext()->reset();
}

}  // namespace

World::World(const WorldOptions& options)
    : log_(*this),
      hazards_(*this),
      choices_(options.strategy, options.seed),
      timeline_(*this),
      cpu_(*this, options.fibers != nullptr ? *options.fibers : fibers_of_this_thread(),
           options.steps_per_instant, options.steps_max),
      holds_(*this),
      rcu_(*this, options.rcu_grace_period),
      workers_(*this),
      order_(*this),
      memory_(*this, options.quarantine_objects),
      sc_ticks_now_(ticks_of_simcontext()),
      sc_ticks_per_ns_(ticks_per_ns()),
      dispatcher_(std::make_unique<Dispatcher>("dispatcher", *this)) {
  interesting_points_ = choices_.exploring();
}

void World::end() {
  stopped_ = true;
  cpu_.unwind_all();
}

World::~World() {
  end();
  dispatcher_.reset();
  begin_again();
}

void World::stop() {
  stopped_ = true;
  kick();
}

Limit World::limit() const {
  if (out_of_steps_) return Limit::steps;
  // Who waits for ever has no deadline, and no timed event.
  return !stopped_ && !timeline_.empty() && timeline_.next_deadline_ns() > last_instant_ns()
             ? Limit::time
             : Limit::none;
}

void World::fail(std::exception_ptr exception) {
  if (exception_ == nullptr) exception_ = std::move(exception);
  stop();
}

template <typename Simulate>
void World::simulate(Simulate simulate) {
  const bool started = sc_core::sc_get_status() != sc_core::SC_ELABORATION;
  // SystemC warns when there is nothing to do.
  if (!stopped_ && (!started || sc_core::sc_pending_activity())) {
    try {
      simulate();
    } catch (...) {  // SystemC's own: a hardware process has thrown
      stopped_ = true;
      throw;
    }
  }
  if (exception_ != nullptr) std::rethrow_exception(std::exchange(exception_, nullptr));
}

void World::run() {
  simulate([] { sc_core::sc_start(); });
}

void World::run_until(TimeNs deadline_ns) {
  if (deadline_ns < now()) return;
  const std::uint64_t last_tick = std::min(deadline_ns, last_instant_ns()) * sc_ticks_per_ns_;
  simulate([this, last_tick] {
    const auto advance = [last_tick](sc_core::sc_starvation_policy policy) {
      const std::uint64_t ticks = last_tick - sc_core::sc_time_stamp().value();
      sc_core::sc_start(sc_core::sc_time::from_value(ticks), policy);
    };
    const auto due = [last_tick] {
      return sc_core::sc_pending_activity() && sc_core::sc_time_to_pending_activity().value() <=
                                                   last_tick - sc_core::sc_time_stamp().value();
    };
    if (sc_core::sc_get_status() == sc_core::SC_ELABORATION) {
      sc_core::sc_start(sc_core::SC_ZERO_TIME);
    }
    // SystemC stops before the processes of the last instant, which is then due in no time.
    while (!stopped_ && due()) advance(sc_core::SC_EXIT_ON_STARVATION);
    // What is due later pulls the clock to the end.
    if (!stopped_ && sc_core::sc_pending_activity() &&
        sc_core::sc_time_stamp().value() < last_tick) {
      advance(sc_core::SC_RUN_TO_TIME);
    }
  });
}

Context& World::spawn_task(std::string_view name, std::function<void()> function) {
  return cpu_.spawn(intern(name), "client", ContextKind::task, std::move(function));
}

std::string World::describe(std::string_view what, Where where) const {
  const Context* context = cpu_.current();
  return fmt::format("{} at {}:{} ({}) by {}", what, where.file_name(), where.line(),
                     where.function(),
                     context == nullptr ? "hardware" : names_.text(context->name()));
}

void World::settle() {
  if (!choices_.exploring()) return;
  choices_.settle();
  cpu_.settle();
}

void World::kick() {
  if (dispatcher_ != nullptr) dispatcher_->kick();
}

}  // namespace drmsim::sim
