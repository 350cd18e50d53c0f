// SIGINT and SIGTERM while a command searches: the first ends the search, and what is known by then
// is told; the second ends the process.
//
// Mechanism: the handler writes to a pipe that the work's poll() looks at (WorkUnits::stop).
// Limits: one at a time.
#pragma once

#include <array>

#include <csignal>

namespace drmsim::tools {

class Interrupt {
 public:
  Interrupt();
  ~Interrupt();  // what was there before is there again
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  int descriptor() const { return pipe_[0]; }  // can be read once a signal has come
  bool came() const;

 private:
  std::array<int, 2> pipe_{-1, -1};
  struct sigaction interrupt_before_ {};
  struct sigaction terminate_before_ {};
};

}  // namespace drmsim::tools
