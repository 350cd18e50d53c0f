// Numbered pieces of work, done by worker processes, their results handed back in order.
//
// Intuition: a queue at a counter with several clerks, whose slips are filed by number, so that
// nobody can tell how many clerks there were. Mechanism: fork() per worker, because SystemC has one
// kernel per process; a worker asks for a number, works, sends text back. Results that come early
// wait for their turn. When the sink has seen enough, the rest is thrown away, whether done or not.
// Limits: results are text; a worker that dies takes the whole run with it, as an error that names
// the unit. With one job nothing is forked.
#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>

namespace drmsim::scenarios {

// A worker has ended in the middle of a unit: a crash of the simulated code, or of the simulator.
class WorkerDied : public std::runtime_error {
 public:
  WorkerDied(std::uint64_t unit, const std::string& how);
  std::uint64_t unit() const { return unit_; }

 private:
  std::uint64_t unit_;
};

struct WorkUnits {
  std::uint64_t count = 0;
  unsigned jobs = 1;  // worker processes; 1: this process
  // In a worker. An exception is passed on as a WorkerDied with its text.
  std::function<std::string(std::uint64_t unit)> work;
  // In this process, in the order of the units. False: that was enough.
  std::function<bool(std::uint64_t unit, const std::string& result)> sink;
};

// Throws WorkerDied, and std::system_error if processes or pipes cannot be had.
void run_work_units(const WorkUnits& units);

}  // namespace drmsim::scenarios
