// A fingerprint of an event log: two runs with the same one did the same.
//
// FNV-1a, 64 bits, over the text of the log, each line with its newline, which is what `--events`
// writes: the hash of such a file is the hash of the run.
#pragma once

#include <cstdint>
#include <string_view>

#include "sim/event_log.h"

namespace drmsim::scenarios {

class EventHash : public sim::EventObserver {
 public:
  void begin(const sim::Names& names) override { names_ = &names; }
  void on_event(const sim::Event& event) override;
  void add(std::string_view text);
  std::uint64_t value() const { return value_; }

 private:
  const sim::Names* names_ = nullptr;
  std::uint64_t value_ = 0xcbf29ce484222325u;
};

}  // namespace drmsim::scenarios
