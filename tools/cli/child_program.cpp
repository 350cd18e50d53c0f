#include "tools/cli/child_program.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tools/cli/text_wrap.h"

namespace drmsim::tools {
namespace {

// A signal misses what is started just now, for which the other may then wait: it is sent again.
constexpr int kAgainMs = 100;
constexpr int kTimesMax = 300;  // it may have much to remove
constexpr std::size_t kLineMax = 100'000;

// One stream of the child: it writes, this process reads.
class ChildStream {
 public:
  ChildStream() {
    if (pipe2(ends_.data(), O_CLOEXEC) != 0)
      throw std::system_error(errno, std::generic_category(), "pipe");
  }
  ~ChildStream() {
    close_end(0);
    close_end(1);
  }
  ChildStream(const ChildStream&) = delete;
  ChildStream& operator=(const ChildStream&) = delete;

  int reader() const { return ends_[0]; }  // -1: the stream has ended
  int writer() const { return ends_[1]; }
  void close_writer() { close_end(1); }

  void pass_on(std::ostream& to) {
    std::array<char, 4096> text{};
    const ssize_t got = read(reader(), text.data(), text.size());
    if (got > 0) {
      line_.append(text.data(), static_cast<std::size_t>(got));
      pass_on_up_to(line_.size() > kLineMax ? line_.size() : line_.rfind('\n') + 1, to);
    } else if (got == 0 || errno != EINTR) {
      close_end(0);
      pass_on_up_to(line_.size(), to);
    }
  }

 private:
  void close_end(std::size_t end) {
    if (ends_[end] >= 0) close(ends_[end]);
    ends_[end] = -1;
  }
  void pass_on_up_to(std::size_t end, std::ostream& to) {
    to << printable(line_.substr(0, end)) << std::flush;
    line_.erase(0, end);
  }

  std::array<int, 2> ends_{-1, -1};
  std::string line_;  // not yet passed on: it may end in the middle of a letter
};

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// In a process group of its own, whose number is the child's: what it starts belongs to it.
pid_t start(std::vector<std::string> arguments, const std::vector<std::string>& environment,
            const ChildStream& out, const ChildStream& err) {
  std::vector<std::string> all;
  for (char** own = environ; *own != nullptr; ++own) all.emplace_back(*own);
  all.insert(all.end(), environment.begin(), environment.end());
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, out.writer(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err.writer(), STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  pid_t child = -1;
  const int error = posix_spawnp(&child, arguments.front().c_str(), &actions, &attributes,
                                 pointers_to(arguments).data(), pointers_to(all).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::system_error(error, std::generic_category(), arguments.front());
  return child;
}

// Passes on what the program says until it, and all that it has started, has closed its streams.
void listen(pid_t child, ChildStream& child_out, ChildStream& child_err, std::ostream& out,
            std::ostream& err, int stop) {
  int times = 0;  // that SIGTERM was sent
  while (child_out.reader() >= 0 || child_err.reader() >= 0) {
    std::array<pollfd, 3> streams{pollfd{child_out.reader(), POLLIN, 0},
                                  pollfd{child_err.reader(), POLLIN, 0}, pollfd{stop, POLLIN, 0}};
    const int ready = poll(streams.data(), streams.size(), times == 0 ? -1 : kAgainMs);
    if (ready == 0) kill(-child, ++times > kTimesMax ? SIGKILL : SIGTERM);
    if (ready <= 0) continue;
    if (streams[0].revents != 0) child_out.pass_on(out);
    if (streams[1].revents != 0) child_err.pass_on(err);
    if (streams[2].revents == 0) continue;
    kill(-child, SIGTERM);
    times = 1;
    stop = -1;  // it stays readable
  }
}

}  // namespace

int run_program(const std::vector<std::string>& arguments,
                const std::vector<std::string>& environment, std::ostream& out, std::ostream& err,
                int stop) {
  ChildStream child_out;
  ChildStream child_err;
  const pid_t child = start(arguments, environment, child_out, child_err);
  child_out.close_writer();
  child_err.close_writer();
  listen(child, child_out, child_err, out, err, stop);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace drmsim::tools
