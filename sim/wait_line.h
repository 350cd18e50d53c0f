// One line of the wait-for graph: a context, what it waits for, and who could wake it.
#pragma once

#include <string>

namespace drmsim::sim {

struct WaitLine {
  std::string who;        // a context
  std::string waits_for;  // "mutex reset_lock"
  std::string waker;      // the context, or the hardware, that could end the wait; empty: nobody
  std::string why;        // what it would have to do, or did: "took it at ring_recovery.cpp:41"
  bool in_cycle = false;
};

}  // namespace drmsim::sim
