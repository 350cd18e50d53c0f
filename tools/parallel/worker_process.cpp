#include "tools/parallel/worker_process.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

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

// A socket, which this process may write to after the child's end without a signal (SIGPIPE).
Pipe make_order_pipe() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    throw std::system_error(errno, std::generic_category(), "socketpair");
  }
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

struct Order {
  std::uint64_t unit;
  std::uint64_t again;
};

// What a worker sends before a text.
struct MessageHeader {
  std::uint64_t bytes;
  std::uint64_t kind;
};

bool send_message(int to, WorkerProcess::Kind kind, const std::string& text) {
  const MessageHeader header{text.size(), static_cast<std::uint64_t>(kind)};
  return write_all(to, &header, sizeof header) && write_all(to, text.data(), text.size());
}

void serve(int input, int output, const WorkUnits& units) {
  using Kind = WorkerProcess::Kind;
  Order order{};
  while (read_all(input, &order, sizeof order)) {
    const auto tell = [output](const std::string& text) { send_message(output, Kind::told, text); };
    const UnitContext context{order.again != 0, tell};
    bool sent = false;
    try {
      sent = send_message(output, Kind::result, units.work(order.unit, context));
    } catch (const std::exception& error) {
      sent = send_message(output, Kind::threw, error.what());
    }
    if (!sent) return;
  }
}

}  // namespace

WorkerProcess::WorkerProcess(const WorkUnits& units) {
  const Pipe in = make_order_pipe();
  const Pipe out = make_pipe();
  std::fflush(nullptr);  // or the child would write it again
  const pid_t parent = getpid();
  child_ = fork();
  if (child_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (child_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(0);
    close(in.write);
    close(out.read);
    std::signal(SIGPIPE, SIG_IGN);
    // A terminal, and timeout(1), signal the whole group: the parent ends its children.
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, SIG_IGN);
    serve(in.read, out.write, units);
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

// If the child is gone, which it may be since it sent its last result, receive() says so. An order
// is much smaller than what a socket holds: it is written whole or not at all.
void WorkerProcess::give(std::uint64_t unit, bool again) {
  unit_ = unit;
  const Order order{unit, again ? 1U : 0U};
  static_cast<void>(send(input_, &order, sizeof order, MSG_NOSIGNAL));
}

WorkerProcess::Message WorkerProcess::receive() {
  MessageHeader header{};
  if (!read_all(output_, &header, sizeof header)) return last_message();
  Message message{static_cast<Kind>(header.kind), std::string(header.bytes, '\0')};
  if (!read_all(output_, message.text.data(), message.text.size())) return last_message();
  if (message.kind != Kind::told) unit_.reset();
  return message;
}

WorkerProcess::Message WorkerProcess::last_message() {
  int status = 0;
  waitpid(std::exchange(child_, -1), &status, 0);
  unit_.reset();
  return {Kind::died, WIFSIGNALED(status) ? "killed by signal " + std::to_string(WTERMSIG(status))
                                          : "exit " + std::to_string(WEXITSTATUS(status))};
}

}  // namespace drmsim::scenarios
