// A mailbox of one letter, made of block() and wake() alone.
#include "sim/cpu.h"

#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: block and wake make a mailbox, and who hangs in it is listed") {
  World world;
  Diary diary(world);
  Context* reader = nullptr;
  int letter = 0;
  const auto receive = [&] {
    // A wake-up may be early: the condition is checked again.
    while (letter == 0) world.cpu().block("mail", world.intern("mailbox"));
    diary("letter " + std::to_string(std::exchange(letter, 0)));
  };
  reader = &world.spawn_task("reader", [&] {
    receive();
    receive();
    receive();
  });
  world.spawn_task("writer", [&] {
    world.cpu().wake(*reader);  // for nothing
    world.cpu().sleep_for(10);
    letter = 1;
    world.cpu().wake(*reader);
    world.cpu().spend(5);  // executes meanwhile; the reader, on its own processor, does not wait
    letter = 2;
    world.cpu().wake(*reader);
  });
  const ActorId writer = 2;  // contexts are numbered from 1
  CHECK(world.cpu().find(writer) != nullptr);
  world.run();
  CHECK(diary.lines() == Lines{"letter 1 10", "letter 2 15"});
  CHECK(world.cpu().find(writer) == nullptr);  // it has ended

  const std::vector<const Context*> hanging = world.cpu().blocked();
  REQUIRE(hanging.size() == 1);
  CHECK(hanging.front() == reader);
  CHECK(std::string(hanging.front()->waiting_for()) == "mail");
  CHECK(world.names().text(hanging.front()->waiting_on()) == "mailbox");
  world.end();  // the reader refers to what is on this stack
}

}  // namespace
}  // namespace drmsim::sim
