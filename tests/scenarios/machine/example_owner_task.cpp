// A process that submits single jobs at their times, of a program's own: in order of time, late
// ones as soon as possible, and none after its end.
#include "scenarios/machine/owner_task.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/support/machine_program.h"

namespace drmsim::scenarios {
namespace {

struct OwnerGuest final : MachineGuest {
  explicit OwnerGuest(Machine& machine)
      : task(machine.world(), machine.submitter("app"), Submitter::kOwner, machine.jobs()) {}
  void stop() override {}
  void let_go() override {}
  OwnerTask task;
};

JobSpec job_at(const char* name, sim::TimeNs at_ns) {
  JobSpec job;
  job.name = name;
  job.at_ns = at_ns;
  job.duration = sim::Delay::fixed(1'000);
  return job;
}

// The jobs that were pushed and refused, in order.
struct SubmissionNotes final : sim::EventObserver {
  void begin(const sim::Names& all) override { names = &all; }
  void on_event(const sim::Event& event) override {
    if (event.kind == sim::EventKind::push) {
      lines.push_back(names->text(event.job(0)) + " " + std::to_string(event.time_ns));
    }
    if (event.kind == sim::EventKind::refused) lines.push_back(names->text(event.job(0)) + " no");
  }
  const sim::Names* names = nullptr;
  std::vector<std::string> lines;
};

}  // namespace

TEST_CASE("example: a process submits in order of time, and nothing after its end") {
  const JobSpec late = job_at("late", 9'000);
  JobSpec waits = job_at("waits", 1'000);
  waits.after = {NameRef{"late_too", {}}};
  const JobSpec early = job_at("early", 0);
  const JobSpec beyond = job_at("beyond", 50'000);
  ActionSpec exit;
  exit.kind = ActionKind::exit;
  exit.at_ns = 20'000;
  const JobSpec refused = job_at("refused", 30'000);

  const std::vector<const JobSpec*> jobs = {&late, &waits, &early, &beyond, &refused};
  SubmissionNotes notes;
  MachineOptions options;
  options.observers.push_back(&notes);
  drm::Fence* of_beyond = nullptr;
  const std::string other =
      "[[entity]]\nname = \"other\"\nrings = \"gfx\"\n[[job]]\nname = \"late_too\"\n"
      "entity = \"other\"\nat = \"9us\"\nduration = \"1us\"\n";
  const RunReport report = tests::run_program(
      tests::kGfxAndApp + other,
      [&](Machine& machine) {
        machine.jobs().expect("late_too");  // by `waits`
        machine.jobs().expect("beyond");    // by this test
        auto guest = std::make_unique<OwnerGuest>(machine);
        for (const JobSpec* job : jobs) guest->task.add(*job);
        guest->task.add(exit, {});
        guest->task.start("app", 40'000);
        machine.adopt(std::move(guest));
        machine.world().spawn_task("client:asks",
                                   [&] { of_beyond = machine.jobs().wait("beyond"); });
      },
      options);
  CHECK(report.hazards.empty());
  CHECK(notes.lines == std::vector<std::string>{"early 0", "late_too 9000", "waits 9000",
                                                "late 9000", "refused no"});
  CHECK(of_beyond == nullptr);  // after the end: it will never be submitted
}

}  // namespace drmsim::scenarios
