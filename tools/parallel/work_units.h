// Numbered pieces of work, done by worker processes, their results handed back in order.
//
// Intuition: a queue at a counter with several clerks, whose slips are filed by number, so that
// nobody can tell how many clerks there were. Mechanism: fork() per worker, because SystemC has one
// kernel per process, and because simulated code may do to its process what it would do to its
// machine; a worker asks for a number, works, sends text back. Results that come early wait for
// their turn. When the sink has seen enough, the rest is thrown away, whether done or not. A worker
// that dies costs its unit, which is done once more by another, and not the rest.
// Limits: results are text. Without worker processes a crash is this process's.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace drmsim::scenarios {

// What a piece of work knows beside its number.
struct UnitContext {
  bool again = false;  // a worker has died in this unit before
  // To the other side, at once: what must not be lost if this worker dies next.
  std::function<void(const std::string& text)> tell;
};

// The end of what was given so much wall time. What is found by then depends on it, which is why
// nothing else here has a clock.
class TimeLimit {
 public:
  explicit TimeLimit(double seconds);  // from now on; 0: none
  int left_ms() const;                 // for poll(): -1 if there is no limit, 0 once the time is up
  bool is_up() const { return left_ms() == 0; }

 private:
  using Clock = std::chrono::steady_clock;
  std::optional<Clock::time_point> end_;
};

struct WorkUnits {
  std::uint64_t count = 0;
  unsigned jobs = 0;  // worker processes; 0: none, all is done in this process
  // In a worker. There an exception is a way to die, with its text; without workers it gets
  // through.
  std::function<std::string(std::uint64_t unit, const UnitContext& context)> work;
  // In this process, in the order of the units. False: that was enough. If the work is ended in the
  // middle, units are missing: those that were not done by then.
  std::function<bool(std::uint64_t unit, const std::string& result)> sink;
  // Instead of sink(), of a unit in which two workers have died: how the second did. If there is no
  // such function, that ends the work with a std::runtime_error.
  std::function<bool(std::uint64_t unit, const std::string& how)> died = {};
  // What the work tells, in this process, as it comes. May be empty.
  std::function<void(std::uint64_t unit, const std::string& text)> told = {};
  // Each result when it comes, before its turn. May be empty.
  std::function<void(std::uint64_t unit, const std::string& result)> arrived = {};
  // A descriptor: when it can be read, the work ends, in the middle of units. -1: none.
  int stop = -1;
  // When it is up, the work ends in the same way. Without worker processes both are asked for
  // between units only.
  TimeLimit limit{0};
};

enum class WorkEnd { done, stopped, out_of_time };  // done: also if the sink has had enough

// As many worker processes as a user asked for; 0: one for each processor.
unsigned jobs_or_all(unsigned jobs);

// Throws std::system_error if processes or pipes cannot be had.
WorkEnd run_work_units(const WorkUnits& units);

// One piece of work, in a process of its own unless `jobs` is 0. An InputError gets through.
struct ApartResult {
  std::string text;
  std::string died;          // how, if there is no text
  bool stopped = false;      // as of WorkUnits::stop
  bool out_of_time = false;  // as of WorkUnits::limit
};
ApartResult run_apart(unsigned jobs, int stop, const std::function<std::string()>& work,
                      const TimeLimit& limit = TimeLimit(0));

}  // namespace drmsim::scenarios
