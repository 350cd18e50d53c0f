// One worker: what it says, how it ends, and that nothing of it is left.
#include <catch2/catch.hpp>

#include <cerrno>
#include <csignal>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tools/parallel/worker_process.h"

namespace drmsim::scenarios {
namespace {

using MessageKind = WorkerProcess::Kind;
using UnitWork = std::function<std::string(std::uint64_t unit, const UnitContext& context)>;

WorkUnits units_of(UnitWork work) {
  WorkUnits units;
  units.work = std::move(work);
  return units;
}

// The last message of a worker's first unit.
WorkerProcess::Message end_of(const UnitWork& work) {
  const WorkUnits units = units_of(work);
  WorkerProcess worker(units);
  worker.give(0, false);
  return worker.receive();
}

// A worker that says its process id in unit 0.
pid_t process_of(WorkerProcess& worker) {
  worker.give(0, false);
  return static_cast<pid_t>(std::stol(worker.receive().text));
}

void kill_and_wait(pid_t process) {
  REQUIRE(kill(process, SIGKILL) == 0);
  siginfo_t info{};
  CHECK(waitid(P_PID, static_cast<id_t>(process), &info, WEXITED | WNOWAIT) == 0);
}

}  // namespace

TEST_CASE("worker process: it has a unit from the order to the result, and then another") {
  const WorkUnits units = units_of([](std::uint64_t unit, const UnitContext& context) {
    return std::to_string(unit) + (context.again ? " again" : "");
  });
  WorkerProcess worker(units);
  CHECK_FALSE(worker.unit().has_value());
  worker.give(7, false);
  CHECK(worker.unit() == 7U);
  const WorkerProcess::Message first = worker.receive();
  CHECK(first.kind == MessageKind::result);
  CHECK(first.text == "7");
  CHECK_FALSE(worker.unit().has_value());
  worker.give(UINT64_MAX, true);
  CHECK(worker.receive().text == "18446744073709551615 again");
}

TEST_CASE("worker process: what it tells comes before its result, and does not end the unit") {
  const WorkUnits units = units_of([](std::uint64_t, const UnitContext& context) {
    context.tell("one");
    context.tell("");
    return std::string("end");
  });
  WorkerProcess worker(units);
  worker.give(3, false);
  for (const char* told : {"one", ""}) {
    const WorkerProcess::Message message = worker.receive();
    CHECK(message.kind == MessageKind::told);
    CHECK(message.text == told);
    CHECK(worker.unit() == 3U);
  }
  CHECK(worker.receive().kind == MessageKind::result);
  CHECK_FALSE(worker.unit().has_value());
}

TEST_CASE("worker process: a text of any bytes, and larger than a pipe, comes whole") {
  std::string text(1'500'000, '\0');
  for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<char>(i * 7 + i / 251);
  const WorkerProcess::Message all =
      end_of([&text](std::uint64_t, const UnitContext&) { return text; });
  CHECK(all.kind == MessageKind::result);
  CHECK((all.text == text));
  const WorkerProcess::Message none =
      end_of([](std::uint64_t, const UnitContext&) { return std::string(); });
  CHECK(none.kind == MessageKind::result);
  CHECK(none.text.empty());
}

TEST_CASE("worker process: an exception ends the unit, and the process goes on") {
  const WorkUnits units = units_of([](std::uint64_t unit, const UnitContext&) -> std::string {
    if (unit == 0) throw std::runtime_error("no unit\nat all");
    return "fine";
  });
  WorkerProcess worker(units);
  worker.give(0, false);
  const WorkerProcess::Message threw = worker.receive();
  CHECK(threw.kind == MessageKind::threw);
  CHECK(threw.text == "no unit\nat all");
  worker.give(1, false);
  CHECK(worker.receive().text == "fine");
}

TEST_CASE("worker process: an end in the middle of a unit is told, by signal or status") {
  const auto told = [](const UnitWork& work) {
    const WorkerProcess::Message message = end_of(work);
    CHECK(message.kind == MessageKind::died);
    return message.text;
  };
  const auto exit_with = [](int status) {
    return [status](std::uint64_t, const UnitContext&) -> std::string { _exit(status); };
  };
  const auto end_by = [](int signal) {
    return [signal](std::uint64_t, const UnitContext&) -> std::string {
      std::signal(signal, SIG_DFL);
      std::raise(signal);
      return "alive";
    };
  };
  CHECK(told(exit_with(0)) == "exit 0");  // without a result it is no success
  CHECK(told(exit_with(255)) == "exit 255");
  CHECK(told(end_by(SIGKILL)) == "killed by signal 9");
  CHECK(told(end_by(SIGSEGV)) == "killed by signal 11");
  CHECK(told(end_by(SIGABRT)) == "killed by signal 6");
}

TEST_CASE("worker process: an end in the middle of a long text is an end, not a text") {
  const WorkUnits units = units_of([](std::uint64_t unit, const UnitContext&) {
    return unit == 0 ? std::to_string(getpid()) : std::string(1'000'000, 'x');
  });
  WorkerProcess worker(units);
  const pid_t process = process_of(worker);
  worker.give(1, false);
  pollfd begun{worker.output(), POLLIN, 0};
  REQUIRE(poll(&begun, 1, -1) == 1);  // the beginning is in the pipe, and cannot be all
  kill_and_wait(process);
  const WorkerProcess::Message message = worker.receive();
  CHECK(message.kind == MessageKind::died);
  CHECK(message.text == "killed by signal 9");
}

TEST_CASE("worker process: an order to one that has ended is answered by its end") {
  const WorkUnits units =
      units_of([](std::uint64_t, const UnitContext&) { return std::to_string(getpid()); });
  WorkerProcess worker(units);
  kill_and_wait(process_of(worker));
  worker.give(1, false);  // this process gets no SIGPIPE
  CHECK(worker.unit() == 1U);
  CHECK(worker.receive().text == "killed by signal 9");
  CHECK_FALSE(worker.unit().has_value());
}

TEST_CASE("worker process: a signal to the whole group of processes leaves it to its parent") {
  const WorkUnits units =
      units_of([](std::uint64_t, const UnitContext&) { return std::to_string(getpid()); });
  WorkerProcess worker(units);
  const pid_t process = process_of(worker);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) CHECK(kill(process, signal) == 0);
  worker.give(1, false);
  CHECK(worker.receive().kind == MessageKind::result);
}

