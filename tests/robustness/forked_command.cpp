#include "tests/robustness/forked_command.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <system_error>

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tools/cli/command_line.h"
#include "tools/cli/run_options.h"

namespace drmsim::tests {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

void limit(int resource, std::uint64_t amount) {
  const rlimit both{amount, amount};
  setrlimit(static_cast<__rlimit_resource>(resource), &both);
}

[[noreturn]] void be_the_child(const std::vector<std::string>& arguments,
                               const ProcessLimits& limits, int output) {
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
#ifndef __SANITIZE_ADDRESS__
  limit(RLIMIT_AS, limits.memory_bytes);
#endif
  // SIGXCPU first, which tells it from a kill.
  const rlimit seconds{limits.cpu_seconds, limits.cpu_seconds + 2};
  setrlimit(RLIMIT_CPU, &seconds);
  limit(RLIMIT_CORE, 0);
  const int status = tools::run_command_line(arguments, tools::system_console());
  std::cout.flush();
  std::cerr.flush();
  _exit(status);
}

std::string text_of(int file) {
  std::string text(static_cast<std::size_t>(lseek(file, 0, SEEK_END)), '\0');
  if (pread(file, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) text.clear();
  return text;
}

bool contains(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

Outcome run_forked(const std::vector<std::string>& arguments, const ProcessLimits& limits) {
  const int output = memfd_create("output", MFD_CLOEXEC);
  if (output < 0) fail("memfd_create");
  std::cout.flush();
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0) fail("fork");
  if (child == 0) be_the_child(arguments, limits, output);
  int status = 0;
  rusage usage{};
  while (wait4(child, &status, 0, &usage) < 0) {
    if (errno != EINTR) fail("wait4");
  }
  Outcome outcome;
  outcome.cpu_seconds = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                        static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  if (WIFSIGNALED(status)) {
    outcome.signal = WTERMSIG(status);
  } else {
    outcome.status = WEXITSTATUS(status);
  }
  outcome.output = text_of(output);
  close(output);
  return outcome;
}

std::string complaint(const Outcome& outcome) {
  if (outcome.signal == SIGXCPU) return "takes too long";
  if (outcome.signal != 0) return std::string("signal: ") + strsignal(outcome.signal);
  // Of a worker, or of what has been hosted.
  for (const char* text : {"invariant broken", "killed by signal"}) {
    if (contains(outcome.output, text)) return text;
  }
  if (contains(outcome.output, "bad_alloc")) return "out of memory";
  if (outcome.status > tools::kBadInput) return "exit status " + std::to_string(outcome.status);
  if (outcome.status == tools::kBadInput && outcome.output.empty()) return "silent";
  return "";
}

std::string shell_command(const std::vector<std::string>& arguments) {
  std::string text = "drmsim";
  for (const std::string& argument : arguments) text += " " + tools::shell_word(argument);
  return text;
}

}  // namespace drmsim::tests
