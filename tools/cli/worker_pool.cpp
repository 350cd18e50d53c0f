#include "tools/cli/worker_pool.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tools/cli/progress_line.h"

namespace drmsim::tools {
namespace {

constexpr int kPollMs = 100;
constexpr char kResult = 'r';
constexpr char kFailure = 'f';
constexpr std::size_t kRecordHeader = 1 + sizeof(std::uint32_t);

using Work = std::function<std::string(std::size_t)>;

bool write_all(int fd, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count = ::write(fd, bytes.data() + done, bytes.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    done += static_cast<std::size_t>(count);
  }
  return true;
}

// A kind, a length and so many bytes.
std::string record_of(const Work& work, std::size_t item) {
  char kind = kResult;
  std::string text;
  try {
    text = work(item);
  } catch (const std::exception& error) {
    kind = kFailure;
    text = error.what();
  }
  const auto length = static_cast<std::uint32_t>(text.size());
  std::string record(kRecordHeader, kind);
  std::memcpy(record.data() + 1, &length, sizeof(length));
  return record + text;
}

class WorkerPool {
 public:
  WorkerPool(std::size_t items, const WorkerOptions& options, const Work& work)
      : results_(items), options_(options), work_(work) {
    const unsigned wanted =
        options.workers != 0 ? options.workers : std::max(1u, std::thread::hardware_concurrency());
    stride_ = std::min<std::size_t>(wanted, std::max<std::size_t>(items, 1));
    for (std::size_t i = 0; i < stride_ && i < items; ++i) start(workers_.emplace_back(), i);
  }

  ~WorkerPool() {
    for (Worker& worker : workers_) {
      if (worker.pid == 0) continue;
      ::kill(worker.pid, SIGKILL);
      reap(worker);
    }
  }
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  bool busy() const {
    return std::any_of(workers_.begin(), workers_.end(),
                       [](const Worker& worker) { return worker.pid != 0; });
  }

  // Waits a little for whatever comes.
  void step() {
    std::vector<pollfd> polled;
    for (const Worker& worker : workers_) {
      polled.push_back({worker.pid == 0 ? -1 : worker.pipe, POLLIN, 0});
    }
    ::poll(polled.data(), polled.size(), kPollMs);
    for (std::size_t i = 0; i < workers_.size(); ++i) {
      Worker& worker = workers_[i];
      if (polled[i].revents != 0) {
        receive(worker);
      } else if (worker.pid != 0 && wall_seconds() - worker.since > options_.seconds_per_item) {
        worker.too_slow = true;
        ::kill(worker.pid, SIGKILL);
      }
    }
  }

  std::size_t done() const { return done_; }
  std::vector<WorkResult> take_results() { return std::move(results_); }

 private:
  struct Worker {
    pid_t pid = 0;  // 0: it has ended
    int pipe = -1;
    std::size_t item = 0;  // that it is at
    std::string received;
    double since = 0;
    bool too_slow = false;
  };

  void start(Worker& worker, std::size_t first) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe for a worker process");
    const pid_t pid = ::fork();
    if (pid < 0) throw std::runtime_error("cannot start a worker process");
    if (pid == 0) {
      ::close(ends[0]);
      for (std::size_t item = first; item < results_.size(); item += stride_) {
        if (!write_all(ends[1], record_of(work_, item))) break;
      }
      ::_exit(0);  // nothing of the parent is flushed or destroyed twice
    }
    ::close(ends[1]);
    worker = Worker{pid, ends[0], first, {}, wall_seconds(), false};
  }

  void receive(Worker& worker) {
    char bytes[65536];
    const ssize_t count = ::read(worker.pipe, bytes, sizeof(bytes));
    if (count < 0 && errno == EINTR) return;
    if (count <= 0) return ended(worker);
    worker.received.append(bytes, static_cast<std::size_t>(count));
    std::size_t begin = 0;
    while (worker.received.size() - begin >= kRecordHeader) {
      std::uint32_t length = 0;
      std::memcpy(&length, worker.received.data() + begin + 1, sizeof(length));
      if (worker.received.size() - begin < kRecordHeader + length) break;
      WorkResult& result = results_[worker.item];
      const bool failed = worker.received[begin] == kFailure;
      (failed ? result.failure : result.text) =
          worker.received.substr(begin + kRecordHeader, length);
      begin += kRecordHeader + length;
      advance(worker);
    }
    worker.received.erase(0, begin);
  }

  void advance(Worker& worker) {
    worker.item += stride_;
    worker.since = wall_seconds();
    ++done_;
  }

  void ended(Worker& worker) {
    const int status = reap(worker);
    if (worker.item >= results_.size()) return;
    results_[worker.item].failure =
        worker.too_slow       ? fmt::format("took longer than {} s", options_.seconds_per_item)
        : WIFSIGNALED(status) ? fmt::format("the process died of signal {}", WTERMSIG(status))
                              : "the process ended before its time";
    advance(worker);
    if (worker.item < results_.size()) start(worker, worker.item);
  }

  static int reap(Worker& worker) {
    int status = 0;
    ::close(worker.pipe);
    while (::waitpid(worker.pid, &status, 0) < 0 && errno == EINTR) {
    }
    worker.pid = 0;
    return status;
  }

  std::vector<WorkResult> results_;
  const WorkerOptions options_;
  const Work& work_;
  std::size_t stride_ = 1;
  std::size_t done_ = 0;
  std::vector<Worker> workers_;
};

}  // namespace

std::vector<WorkResult> run_in_workers(std::size_t items, const WorkerOptions& options,
                                       const Work& work,
                                       const std::function<void(std::size_t)>& progress) {
  WorkerPool pool(items, options, work);
  while (pool.busy()) {
    pool.step();
    if (progress) progress(pool.done());
  }
  return pool.take_results();
}

}  // namespace drmsim::tools
