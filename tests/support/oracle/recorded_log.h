// The lines of an event log that define behaviour, in one form for the recorded logs and for ours.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/event_log.h"

namespace drmsim::tests {

// Of a log as recorded (oracle/traces) or as `--events` prints it: "1000 run_job job=j0 sched=gfx
// ...". Lines about the harness are left out; a run_job that returned no fence reads "result=NULL
// error=-125".
std::vector<std::string> behaviour_lines(std::string_view log);

// The first line in which the two differ, with its neighbours; empty if they agree.
std::string first_difference(const std::vector<std::string>& expected,
                             const std::vector<std::string>& actual);

// Collects the text of a run's events.
class LogText : public sim::EventObserver {
 public:
  explicit LogText(const sim::Names* names = nullptr) : names_(names) {}
  void use(const sim::Names& names) { names_ = &names; }
  void on_event(const sim::Event& event) override { events_.push_back(event); }
  std::string text() const;

 private:
  const sim::Names* names_;
  std::vector<sim::Event> events_;
};

}  // namespace drmsim::tests
