#include "scenarios/parallel/work_units.h"

#include <algorithm>
#include <cerrno>
#include <map>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include <poll.h>

#include "scenarios/parallel/worker_process.h"

namespace drmsim::scenarios {
namespace {

// How far ahead of the sink the workers may be, per worker: bounds what waits for its turn.
constexpr std::uint64_t kAheadPerWorker = 16;

void run_here(const WorkUnits& units) {
  for (std::uint64_t unit = 0; unit < units.count; ++unit) {
    if (!units.sink(unit, units.work(unit))) return;
  }
}

class Dealer {
 public:
  explicit Dealer(const WorkUnits& units) : units_(units) {
    const std::uint64_t workers = std::min<std::uint64_t>(units.jobs, units.count);
    for (std::uint64_t i = 0; i < workers; ++i) {
      workers_.push_back(std::make_unique<WorkerProcess>(units.work));
    }
  }

  void run() {
    while (next_to_file_ < units_.count) {
      deal();
      collect();
      if (!file()) return;
    }
  }

 private:
  void deal() {
    const std::uint64_t end =
        std::min(units_.count, next_to_file_ + kAheadPerWorker * workers_.size());
    for (const auto& worker : workers_) {
      if (!worker->unit().has_value() && next_to_deal_ < end) worker->give(next_to_deal_++);
    }
  }

  void collect() {
    std::vector<pollfd> waiting;
    std::vector<WorkerProcess*> busy;
    for (const auto& worker : workers_) {
      if (!worker->unit().has_value()) continue;
      waiting.push_back(pollfd{worker->output(), POLLIN, 0});
      busy.push_back(worker.get());
    }
    if (poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) {
      throw std::system_error(errno, std::generic_category(), "poll");
    }
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (waiting[i].revents == 0) continue;
      const std::uint64_t unit = *busy[i]->unit();
      results_.emplace(unit, busy[i]->receive());
    }
  }

  bool file() {
    for (auto found = results_.find(next_to_file_); found != results_.end();
         found = results_.find(next_to_file_)) {
      const std::string result = std::move(found->second);
      results_.erase(found);
      if (!units_.sink(next_to_file_++, result)) return false;
    }
    return true;
  }

  const WorkUnits& units_;
  std::vector<std::unique_ptr<WorkerProcess>> workers_;
  std::map<std::uint64_t, std::string> results_;  // that wait for their turn
  std::uint64_t next_to_deal_ = 0;
  std::uint64_t next_to_file_ = 0;
};

}  // namespace

WorkerDied::WorkerDied(std::uint64_t unit, const std::string& how)
    : std::runtime_error("unit " + std::to_string(unit) + ": " + how), unit_(unit) {}

void run_work_units(const WorkUnits& units) {
  if (units.jobs <= 1) {
    run_here(units);
  } else {
    Dealer(units).run();
  }
}

}  // namespace drmsim::scenarios
