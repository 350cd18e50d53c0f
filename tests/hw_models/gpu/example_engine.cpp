// Two queues of one's own on one engine: who waits is called when it is its turn.
#include "hw_models/gpu/engine.h"

#include <deque>
#include <string>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "sim/world.h"

namespace drmsim::hw {
namespace {

TEST_CASE(
    "example: queues share an engine, take turns, and are told of the end after the next start") {
  using Log = std::vector<std::string>;
  class Queue final : private EngineClient {
   public:
    Queue(sim::World& world, Engine& engine, std::string name, Log& log)
        : world_(world),
          engine_(engine),
          name_(std::move(name)),
          log_(log),
          client_(engine.attach(*this)) {}
    void submit(sim::TimeNs duration_ns) {
      waiting_.push_back(duration_ns);
      start();
    }
    bool kill_first() { return engine_.kill(client_, 0); }

   private:
    void start() {
      if (waiting_.empty()) return;
      Execution execution;
      execution.cookie = next_;
      execution.duration_ns = waiting_.front();
      if (!engine_.start(client_, execution)) return;  // slot_granted() will come
      say("starts", next_++);
      waiting_.pop_front();
      start();
    }
    void slot_granted() override { start(); }
    void execution_ended(std::uint32_t cookie) override { say("ended", cookie); }
    void execution_faulted(std::uint32_t cookie) override { say("faulted", cookie); }
    void say(const char* what, std::uint32_t cookie) {
      log_.push_back(fmt::format("{} {}{} {}", world_.now(), name_, cookie, what));
    }
    sim::World& world_;
    Engine& engine_;
    std::string name_;
    Log& log_;
    std::uint32_t client_;
    std::uint32_t next_ = 0;
    std::deque<sim::TimeNs> waiting_;
  };
  sim::World world;
  Engine engine("engine", world, {"engine", 1});
  Log log;
  Queue a(world, engine, "a", log);
  Queue b(world, engine, "b", log);
  a.submit(100);
  CHECK(log == Log{"0 a0 starts"});  // inside start(): the engine was free
  a.submit(100);
  b.submit(50);
  world.run();
  CHECK(log == Log{"0 a0 starts", "100 b0 starts", "100 a0 ended", "150 a1 starts", "150 b0 ended",
                   "250 a1 ended"});
  CHECK_FALSE(a.kill_first());  // not on the engine any more
}

}  // namespace
}  // namespace drmsim::hw
