#include "tools/cli/child_program.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace drmsim::tools {
namespace {

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
      to.write(text.data(), got).flush();
    } else if (got == 0 || errno != EINTR) {
      close_end(0);
    }
  }

 private:
  void close_end(std::size_t end) {
    if (ends_[end] >= 0) close(ends_[end]);
    ends_[end] = -1;
  }
  std::array<int, 2> ends_{-1, -1};
};

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

pid_t start(std::vector<std::string> arguments, const std::vector<std::string>& environment,
            const ChildStream& out, const ChildStream& err) {
  std::vector<std::string> all;
  for (char** own = environ; *own != nullptr; ++own) all.emplace_back(*own);
  all.insert(all.end(), environment.begin(), environment.end());
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, out.writer(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err.writer(), STDERR_FILENO);
  pid_t child = -1;
  const int error = posix_spawnp(&child, arguments.front().c_str(), &actions, nullptr,
                                 pointers_to(arguments).data(), pointers_to(all).data());
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::system_error(error, std::generic_category(), arguments.front());
  return child;
}

}  // namespace

int run_program(const std::vector<std::string>& arguments,
                const std::vector<std::string>& environment, std::ostream& out, std::ostream& err) {
  ChildStream child_out;
  ChildStream child_err;
  const pid_t child = start(arguments, environment, child_out, child_err);
  child_out.close_writer();
  child_err.close_writer();
  while (child_out.reader() >= 0 || child_err.reader() >= 0) {
    std::array<pollfd, 2> streams{pollfd{child_out.reader(), POLLIN, 0},
                                  pollfd{child_err.reader(), POLLIN, 0}};
    if (poll(streams.data(), streams.size(), -1) < 0) continue;
    if (streams[0].revents != 0) child_out.pass_on(out);
    if (streams[1].revents != 0) child_err.pass_on(err);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace drmsim::tools
