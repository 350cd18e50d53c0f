// What the tests of sim/ share: a World that writes down what happened, and short names.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "sim/world.h"

namespace drmsim::sim {

using Lines = std::vector<std::string>;

// "a", or "a 5000" once time has passed: what was said, in order, and when.
class Diary {
 public:
  explicit Diary(const World& world) : world_(world) {}
  void operator()(std::string_view what) {
    lines_.push_back(world_.now() == 0 ? std::string(what)
                                       : fmt::format("{} {}", what, world_.now()));
  }
  const Lines& lines() const { return lines_; }

 private:
  const World& world_;
  Lines lines_;
};

// The names of the hazards so far, in order.
inline Lines hazard_names(World& world) {
  Lines names;
  for (const Hazard& hazard : world.hazards().all()) names.emplace_back(hazard_name(hazard.kind));
  return names;
}

inline std::string only_hazard_message(World& world) {
  REQUIRE(world.hazards().all().size() == 1);
  return world.hazards().all().front().message;
}

// A context in a soft or hard interrupt.
inline Context& interrupt(World& world, std::string_view name, std::function<void()> function,
                          ContextKind kind = ContextKind::hardirq) {
  return world.cpu().spawn(world.intern(name), "irq", kind, std::move(function));
}

// The event log as text.
class TextLog final : public EventObserver {
 public:
  explicit TextLog(World& world) : world_(world) { world.log().attach(*this); }
  const Lines& lines() const { return lines_; }

 private:
  void on_event(const Event& event) override {
    lines_.push_back(event_text(event, world_.names()));
  }
  World& world_;
  Lines lines_;
};

}  // namespace drmsim::sim
