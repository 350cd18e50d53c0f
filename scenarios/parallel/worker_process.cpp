#include "scenarios/parallel/worker_process.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scenarios/parallel/work_units.h"

namespace drmsim::scenarios {
namespace {

struct Pipe {
  int read = -1;
  int write = -1;
};

Pipe make_pipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  return Pipe{ends[0], ends[1]};
}

bool read_all(int from, void* to, std::size_t bytes) {
  auto* at = static_cast<char*>(to);
  while (bytes > 0) {
    const ssize_t got = read(from, at, bytes);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    bytes -= static_cast<std::size_t>(got);
  }
  return true;
}

bool write_all(int to, const void* from, std::size_t bytes) {
  const auto* at = static_cast<const char*>(from);
  while (bytes > 0) {
    const ssize_t put = write(to, at, bytes);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    at += put;
    bytes -= static_cast<std::size_t>(put);
  }
  return true;
}

// What a worker sends before the text.
struct ResultHeader {
  std::uint64_t bytes;
  std::uint64_t failed;  // 1: the text is that of an exception
};

void serve(int input, int output, const std::function<std::string(std::uint64_t)>& work) {
  std::uint64_t unit = 0;
  while (read_all(input, &unit, sizeof unit)) {
    ResultHeader header{0, 0};
    std::string text;
    try {
      text = work(unit);
    } catch (const std::exception& error) {
      text = error.what();
      header.failed = 1;
    }
    header.bytes = text.size();
    if (!write_all(output, &header, sizeof header)) return;
    if (!write_all(output, text.data(), text.size())) return;
  }
}

}  // namespace

WorkerProcess::WorkerProcess(const std::function<std::string(std::uint64_t)>& work) {
  const Pipe in = make_pipe();
  const Pipe out = make_pipe();
  std::fflush(nullptr);  // or the child would write it again
  child_ = fork();
  if (child_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (child_ == 0) {
    close(in.write);
    close(out.read);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGINT, SIG_IGN);  // the parent ends its children
    serve(in.read, out.write, work);
    _exit(0);
  }
  close(in.read);
  close(out.write);
  input_ = in.write;
  output_ = out.read;
}

WorkerProcess::~WorkerProcess() {
  close(input_);
  close(output_);
  if (child_ <= 0) return;
  kill(child_, SIGKILL);
  waitpid(child_, nullptr, 0);
}

void WorkerProcess::give(std::uint64_t unit) {
  unit_ = unit;
  if (!write_all(input_, &unit, sizeof unit)) report_death();
}

std::string WorkerProcess::receive() {
  ResultHeader header{};
  if (!read_all(output_, &header, sizeof header)) report_death();
  std::string text(header.bytes, '\0');
  if (!read_all(output_, text.data(), text.size())) report_death();
  const std::uint64_t unit = *unit_;
  unit_.reset();
  if (header.failed != 0) throw WorkerDied(unit, text);
  return text;
}

void WorkerProcess::report_death() {
  int status = 0;
  waitpid(std::exchange(child_, -1), &status, 0);
  throw WorkerDied(unit_.value_or(0), WIFSIGNALED(status)
                                          ? "killed by signal " + std::to_string(WTERMSIG(status))
                                          : "exit " + std::to_string(WEXITSTATUS(status)));
}

}  // namespace drmsim::scenarios
