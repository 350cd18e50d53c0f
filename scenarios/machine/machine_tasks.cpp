// Who submits to a machine, and what is done to it from outside: its tasks, made before it runs.
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/format/resolve/generated_names.h"
#include "scenarios/machine/device_actions.h"
#include "scenarios/machine/machine.h"

namespace drmsim::scenarios {
namespace {

bool is_for_entity(const ActionSpec& action) {
  return !action.entity.name.empty();
}

}  // namespace

// The tasks of one process: one that submits; of a closed loop, which has no times, also one for
// what is done to the entity at a time.
void Machine::add_owner_task(const EntitySpec& entity, const std::string& process,
                             Submitter::User user, const std::vector<const JobSpec*>& jobs) {
  const auto make_task = [&] {
    return std::make_unique<OwnerTask>(world_, *submitters_.at(entity.name), user, jobs_);
  };
  const auto start = [this](std::unique_ptr<OwnerTask> task, const std::string& name) {
    if (task->empty()) return;
    task->start(name, until_ns_);
    owners_.push_back(std::move(task));
  };
  auto submits = make_task();
  for (const JobSpec* job : jobs) submits->add(*job);
  auto acts = submits->is_closed_loop() ? make_task() : nullptr;
  for (const ActionSpec& action : spec_.actions) {
    if (action.entity.name != entity.name || action.process.name != process) continue;
    check_rings_of(entity, action.rings);
    (acts != nullptr ? acts : submits)->add(action, schedulers_of(action.rings));
  }
  const std::string name = process.empty() ? entity.name : entity.name + "." + process;
  start(std::move(submits), name);
  if (acts != nullptr) start(std::move(acts), name + kActionsSuffix);
}

namespace {

// What one entity is given: the jobs of its owner, and those of each other process, in the order in
// which the file names the processes.
struct JobsOfEntity {
  std::vector<const JobSpec*> of_owner;
  std::vector<std::pair<std::string_view, std::vector<const JobSpec*>>> of_others;

  void add(const JobSpec& job) { of(job.process.name).push_back(&job); }

 private:
  std::vector<const JobSpec*>& of(std::string_view process) {
    if (process.empty()) return of_owner;
    for (auto& other : of_others) {
      if (other.first == process) return other.second;
    }
    return of_others.emplace_back(process, std::vector<const JobSpec*>{}).second;
  }
};

}  // namespace

void Machine::build_owners() {
  std::map<std::string_view, JobsOfEntity> jobs;
  for (const JobSpec& job : spec_.jobs) jobs[job.entity.name].add(job);
  for (const EntitySpec& entity : spec_.entities) {
    const JobsOfEntity& its = jobs[entity.name];
    add_owner_task(entity, "", Submitter::kOwner, its.of_owner);
    for (const auto& [process, of_process] : its.of_others) {
      constexpr std::uint32_t kFirstOther = 1U << 31;  // owners are numbered from 1
      add_owner_task(entity, std::string(process),
                     submitters_.at(entity.name)->add_user(kFirstOther + other_processes_++),
                     of_process);
    }
  }
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
  build_owners();
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
