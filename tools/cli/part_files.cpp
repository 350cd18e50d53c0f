#include "tools/cli/part_files.h"

#include <array>
#include <atomic>
#include <cstring>

#include <csignal>

#include <unistd.h>

namespace drmsim::tools {
namespace {

struct PartFile {
  std::atomic<bool> used{false};  // `path` is whole
  pid_t process = 0;              // a worker's copy of it is not the worker's
  std::array<char, 4096> path{};
};
std::array<PartFile, 64> part_files;

void handle(int number) {
  end_by_signal(number);
}

void handle_signals() {
  static const bool done = [] {
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
      struct sigaction action {};
      sigaction(number, nullptr, &action);
      if (action.sa_handler != SIG_DFL) continue;
      action.sa_handler = handle;
      sigaction(number, &action, nullptr);
    }
    return true;
  }();
  static_cast<void>(done);
}

}  // namespace

void add_part_file(const std::string& path) {
  for (PartFile& file : part_files) {
    if (file.used || path.size() >= file.path.size()) continue;
    std::memcpy(file.path.data(), path.c_str(), path.size() + 1);
    file.process = getpid();
    file.used = true;
    handle_signals();
    return;
  }
}

void forget_part_file(const std::string& path) {
  for (PartFile& file : part_files) {
    if (file.used && path == file.path.data()) file.used = false;
  }
}

void end_by_signal(int number) {
  for (PartFile& file : part_files) {
    if (file.used && file.process == getpid()) unlink(file.path.data());
  }
  std::signal(number, SIG_DFL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  sigprocmask(SIG_UNBLOCK, &only, nullptr);
  raise(number);
  _exit(128 + number);
}

}  // namespace drmsim::tools
