#include "scenarios/format/resolve/generated_names.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "scenarios/format/document.h"

namespace drmsim::scenarios {
namespace {

// What a name was made for, and of which table.
struct Origin {
  std::string what;
  std::string table;
  SourceLocation where;
};

class GeneratedNames {
 public:
  explicit GeneratedNames(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void add(const std::string& name, Origin origin) {
    const auto [entry, is_new] = origins_.emplace(name, origin);
    // The same table twice is a mistake that is reported as such.
    if (is_new || origin.table == entry->second.table) return;
    clashes_.push_back({name, std::move(origin), &entry->second});
  }

  void add_client(const ClientSpec& client) { clients_.emplace(client.name, client.where); }

  // A name that the file gives.
  void check(const char* kind, const std::string& name, SourceLocation where) {
    if (const auto found = origins_.find(name); found != origins_.end()) {
      report(where, std::string(kind) + ' ' + shown(name, '`'), name, found->second);
    }
    if (clients_.empty()) return;
    const std::size_t dot = name.rfind('.');
    if (dot == std::string::npos || !is_number(std::string_view(name).substr(dot + 1))) return;
    const auto client = clients_.find(name.substr(0, dot));
    if (client == clients_.end()) return;
    report(where, std::string(kind) + ' ' + shown(name, '`'), name,
           {"a job", "[[client]] " + shown(client->first, '`'), client->second});
  }

  // Names that two tables make, where that does not follow from a name reported already.
  void report_clashes() {
    for (const Clash& clash : clashes_) {
      if (is_reported(clash.first->where)) continue;
      report(clash.second.where, clash.second.table, clash.name, *clash.first);
    }
  }

 private:
  struct Clash {
    std::string name;
    Origin second;
    const Origin* first;
  };

  bool is_reported(SourceLocation where) const {
    return reported_.count({where.file, where.line, where.column}) > 0;
  }

  static bool is_number(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  }

  void report(SourceLocation where, const std::string& table, const std::string& name,
              const Origin& origin) {
    // One mistake, also where a ring implies an engine of its name.
    if (!reported_.insert({where.file, where.line, where.column}).second) return;
    diagnostics_.add(where, table + " has the name that " + origin.what + " of " + origin.table +
                                " at " + diagnostics_.place_text(origin.where, where) + " gets, " +
                                shown(name, '`') + "; expected another name");
  }

  Diagnostics& diagnostics_;
  std::map<std::string, Origin> origins_;
  std::map<std::string, SourceLocation> clients_;
  std::vector<Clash> clashes_;
  std::set<std::tuple<int, int, int>> reported_;  // file, line, column
};

void add_ring(GeneratedNames& names, const RingSpec& ring, std::uint32_t interrupt_cpus) {
  const std::string table = "[[ring]] " + shown(ring.name, '`');
  const auto add = [&](const std::string& name, const char* what) {
    names.add(name, {what, table, ring.where});
  };
  for (const char* role :
       {"run", "free", "tdr", "main", "irq", "kill", "close", "recover", "fallback"}) {
    add(role + (':' + ring.name), "a thread");
  }
  for (const char* priority : {"kernel", "high", "normal", "low"}) {
    add(ring.name + '.' + priority, "a run queue");
  }
  add(ring.name + ".error", "an interrupt line");
  add("irq:" + ring.name + ".error", "a thread");
  for (std::uint32_t i = 1; i < interrupt_cpus; ++i) {
    add(ring.name + ".vector" + std::to_string(i), "an interrupt line");
    add("irq:" + ring.name + ".vector" + std::to_string(i), "a thread");
  }
}

// Of processes that submit in a closed loop.
void add_action_tasks(GeneratedNames& names, const ScenarioSpec& spec) {
  std::set<std::string> seen;
  for (const JobSpec& job : spec.jobs) {
    if (job.submit != SubmitWhen::after || job.entity.name.empty()) continue;
    std::string owner = job.entity.name;
    if (!job.process.name.empty()) owner += '.' + job.process.name;
    if (!seen.insert(owner).second) continue;
    names.add("client:" + owner + kActionsSuffix,
              {"a thread", "[[entity]] " + shown(job.entity.name, '`'), job.where});
  }
}

}  // namespace

void check_generated_names(const ScenarioSpec& spec, Diagnostics& diagnostics) {
  GeneratedNames names(diagnostics);
  for (const RingSpec& ring : spec.rings) {
    if (!ring.name.empty()) add_ring(names, ring, spec.interrupt.cpus);
  }
  for (const ResetDomainSpec& domain : spec.reset_domains) {
    const std::string table = "[[reset_domain]] " + shown(domain.name, '`');
    names.add(domain.name + ".reset", {"an interrupt line", table, domain.where});
    names.add("irq:" + domain.name + ".reset", {"a thread", table, domain.where});
  }
  for (const EntitySpec& entity : spec.entities) {
    const std::string table = "[[entity]] " + shown(entity.name, '`');
    names.add("client:" + entity.name, {"a thread", table, entity.where});
  }
  for (const ClientSpec& client : spec.clients) {
    if (client.name.empty()) continue;
    const std::string table = "[[client]] " + shown(client.name, '`');
    names.add_client(client);
  }
  for (const JobSpec& job : spec.jobs) {
    if (job.process.name.empty() || job.entity.name.empty()) continue;
    const std::string table = "the process " + shown(job.process.name, '`') + " of [[entity]] " +
                              shown(job.entity.name, '`');
    names.add(job.entity.name + '.' + job.process.name, {"a thread", table, job.where});
    names.add("client:" + job.entity.name + '.' + job.process.name, {"a thread", table, job.where});
  }
  add_action_tasks(names, spec);
  for (const RingSpec& ring : spec.rings) names.check("[[ring]]", ring.name, ring.where);
  for (const EngineSpec& engine : spec.engines) {
    names.check("[[engine]]", engine.name, engine.where);
  }
  for (const ResetDomainSpec& domain : spec.reset_domains) {
    names.check("[[reset_domain]]", domain.name, domain.where);
  }
  for (const EntitySpec& entity : spec.entities) {
    names.check("[[entity]]", entity.name, entity.where);
  }
  for (const ClientSpec& client : spec.clients) {
    names.check("[[client]]", client.name, client.where);
  }
  for (const JobSpec& job : spec.jobs) names.check("[[job]]", job.name, job.where);
  names.report_clashes();
}

}  // namespace drmsim::scenarios
