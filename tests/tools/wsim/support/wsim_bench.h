// Runs a workload and tells when and where each batch executed, in microseconds.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sim/event_log.h"
#include "tools/wsim/run_workloads.h"

namespace drmsim::tests {

struct BatchTimes {
  std::string ring;
  double push_us = 0;
  double start_us = 0;
  double end_us = 0;
};

class WsimBench : private sim::EventObserver {
 public:
  using Tweak = std::function<void(scenarios::wsim::WorkloadOptions&)>;

  // Runs at once. The run is over when the constructor returns.
  explicit WsimBench(const std::string& descriptor, const Tweak& tweak = {},
                     scenarios::MachineOptions machine = {});
  explicit WsimBench(const scenarios::wsim::WorkloadOptions& options,
                     scenarios::MachineOptions machine = {});

  const scenarios::wsim::WsimResult& result() const { return outcome_.result; }
  const scenarios::RunReport& report() const { return outcome_.report; }
  double elapsed_us() const { return static_cast<double>(result().elapsed_ns()) / 1000; }
  std::vector<std::string> hazards() const;  // messages

  // By client, in order of submission: "RCS1 0-10".
  std::vector<std::string> batches(std::uint32_t client = 0) const;
  std::vector<double> push_us(std::uint32_t client = 0) const;
  const std::vector<std::string>& log() const { return log_; }

 private:
  void run(const scenarios::wsim::WorkloadOptions& options, scenarios::MachineOptions machine);
  void begin(const sim::Names& names) override { names_ = &names; }
  void on_event(const sim::Event& event) override;

  scenarios::wsim::WsimOutcome outcome_;
  const sim::Names* names_ = nullptr;                       // while it runs
  std::map<std::string, std::vector<BatchTimes>> batches_;  // by client
  std::vector<std::string> log_;
};

}  // namespace drmsim::tests
