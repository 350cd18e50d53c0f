#include "tools/parallel/work_units.h"

#include <algorithm>
#include <cerrno>
#include <limits>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <poll.h>
#include <nlohmann/json.hpp>

#include "scenarios/format/input_error.h"
#include "scenarios/format/json_text.h"
#include "tools/parallel/worker_process.h"

namespace drmsim::scenarios {
namespace {

using Kind = WorkerProcess::Kind;

// How far ahead of the sink the workers may be, per worker: bounds what waits for its turn.
constexpr std::uint64_t kAheadPerWorker = 16;

bool can_be_read(int descriptor) {
  pollfd asked{descriptor, POLLIN, 0};
  return descriptor >= 0 && poll(&asked, 1, 0) > 0;
}

WorkEnd run_here(const WorkUnits& units) {
  for (std::uint64_t unit = 0; unit < units.count; ++unit) {
    if (can_be_read(units.stop)) return WorkEnd::stopped;
    if (units.limit.is_up()) return WorkEnd::out_of_time;
    const UnitContext context{false, [&](const std::string& text) {
                                if (units.told) units.told(unit, text);
                              }};
    const std::string result = units.work(unit, context);
    if (units.arrived) units.arrived(unit, result);
    if (!units.sink(unit, result)) break;
  }
  return WorkEnd::done;
}

class Dealer {
 public:
  explicit Dealer(const WorkUnits& units) : units_(units) {
    const std::uint64_t workers = std::min<std::uint64_t>(units.jobs, units.count);
    for (std::uint64_t i = 0; i < workers; ++i) {
      workers_.push_back(std::make_unique<WorkerProcess>(units));
    }
  }

  WorkEnd run() {
    while (next_to_file_ < units_.count) {
      deal();
      const WorkEnd end = collect();
      if (!file()) break;
      if (end == WorkEnd::done) continue;
      file_beyond_gaps();
      return end;
    }
    return WorkEnd::done;
  }

 private:
  // How a unit ended, until its turn comes.
  struct Ended {
    bool died;
    std::string text;
  };

  void deal() {
    const std::uint64_t end =
        std::min(units_.count, next_to_file_ + kAheadPerWorker * workers_.size());
    for (const auto& worker : workers_) {
      if (!worker->unit().has_value() && next_to_deal_ < end) {
        worker->give(next_to_deal_++, false);
      }
    }
  }

  // done: to go on.
  WorkEnd collect() {
    std::vector<pollfd> waiting{pollfd{units_.stop, POLLIN, 0}};  // -1 is passed over
    std::vector<std::unique_ptr<WorkerProcess>*> busy;
    for (auto& worker : workers_) {
      if (!worker->unit().has_value()) continue;
      waiting.push_back(pollfd{worker->output(), POLLIN, 0});
      busy.push_back(&worker);
    }
    if (poll(waiting.data(), waiting.size(), units_.limit.left_ms()) < 0) {
      if (errno == EINTR) return WorkEnd::done;
      throw std::system_error(errno, std::generic_category(), "poll");
    }
    for (std::size_t i = 0; i < busy.size(); ++i) {
      if (waiting[i + 1].revents != 0) receive_from(*busy[i]);
    }
    if (waiting.front().revents != 0) return WorkEnd::stopped;  // what was there is not lost
    return units_.limit.is_up() ? WorkEnd::out_of_time : WorkEnd::done;
  }

  void receive_from(std::unique_ptr<WorkerProcess>& worker) {
    const std::uint64_t unit = *worker->unit();
    WorkerProcess::Message message = worker->receive();
    if (message.kind == Kind::told) {
      if (units_.told) units_.told(unit, message.text);
      return;
    }
    if (message.kind == Kind::died) worker = std::make_unique<WorkerProcess>(units_);
    if (message.kind != Kind::result && done_again_.insert(unit).second) {
      worker->give(unit, true);
      return;
    }
    if (message.kind == Kind::result && units_.arrived) units_.arrived(unit, message.text);
    ended_.emplace(unit, Ended{message.kind != Kind::result, std::move(message.text)});
  }

  // False: that was enough.
  bool file() {
    for (auto found = ended_.find(next_to_file_); found != ended_.end();
         found = ended_.find(next_to_file_)) {
      const Ended ended = std::move(found->second);
      ended_.erase(found);
      if (!file(next_to_file_++, ended)) return false;
    }
    return true;
  }
  // Whether it is enough does not matter any more.
  void file_beyond_gaps() {
    for (const auto& [unit, ended] : ended_) file(unit, ended);
  }
  bool file(std::uint64_t unit, const Ended& ended) {
    if (!ended.died) return units_.sink(unit, ended.text);
    if (units_.died) return units_.died(unit, ended.text);
    throw std::runtime_error("unit " + std::to_string(unit) + ": " + ended.text);
  }

  const WorkUnits& units_;
  std::vector<std::unique_ptr<WorkerProcess>> workers_;
  std::map<std::uint64_t, Ended> ended_;  // that wait for their turn
  std::set<std::uint64_t> done_again_;    // units in which a worker has died
  std::uint64_t next_to_deal_ = 0;
  std::uint64_t next_to_file_ = 0;
};

// The first byte of what run_apart()'s worker says; else it is the JSON of mistakes.
constexpr char kResult = 'r';

std::string mistake_text(const InputError& error) {
  nlohmann::json mistakes = nlohmann::json::array();
  for (const Diagnostic& one : error.diagnostics()) {
    mistakes.push_back({one.file, one.line, one.column, one.message});
  }
  return json_text(mistakes);
}

InputError mistake_from(const std::string& text) {
  std::vector<Diagnostic> diagnostics;
  for (const nlohmann::json& one : nlohmann::json::parse(text)) {
    diagnostics.push_back({one[0].get<std::string>(), one[1].get<int>(), one[2].get<int>(),
                           one[3].get<std::string>()});
  }
  return InputError(std::move(diagnostics));
}

}  // namespace

TimeLimit::TimeLimit(double seconds) {
  if (seconds <= 0) return;
  end_ = Clock::now() +
         std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
}

int TimeLimit::left_ms() const {
  if (!end_.has_value()) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*end_ - Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, std::numeric_limits<int>::max()));
}

unsigned jobs_or_all(unsigned jobs) {
  return jobs != 0 ? jobs : std::max(std::thread::hardware_concurrency(), 1U);
}

WorkEnd run_work_units(const WorkUnits& units) {
  return units.jobs == 0 ? run_here(units) : Dealer(units).run();
}

ApartResult run_apart(unsigned jobs, int stop, const std::function<std::string()>& work,
                      const TimeLimit& limit) {
  ApartResult result;
  if (jobs == 0) {
    result.text = work();
    return result;
  }
  WorkUnits units;
  units.count = 1;
  units.jobs = 1;
  units.work = [&work](std::uint64_t, const UnitContext&) {
    try {
      return kResult + work();
    } catch (const InputError& mistake) {
      return mistake_text(mistake);
    }
  };
  units.sink = [&result](std::uint64_t, const std::string& text) {
    result.text = text;
    return true;
  };
  units.died = [&result](std::uint64_t, const std::string& how) {
    result.died = how;
    return true;
  };
  units.stop = stop;
  units.limit = limit;
  const WorkEnd end = run_work_units(units);
  result.stopped = end == WorkEnd::stopped;
  result.out_of_time = end == WorkEnd::out_of_time;
  if (result.text.empty()) return result;
  if (result.text.front() != kResult) throw mistake_from(result.text);
  result.text.erase(0, 1);
  return result;
}

}  // namespace drmsim::scenarios