TEST_CASE("worker process: the end of one is seen while another, made later, goes on") {
  const WorkUnits units =
      units_of([](std::uint64_t, const UnitContext&) { return std::to_string(getpid()); });
  WorkerProcess first(units);
  WorkerProcess second(units);  // has the descriptors that were open when it was made
  const pid_t process = process_of(first);
  first.give(1, false);
  CHECK(first.receive().kind == MessageKind::result);
  kill_and_wait(process);
  first.give(2, false);
  CHECK(first.receive().kind == MessageKind::died);
  second.give(3, false);
  CHECK(second.receive().kind == MessageKind::result);
}

TEST_CASE("worker process: nothing is left of one that is not needed any more, busy or not") {
  for (const bool busy : {false, true}) {
    CAPTURE(busy);
    const WorkUnits units = units_of([](std::uint64_t unit, const UnitContext&) {
      while (unit == 1) pause();
      return std::to_string(getpid());
    });
    auto worker = std::make_unique<WorkerProcess>(units);
    const pid_t process = process_of(*worker);
    if (busy) worker->give(1, false);
    worker.reset();
    CHECK(kill(process, 0) == -1);
    CHECK(errno == ESRCH);
  }
}

TEST_CASE("time limit: none never comes, one of a moment is up, and none is negative") {
  CHECK(TimeLimit(0).left_ms() == -1);
  CHECK_FALSE(TimeLimit(0).is_up());
  CHECK(TimeLimit(-1).left_ms() == -1);
  const TimeLimit passed(1e-9);
  while (!passed.is_up()) continue;
  CHECK(passed.left_ms() == 0);
  const TimeLimit far(1e6);  // as far as a command line can say
  CHECK(far.left_ms() > 900'000'000);
  CHECK_FALSE(far.is_up());
  CHECK(jobs_or_all(3) == 3);
  CHECK(jobs_or_all(0) >= 1);
}

}  // namespace drmsim::scenarios
