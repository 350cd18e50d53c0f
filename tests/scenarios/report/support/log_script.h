// Emits events at given moments, as the hardware and the scheduler would.
#pragma once

#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/world.h"

namespace drmsim::tests {

class LogScript {
 public:
  explicit LogScript(sim::World& world) : world_(world) {}

  // In order of time.
  template <class... Args>
  LogScript& at(sim::TimeNs time_ns, sim::EventKind kind, Args... args) {
    steps_.emplace_back(time_ns, [this, kind, args...] { world_.log().emit(kind, args...); });
    return *this;
  }

  void run() {
    world_.spawn_task("client:script", [this] {
      for (const auto& [time_ns, emit] : steps_) {
        world_.cpu().sleep_until(time_ns);
        emit();
      }
    });
    world_.run();
  }

  sim::NameId name(std::string_view text) { return world_.intern(text); }
  sim::JobTag job(std::string_view text) { return sim::JobTag{name(text)}; }
  sim::JobTag job(std::string_view client, std::uint32_t number) {
    return sim::JobTag{name(client), number + 1};
  }

 private:
  sim::World& world_;
  std::vector<std::pair<sim::TimeNs, std::function<void()>>> steps_;
};

}  // namespace drmsim::tests
