// Interrupt lines: raised, masked, and waited for.
#include "sim/irq_line.h"

#include <memory>

#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("a raised line runs its handler once, in a hard interrupt of its name") {
  World world;
  IrqLine line(world, "gfx");
  int calls = 0;
  line.request([&] {
    const Context& self = *world.cpu().current();
    CHECK(self.kind() == ContextKind::hardirq);
    CHECK(std::string(self.role()) == "irq");
    CHECK(world.names().text(self.name()) == "irq:gfx");
    CHECK(line.running());
    ++calls;
  });
  line.raise();
  CHECK(calls == 0);  // not inside raise()
  world.run();
  CHECK(calls == 1);
  CHECK_FALSE(line.running());
  CHECK_FALSE(line.pending());
}

TEST_CASE("a line raised several times before its handler starts runs it once") {
  World world;
  IrqLine line(world, "gfx");
  int calls = 0;
  line.request([&] { ++calls; });
  line.raise();
  line.raise();
  line.raise();
  world.run();
  CHECK(calls == 1);
}

TEST_CASE("a line raised while its handler runs runs it once more, never twice at once") {
  World world;
  Diary diary(world);
  IrqLine line(world, "gfx");
  int at_once = 0;
  line.request([&] {
    CHECK(++at_once == 1);
    diary("begins");
    world.cpu().spend(100);
    --at_once;
  });
  line.raise();
  TimedCallback again(world.timeline(), [&] {
    line.raise();
    line.raise();
  });
  again.arm_at(50);
  world.run();
  CHECK(diary.lines() == Lines{"begins", "begins 100"});
}

TEST_CASE("a line raised while disabled runs its handler when it is enabled, as often as needed") {
  World world;
  Diary diary(world);
  IrqLine line(world, "gfx");
  line.request([&] { diary("runs"); });
  world.spawn_task("driver", [&] {
    line.disable();
    line.disable_nosync();
    line.raise();
    line.raise();
    world.cpu().sleep_for(10);
    line.enable();
    world.cpu().sleep_for(10);
    CHECK(line.pending());
    line.enable();
    world.cpu().sleep_for(10);
    CHECK_FALSE(line.pending());
  });
  world.run();
  CHECK(diary.lines() == Lines{"runs 20"});
  CHECK(world.hazards().empty());
}

TEST_CASE("a line disabled between raise and handler keeps the interrupt for later") {
  World world;
  Diary diary(world);
  IrqLine line(world, "gfx");
  line.request([&] { diary("runs"); });
  world.spawn_task("driver", [&] {
    line.raise();
    line.disable();
    world.cpu().sleep_for(10);
    line.enable();
  });
  world.run();
  CHECK(diary.lines() == Lines{"runs 10"});
}

TEST_CASE("a line raised before it has a handler runs it when it gets one") {
  World world;
  Diary diary(world);
  IrqLine line(world, "gfx");
  line.raise();
  world.run();
  line.request([&] { diary("runs"); });
  world.run();
  CHECK(diary.lines() == Lines{"runs"});
}

TEST_CASE("disable and synchronize wait for the running handler, and only for that") {
  const bool disable = GENERATE(true, false);
  World world;
  Diary diary(world);
  IrqLine line(world, "gfx");
  line.request([&] {
    world.cpu().spend(100);
    diary("handler ends");
  });
  line.raise();
  world.spawn_task("driver", [&] {
    world.cpu().sleep_for(10);
    disable ? line.disable() : line.synchronize();
    diary("driver");
    line.synchronize();
    diary("driver");
  });
  world.run();
  CHECK(diary.lines() == Lines{"handler ends 100", "driver 100", "driver 100"});
}

TEST_CASE("a threaded handler may sleep, another may not") {
  const bool threaded = GENERATE(true, false);
  World world;
  IrqLine line(world, "gfx");
  line.request([&] { world.cpu().sleep_for(10); }, threaded);
  line.raise();
  world.run();
  CHECK(world.now() == 10);
  CHECK(hazard_names(world) == (threaded ? Lines{} : Lines{"sleep_in_atomic"}));
}

TEST_CASE("a handler that waits for itself is a self_wait hazard") {
  const bool disable = GENERATE(true, false);
  World world;
  IrqLine line(world, "gfx");
  line.request([&] { disable ? line.disable() : line.synchronize(); }, true);
  line.raise();
  world.run();
  world.end();
  CHECK(hazard_names(world) == Lines{"self_wait"});
}

TEST_CASE("an enable without its disable is a warning") {
  World world;
  IrqLine line(world, "gfx");
  line.enable();
  CHECK(hazard_names(world) == Lines{"warning"});
  CHECK_THAT(only_hazard_message(world), Catch::Contains("enable_irq of gfx"));
}

TEST_CASE("raising a line is an event, whether the handler runs or not") {
  World world;
  const TextLog log(world);
  IrqLine line(world, "gfx");
  line.disable_nosync();
  line.raise();
  CHECK(log.lines() == Lines{"             0  irq          line=gfx"});
}

TEST_CASE("a line that is destroyed while its handler runs is a use_after_free hazard") {
  World world;
  auto line = std::make_unique<IrqLine>(world, "gfx");
  line->request([&world] { world.cpu().spend(100); });
  line->raise();
  world.run_until(10);
  line.reset();
  CHECK(hazard_names(world) == Lines{"use_after_free"});
  world.end();
}

}  // namespace
}  // namespace drmsim::sim
