// A client of a program's own on a machine: it starts after a cycle of another, has at most so many
// jobs unfinished, and finishes its cycle when it is told to stop.
#include "scenarios/machine/client_task.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/support/machine_program.h"

namespace drmsim::scenarios {
namespace {

// Keeps clients as long as the machine.
struct TwoClients final : MachineGuest {
  TwoClients(Machine& machine, const ClientSpec& first_spec, const ClientSpec& then_spec)
      : sleeps(machine.world()),
        first(machine.world(), first_spec, {&machine.submitter("app")}, sleeps),
        then(machine.world(), then_spec, {&machine.submitter("app")}, sleeps) {
    first.start(nullptr);
    then.start(&first);
  }
  void stop() override {
    first.stop();
    then.stop();
  }
  void let_go() override {}

  ClientSleeps sleeps;
  ClientTask first;
  ClientTask then;
};

ClientSpec client(const char* name, std::uint64_t cycles) {
  ClientSpec spec;
  spec.name = name;
  spec.duration = sim::Delay::fixed(10'000);
  spec.jobs_per_cycle = 2;
  spec.cycles = cycles;
  return spec;
}

const ClientReport& report_of(const RunReport& report, const std::string& name) {
  const auto is_it = [&](const ClientReport& row) { return row.name == name; };
  return *std::find_if(report.clients.begin(), report.clients.end(), is_it);
}

}  // namespace

TEST_CASE("example: a client starts after a cycle of another and ends with a whole cycle") {
  ClientSpec game = client("game", 3);
  ClientSpec overlay = client("overlay", kEndlessCycles);
  overlay.in_flight = 1;
  overlay.start_after.cycle = 2;
  MachineOptions options;
  options.until_ns = 95'000;
  const auto setup = [&](Machine& machine) {
    machine.adopt(std::make_unique<TwoClients>(machine, game, overlay));
  };
  const RunReport report = tests::run_program(tests::kGfxAndApp, setup, options);
  CHECK(report.hazards.empty());
  CHECK(report_of(report, "game").jobs == 6);
  // From 40 us on, the two take turns until 80 us; the cycle that then begins is finished.
  CHECK(report_of(report, "overlay").jobs % 2 == 0);
  CHECK(report_of(report, "overlay").cycles == report_of(report, "overlay").jobs / 2);
  CHECK(report.virtual_time_ns >= 95'000);
  CHECK(report.virtual_time_ns <= 115'000);
}

TEST_CASE("example: a client that waits for a cycle that never comes says so") {
  ClientSpec game = client("game", 1);
  ClientSpec overlay = client("overlay", 1);
  overlay.start_after.cycle = 2;
  TwoClients* clients = nullptr;
  std::string failure;
  tests::run_program(tests::kGfxAndApp, [&](Machine& machine) {
    auto guest = std::make_unique<TwoClients>(machine, game, overlay);
    clients = guest.get();
    machine.adopt(std::move(guest));
    machine.world().spawn_task("client:asks", [&] {
      machine.world().cpu().sleep_until(1'000'000);
      failure = clients->then.failure();
    });
  });
  CHECK(failure == "client `overlay` never started: client `game` ended after 1 of 2 cycles");
}

}  // namespace drmsim::scenarios
