#include "tools/cli/interrupt.h"

#include <atomic>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "tools/cli/part_files.h"

namespace drmsim::tools {
namespace {

std::atomic<int> signals{0};
std::atomic<int> writer{-1};

void on_signal(int number) {
  if (signals.fetch_add(1) > 0) end_by_signal(number);
  const int error = errno;
  [[maybe_unused]] const ssize_t put = write(writer.load(), "", 1);
  errno = error;
}

}  // namespace

Interrupt::Interrupt() {
  if (pipe2(pipe_.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
    throw std::system_error(errno, std::generic_category(), "pipe");
  }
  signals = 0;
  writer = pipe_[1];
  struct sigaction action {};
  action.sa_handler = on_signal;  // without SA_RESTART: poll() returns
  sigaction(SIGINT, &action, &interrupt_before_);
  sigaction(SIGTERM, &action, &terminate_before_);
}

Interrupt::~Interrupt() {
  sigaction(SIGINT, &interrupt_before_, nullptr);
  sigaction(SIGTERM, &terminate_before_, nullptr);
  writer = -1;
  close(pipe_[0]);
  close(pipe_[1]);
}

bool Interrupt::came() const {
  return signals.load() > 0;
}

}  // namespace drmsim::tools
