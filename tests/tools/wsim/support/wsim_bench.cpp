#include "tests/tools/wsim/support/wsim_bench.h"

#include <utility>

#include <fmt/format.h>

namespace drmsim::tests {

using scenarios::wsim::WorkloadOptions;

namespace {

WorkloadOptions options_for(const std::string& descriptor, const WsimBench::Tweak& tweak) {
  WorkloadOptions options;
  options.workloads.push_back({descriptor, false, 0});
  if (tweak) tweak(options);
  return options;
}

}  // namespace

WsimBench::WsimBench(const std::string& descriptor, const Tweak& tweak,
                     scenarios::MachineOptions machine) {
  run(options_for(descriptor, tweak), std::move(machine));
}

WsimBench::WsimBench(const WorkloadOptions& options, scenarios::MachineOptions machine) {
  run(options, std::move(machine));
}

void WsimBench::run(const WorkloadOptions& options, scenarios::MachineOptions machine) {
  const scenarios::wsim::WsimPlan plan(options);
  machine.observers.push_back(this);
  outcome_ = scenarios::wsim::run_workloads(plan, machine);
  names_ = nullptr;
}

std::vector<std::string> WsimBench::hazards() const {
  std::vector<std::string> messages;
  for (const scenarios::HazardReport& hazard : report().hazards) messages.push_back(hazard.message);
  return messages;
}

void WsimBench::on_event(const sim::Event& event) {
  log_.push_back(sim::event_text(event, *names_));
  using Kind = sim::EventKind;
  if (event.kind != Kind::push && event.kind != Kind::hw_start && event.kind != Kind::hw_done) {
    return;
  }
  const sim::JobTag job = event.job(0);
  auto& batches = batches_[names_->text(job.name)];
  if (batches.size() < job.number_plus_one) batches.resize(job.number_plus_one);
  BatchTimes& batch = batches[job.number_plus_one - 1];
  const double now_us = static_cast<double>(event.time_ns) / 1000;
  if (event.kind == Kind::push) batch.push_us = now_us;
  if (event.kind == Kind::hw_start) batch.start_us = now_us;
  if (event.kind == Kind::hw_done) batch.end_us = now_us;
  if (event.kind == Kind::hw_start) batch.ring = names_->text(event.name(1));
}

std::vector<std::string> WsimBench::batches(std::uint32_t client) const {
  std::vector<std::string> lines;
  for (const BatchTimes& batch : batches_.at(fmt::format("c{}", client))) {
    lines.push_back(fmt::format("{} {}-{}", batch.ring, batch.start_us, batch.end_us));
  }
  return lines;
}

std::vector<double> WsimBench::push_us(std::uint32_t client) const {
  std::vector<double> times;
  for (const BatchTimes& batch : batches_.at(fmt::format("c{}", client))) {
    times.push_back(batch.push_us);
  }
  return times;
}

}  // namespace drmsim::tests
