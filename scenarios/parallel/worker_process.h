// One forked worker: numbers go in through a pipe, texts come out of another.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <sys/types.h>

namespace drmsim::scenarios {

class WorkerProcess {
 public:
  // Forks. The child serves until its input ends, and never returns from here.
  explicit WorkerProcess(const std::function<std::string(std::uint64_t)>& work);
  ~WorkerProcess();  // ends the child, whatever it is doing
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  void give(std::uint64_t unit);
  std::optional<std::uint64_t> unit() const { return unit_; }  // that it works on
  int output() const { return output_; }  // readable: receive() will not wait long
  // The result of its unit. Throws WorkerDied.
  std::string receive();

 private:
  [[noreturn]] void report_death();

  pid_t child_ = -1;
  int input_ = -1;   // to the child
  int output_ = -1;  // from the child
  std::optional<std::uint64_t> unit_;
};

}  // namespace drmsim::scenarios
