// Who submits to a machine, and what is done to it from outside: its tasks, made before it runs.
#include <algorithm>
#include <utility>

#include "scenarios/machine/device_actions.h"
#include "scenarios/machine/machine.h"

namespace drmsim::scenarios {
namespace {

bool is_for_entity(const ActionSpec& action) {
  return !action.entity.name.empty();
}

}  // namespace

void Machine::add_owner_task(const EntitySpec& entity, const std::string& process,
                             Submitter::User user) {
  auto task = std::make_unique<OwnerTask>(world_, *submitters_.at(entity.name), user, jobs_);
  const auto is_its = [&](const auto& item) {
    return item.entity.name == entity.name && item.process.name == process;
  };
  for (const JobSpec& job : spec_.jobs) {
    if (is_its(job)) task->add(job);
  }
  for (const ActionSpec& action : spec_.actions) {
    if (!is_its(action)) continue;
    check_rings_of(entity, action.rings);
    task->add(action, schedulers_of(action.rings));
  }
  if (task->empty()) return;
  task->start(process.empty() ? entity.name : entity.name + "." + process, until_ns_);
  owners_.push_back(std::move(task));
}

void Machine::build_clients() {
  std::map<std::string, ClientTask*> by_name;
  for (const ClientSpec& client : spec_.clients) {
    std::vector<Submitter*> submitters;
    for (const ClientStep& step : client.cycle_steps()) {
      submitters.push_back(submitters_.at(step.entity.name).get());
    }
    clients_.push_back(
        std::make_unique<ClientTask>(world_, client, std::move(submitters), client_sleeps_));
    by_name.emplace(client.name, clients_.back().get());
  }
  for (const auto& client : clients_) {
    const std::string& first = client->spec().start_after.client.name;
    client->start(first.empty() ? nullptr : by_name.at(first));
  }
}

void Machine::build_tasks() {
  for (const JobSpec& job : spec_.jobs) {
    for (const NameRef& dependency : job.after) jobs_.expect(dependency.name);
  }
  for (const ActionSpec& action : spec_.actions) {
    if (!action.job.name.empty()) jobs_.expect(action.job.name);
  }
  for (const EntitySpec& entity : spec_.entities) {
    add_owner_task(entity, "", Submitter::kOwner);
    // In the order in which the file names them.
    std::vector<std::string> processes;
    for (const JobSpec& job : spec_.jobs) {
      if (job.entity.name != entity.name || job.process.name.empty()) continue;
      if (std::find(processes.begin(), processes.end(), job.process.name) != processes.end()) {
        continue;
      }
      processes.push_back(job.process.name);
      constexpr std::uint32_t kFirstOther = 1U << 31;  // owners are numbered from 1
      add_owner_task(entity, job.process.name,
                     submitters_.at(entity.name)->add_user(kFirstOther + other_processes_++));
    }
  }
  build_clients();
  device_actions_ = std::make_unique<DeviceActions>(*this);
  for (const ActionSpec& action : spec_.actions) {
    if (is_for_entity(action)) continue;
    if (action.kind == ActionKind::unload) users_of(action);  // may refuse
    if (action.kind == ActionKind::suspend) check_suspend(action);
    if (action.kind == ActionKind::suspend_timeout) check_suspend_timeout(action);
    device_actions_->add(action);
  }
  device_actions_->start(until_ns_);
}

}  // namespace drmsim::scenarios
