// The drmsim command in a process of its own, with limits: what a campaign of hostile inputs calls.
//
// Intuition: a bomb shelter. Mechanism: fork() of this program, which has the command linked in and
// has not used it, so that the child is as good as a new process and starts in a millisecond; the
// child's address space and processor time are limited. Limits: one thread; the memory limit is of
// no use under AddressSanitizer, which reserves terabytes, and is left out there.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace drmsim::tests {

struct ProcessLimits {
  std::uint64_t memory_bytes = std::uint64_t{8} << 30;  // of which the arena reserves 4.3
  unsigned cpu_seconds = 60;
};

struct Outcome {
  int status = 0;  // the exit status, where no signal ended it
  int signal = 0;  // 0: it exited
  double cpu_seconds = 0;
  std::string output;  // stdout and stderr together
};

// arguments: without the program's name.
Outcome run_forked(const std::vector<std::string>& arguments, const ProcessLimits& limits = {});

// What no input may do to the program, in words; empty if it has not: to be ended by a signal, to
// give another exit status than 0, 1 and 2, to break an invariant, to run out of memory or out of
// processor time. Whatever is wrong with an input (status 2) has to be told.
std::string complaint(const Outcome& outcome);

// "drmsim" and the arguments, as for a shell.
std::string shell_command(const std::vector<std::string>& arguments);

}  // namespace drmsim::tests
