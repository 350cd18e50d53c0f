// Keeps the event log of a test as short lines: "1000 finished job=j0 sched=gfx error=0".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/event_log.h"

namespace drmsim::drm::test {

using Lines = std::vector<std::string>;

class EventRecorder final : public sim::EventObserver {
 public:
  explicit EventRecorder(sim::World& world);
  ~EventRecorder() override;
  void on_event(const sim::Event& event) override;

  // The lines whose event has one of these names, in order; without names, all.
  Lines lines(const std::vector<std::string_view>& names = {}) const;
  // The jobs that these events name, in order: "j0 j1 j2".
  std::string jobs(std::string_view name) const;
  int count(std::string_view name) const;
  void clear() { lines_.clear(); }

 private:
  sim::World& world_;
  Lines lines_;
};

}  // namespace drmsim::drm::test
