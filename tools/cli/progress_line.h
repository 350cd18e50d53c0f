// A line on the terminal for those who wait: how far a run is, five times a second after its first,
// and, where its scenario says how long it will be, when it will be over.
//
// An observer of the event log that looks at the wall clock every 65,536 events. It changes nothing
// in the model, and is attached only where somebody can see it.
#pragma once

#include <cstdint>
#include <functional>
#include <ostream>
#include <string>

#include "sim/event_log.h"
#include "tools/cli/run_length.h"

namespace drmsim::tools {

// Seconds of wall time since some moment.
using WallClock = std::function<double()>;
double wall_seconds();  // std::chrono::steady_clock

class ProgressLine : public sim::EventObserver {
 public:
  ProgressLine(std::ostream& terminal, std::string what, WallClock clock = wall_seconds);
  ~ProgressLine() override { erase(); }
  void on_event(const sim::Event& event) override;
  void set_whole(RunLength whole) { whole_ = whole; }
  void erase();

  static constexpr std::uint64_t kEventsBetweenLooks = 65536;  // a few ms apart

 private:
  void show(const sim::Event& event, double now);
  std::string left_text(const sim::Event& event, double seconds) const;

  std::ostream& terminal_;
  std::string what_;
  WallClock clock_;
  RunLength whole_;
  double begin_;
  double next_;
  bool shown_ = false;
  std::uint64_t events_ = 0;
  std::uint64_t jobs_ = 0;
};

}  // namespace drmsim::tools
