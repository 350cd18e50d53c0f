#include "scenarios/format/resolve/job_order.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace drmsim::scenarios {
namespace {

constexpr std::size_t kShownJobsMax = 8;

struct Wait {
  std::size_t job;
  const NameRef* reason;  // null: the order of the entity
};

class WaitGraph {
 public:
  explicit WaitGraph(const ScenarioSpec& spec) : jobs_(spec.jobs), waits_(spec.jobs.size()) {
    std::map<std::string, std::size_t> by_name;
    std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> by_task;
    for (std::size_t i = 0; i < jobs_.size(); ++i) {
      by_name.emplace(jobs_[i].name, i);
      by_task[{jobs_[i].entity.name, jobs_[i].process.name}].push_back(i);
    }
    for (std::size_t i = 0; i < jobs_.size(); ++i) {
      for (const NameRef& reference : jobs_[i].after) {
        const auto found = by_name.find(reference.name);
        if (found != by_name.end()) waits_[i].push_back(Wait{found->second, &reference});
      }
    }
    for (auto& task : by_task) add_submission_order(task.second);
  }

  // A circle, each job waiting for the next and the last for the first; empty if there is none.
  std::vector<std::size_t> find_circle() const {
    enum class Mark : std::uint8_t { unseen, open, closed };
    std::vector<Mark> marks(jobs_.size(), Mark::unseen);
    std::vector<std::size_t> path;  // depth first, without recursion: chains can be long
    std::vector<std::size_t> next(jobs_.size(), 0);
    for (std::size_t start = 0; start < jobs_.size(); ++start) {
      if (marks[start] == Mark::unseen) path.push_back(start);
      while (!path.empty()) {
        const std::size_t job = path.back();
        marks[job] = Mark::open;
        if (next[job] == waits_[job].size()) {
          marks[job] = Mark::closed;
          path.pop_back();
          continue;
        }
        const std::size_t other = waits_[job][next[job]++].job;
        if (marks[other] == Mark::unseen) path.push_back(other);
        if (marks[other] != Mark::open) continue;
        return {std::find(path.begin(), path.end(), other), path.end()};
      }
    }
    return {};
  }

  // Why `job` waits for `other`; null if only because of the entity's order.
  const NameRef* reason(std::size_t job, std::size_t other) const {
    for (const Wait& wait : waits_[job]) {
      if (wait.job == other && wait.reason != nullptr) return wait.reason;
    }
    return nullptr;
  }

 private:
  void add_submission_order(std::vector<std::size_t>& jobs) {
    std::stable_sort(jobs.begin(), jobs.end(), [this](std::size_t a, std::size_t b) {
      return jobs_[a].at_ns < jobs_[b].at_ns;
    });
    for (std::size_t i = 1; i < jobs.size(); ++i) {
      waits_[jobs[i]].push_back(Wait{jobs[i - 1], nullptr});
    }
  }

  const std::vector<JobSpec>& jobs_;
  std::vector<std::vector<Wait>> waits_;
};

// Whether every job names only jobs that come before it in time, or at the same time in the file:
// then nobody waits in a circle. So it is of every capture, and of most files.
bool all_look_back(const std::vector<JobSpec>& jobs, const NameTable& names) {
  if (names.size() != jobs.size()) return false;  // a name is missing, or there twice
  for (std::uint32_t i = 0; i < jobs.size(); ++i) {
    for (const NameRef& reference : jobs[i].after) {
      const std::optional<std::uint32_t> other = names.number(reference.name);
      if (!other.has_value()) continue;
      if (std::pair(jobs[*other].at_ns, *other) >= std::pair(jobs[i].at_ns, i)) return false;
    }
  }
  return true;
}

}  // namespace

void check_job_order(const ScenarioSpec& spec, const NameTable& names, Diagnostics& diagnostics) {
  if (!all_look_back(spec.jobs, names)) check_job_order(spec, diagnostics);
}

void check_job_order(const ScenarioSpec& spec, Diagnostics& diagnostics) {
  const WaitGraph graph(spec);
  const std::vector<std::size_t> circle = graph.find_circle();
  if (circle.empty()) return;
  SourceLocation where;
  std::string text;
  for (std::size_t i = 0; i < circle.size(); ++i) {
    const NameRef* const reason = graph.reason(circle[i], circle[(i + 1) % circle.size()]);
    if (reason != nullptr && where.line == 0) where = reason->where;
    if (i < kShownJobsMax) text += '`' + spec.jobs[circle[i]].name + "` waits for ";
    if (i == kShownJobsMax) text += "... waits for ";
  }
  text += '`' + spec.jobs[circle[0]].name + '`';
  diagnostics.add(where, "jobs wait for each other: " + text +
                             "; expected no circle (a job also waits for those that its entity "
                             "submits before it)");
}

}  // namespace drmsim::scenarios
