// A guest: who submits for ever until the machine's end of time, and drops what it holds when
// nothing runs any more.
#include "scenarios/machine/machine_guest.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/support/machine_program.h"

namespace drmsim::scenarios {
namespace {

class EndlessGuest final : public MachineGuest {
 public:
  EndlessGuest(Machine& machine, std::string& diary) : machine_(machine), diary_(diary) {
    machine.world().spawn_task("client:guest", [this] { run(); });
  }
  ~EndlessGuest() override { diary_ += " destroyed"; }
  void stop() override {
    diary_ += machine_.world().cpu().current() == nullptr ? " stop" : " stop in a context";
    stopping_ = true;
  }
  void let_go() override {
    diary_ += " let_go";
    machine_.api().dma_fence_put(std::exchange(last_, nullptr));
  }

 private:
  void run() {
    Submitter& app = machine_.submitter("app");
    for (std::uint32_t number = 1; !stopping_; ++number) {
      machine_.api().dma_fence_put(last_);
      last_ =
          app.submit({.tag = {machine_.world().intern("guest"), number}, .duration_ns = 300}, {});
      machine_.api().dma_fence_wait_timeout(*last_);
    }
    diary_ += " ended";
  }

  Machine& machine_;
  std::string& diary_;
  bool stopping_ = false;
  drm::Fence* last_ = nullptr;  // kept until let_go()
};

}  // namespace

TEST_CASE("example: a guest is told of the end of time, and before entities are destroyed") {
  std::string diary;
  const RunReport report =
      tests::run_program("until = \"1us\"\n" + tests::kGfxAndApp, [&diary](Machine& machine) {
        machine.adopt(std::make_unique<EndlessGuest>(machine, diary));
      });
  CHECK(report.hazards.empty());  // no leak: the last reference was dropped in time
  CHECK(report.jobs == 4);        // the one under way at 1 us was finished
  CHECK(diary == " stop ended let_go destroyed");
}

TEST_CASE("example: a guest of a run that ends in a hazard is destroyed without being told") {
  std::string diary;
  const RunReport report =
      tests::run_program("until = \"1us\"\n" + tests::kGfxAndApp, [&diary](Machine& machine) {
        machine.adopt(std::make_unique<EndlessGuest>(machine, diary));
        machine.world().spawn_task("client:breaks", [&machine] {
          machine.world().cpu().sleep_until(500);
          machine.world().hazards().fatal(sim::HazardKind::contract, sim::Where::here(), "thing",
                                          "it breaks");
        });
      });
  CHECK(report.end == RunEnd::hazard);
  CHECK(diary.find("let_go") == std::string::npos);
  CHECK(diary.find("destroyed") != std::string::npos);
}

}  // namespace drmsim::scenarios
