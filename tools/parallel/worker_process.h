// One forked worker: numbers go in through a pipe, texts come out of another.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <sys/types.h>

#include "tools/parallel/work_units.h"

namespace drmsim::scenarios {

class WorkerProcess {
 public:
  enum class Kind : std::uint8_t {
    told,    // more comes of the unit
    result,  // the unit is done
    threw,   // an exception ended it: its text
    died,    // the process ended in it: how. There will be no more messages
  };
  struct Message {
    Kind kind;
    std::string text;
  };

  // Forks. The child serves until its input ends, and never returns from here; it ends with this
  // process, too.
  explicit WorkerProcess(const WorkUnits& units);
  ~WorkerProcess();  // ends the child, whatever it is doing
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  void give(std::uint64_t unit, bool again);
  std::optional<std::uint64_t> unit() const { return unit_; }  // that it works on
  int output() const { return output_; }  // readable: receive() will not wait long
  Message receive();

 private:
  Message last_message();

  pid_t child_ = -1;
  int input_ = -1;   // to the child
  int output_ = -1;  // from the child
  std::optional<std::uint64_t> unit_;
};

}  // namespace drmsim::scenarios
