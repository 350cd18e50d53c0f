// Writes the event log as text while the run goes on: `--events`.
#pragma once

#include <ostream>

#include "sim/event_log.h"

namespace drmsim::tools {

class EventWriter : public sim::EventObserver {
 public:
  explicit EventWriter(std::ostream& out) : out_(out) {}
  void begin(const sim::Names& names) override { names_ = &names; }
  void on_event(const sim::Event& event) override {
    out_ << sim::event_text(event, *names_) << '\n';
  }

 private:
  std::ostream& out_;
  const sim::Names* names_ = nullptr;
};

}  // namespace drmsim::tools
