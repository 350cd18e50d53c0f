#include "tests/support/oracle/oracle_reader.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "scenarios/format/input_file.h"
#include "scenarios/format/suggest.h"
#include "tests/support/oracle/oracle_line.h"

namespace drmsim::scenarios {
namespace {

constexpr std::uint32_t kMany = 1'000'000;
constexpr std::uint32_t kJobsMax = 100'000;

class OracleReader {
 public:
  OracleReader(const std::string& file, ScenarioSpec& spec) : spec_(spec), diagnostics_(file) {}

  void read(std::string_view text) {
    int number = 0;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      OracleLine line(text.substr(0, end), ++number, diagnostics_);
      if (!line.empty()) read_line(line);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (spec_.rings.empty()) diagnostics_.add({}, "no `sched` line; expected at least one");
    check_references();
    for (RingSpec& ring : spec_.rings) ring.scheduler.policy.name = policy_;
    diagnostics_.throw_if_any();
  }

 private:
  void read_line(OracleLine& line) {
    using Handler = void (OracleReader::*)(OracleLine&);
    static constexpr std::array<std::pair<std::string_view, Handler>, 10> kKeywords = {{
        {"policy", &OracleReader::policy},
        {"sched", &OracleReader::sched},
        {"entity", &OracleReader::entity},
        {"job", &OracleReader::job},
        {"jobs", &OracleReader::jobs},
        {"kill", &OracleReader::kill},
        {"destroy", &OracleReader::destroy},
        {"setprio", &OracleReader::setprio},
        {"smp", &OracleReader::smp},
        {"preempt", &OracleReader::preempt},
    }};
    for (const auto& [keyword, handler] : kKeywords) {
      if (line.keyword() != keyword) continue;
      (this->*handler)(line);
      if (keyword != "policy") line.finish();
      return;
    }
    std::vector<std::string> known;
    for (const auto& entry : kKeywords) known.emplace_back(entry.first);
    line.error(line.where(), fmt::format("unknown item `{}`{}", line.keyword(),
                                         suggestion(line.keyword(), known)));
  }

  void policy(OracleLine& line) {
    const NameRef name = line.name();
    if (name.name == "rr" || name.name == "fifo") {
      if (name.name != "fifo") policy_ = name.name;  // fifo is what there is without a word
    } else {
      line.error(name.where,
                 fmt::format("unknown policy `{}`; expected `rr` or `fifo`", name.name));
    }
  }

  void sched(OracleLine& line) {
    RingSpec ring;
    ring.where = line.where();
    ring.name = line.name().name;
    ring.slots = line.number("ring", 8, 4096);
    ring.engine = ring.reset_domain = NameRef{ring.name, ring.where};
    SchedulerSpec& scheduler = ring.scheduler;
    scheduler.credit_limit = line.number("credits", 1, kMany);
    scheduler.timeout_ns = line.time("timeout", sim::kForever);
    scheduler.hang_limit = line.number("hang_limit", 0, kMany);
    scheduler.num_rqs = line.number("rqs", 4, 4);
    if (line.word("wq", "ordered", {"ordered", "unordered"}) == "unordered") {
      scheduler.submit_queue.kind = QueueSpec::Kind::system;
    }
    if (scheduler.credit_limit == 0 || scheduler.num_rqs == 0 || ring.slots == 0) {
      line.error(line.where(), "`credits`, `ring` and `rqs` are at least 1");
    }
    driver(line, ring.driver);
    spec_.engines.push_back(EngineSpec{ring.where, ring.name, 1});
    ResetDomainSpec domain;
    domain.where = ring.where;
    domain.name = ring.name;
    spec_.reset_domains.push_back(domain);
    spec_.rings.push_back(ring);
  }

  static void driver(OracleLine& line, DriverSpec& driver) {
    driver.reset_time_ns = line.time("reset", 0);
    driver.resubmit = line.word("resubmit", "yes", {"yes", "no"}) == "yes";
    driver.on_false_timeout = line.word("spurious", "reset", {"reset", "return"}) == "return"
                                  ? FalseTimeout::finish
                                  : FalseTimeout::reset;
    driver.fence = FenceStorage::preallocated;
    const std::uint32_t references = line.number("refs", 2, 2);
    driver.keep_reference = references == 2;
    driver.unbalanced_put = references == 0;
    driver.release = line.word("release", "rcu", {"rcu", "now"}) == "now" ? FenceRelease::now
                                                                          : FenceRelease::rcu;
    driver.run_job_cost = sim::Delay::fixed(line.time("run_cost", 0));
  }

  EntityPriority priority(OracleLine& line) {
    const std::vector<std::string> names = {"kernel", "high", "normal", "low"};
    const std::string name = line.word("prio", "normal", names);
    return static_cast<EntityPriority>(std::find(names.begin(), names.end(), name) - names.begin());
  }

  void entity(OracleLine& line) {
    EntitySpec entity;
    entity.where = line.where();
    entity.name = line.name().name;
    entity.priority = priority(line);
    entity.rings = line.names("scheds");
    if (entity.rings.empty()) line.error(line.where(), "`entity` needs `scheds=NAME[,NAME...]`");
    spec_.entities.push_back(entity);
  }

  JobSpec job_values(OracleLine& line) {
    JobSpec job;
    job.where = line.where();
    job.name = line.name().name;
    job.entity = line.required_name("entity");
    job.at_ns = line.time("t", 0);
    job.duration = sim::Delay::fixed(line.time("dur", 0));
    job.credits = line.number("credits", 1, kMany);
    job.after = line.names("deps");
    job.fault.hang_attempts = line.number("hang", 0, kMany);
    if (line.has("err")) run_job_error(line, job.fault.run_job_returns);
    if (job.credits == 0) line.error(line.where("credits"), "`credits` is at least 1");
    return job;
  }

  static void run_job_error(OracleLine& line, RunJobReturns& result) {
    const std::string text = line.text("err", "");
    const int error = text.size() > 1 && text.size() < 6 && text[0] == '-' &&
                              std::all_of(text.begin() + 1, text.end(),
                                          [](char c) { return c >= '0' && c <= '9'; })
                          ? std::stoi(text.substr(1))
                          : 0;
    if (error < 1 || error > 4095) {
      line.error(line.where("err"), fmt::format("`{}` is no error; expected -1 to -4095", text));
    }
    result.kind = RunJobReturns::Kind::error;
    result.error = error;
  }

  void job(OracleLine& line) { spec_.jobs.push_back(job_values(line)); }

  void jobs(OracleLine& line) {
    const std::uint32_t count = line.number("count", 1, kJobsMax);
    const sim::TimeNs gap_ns = line.time("gap", 0);
    const JobSpec first = job_values(line);
    if (spec_.jobs.size() + count > kJobsMax) {
      line.error(line.where("count"), fmt::format("more than {} jobs", kJobsMax));
      return;
    }
    for (std::uint32_t i = 0; i < count; ++i) {
      JobSpec job = first;
      job.name += std::to_string(i);
      job.at_ns = first.at_ns + i * gap_ns;
      spec_.jobs.push_back(std::move(job));
    }
  }

  ActionSpec action(OracleLine& line, ActionKind kind) {
    ActionSpec action;
    action.where = line.where();
    action.kind = kind;
    action.at_ns = line.time("t", 0);
    action.entity = line.required_name("entity");
    return action;
  }

  void kill(OracleLine& line) {
    spec_.actions.push_back(action(line, ActionKind::kill));
    spec_.actions.back().wait_ns = line.time("wait", 0);
  }

  void destroy(OracleLine& line) { spec_.actions.push_back(action(line, ActionKind::destroy)); }

  void setprio(OracleLine& line) {
    spec_.actions.push_back(action(line, ActionKind::set_priority));
    spec_.actions.back().priority = priority(line);
  }

  void smp(OracleLine& line) {
    for (const char* key : {"seed", "permille", "max", "dump"}) {
      if (!line.has(key)) continue;
      line.error(line.where(key), "random preemption is not part of a plain run");
      line.text(key, "");
    }
  }

  void preempt(OracleLine& line) {
    static constexpr std::array<std::pair<std::string_view, sim::Point>, 5> kTags = {{
        {"lock", sim::Point::lock},
        {"unlock", sim::Point::unlock},
        {"put", sim::Point::put},
        {"wake", sim::Point::wake},
        {"queue_work", sim::Point::queue_work},
    }};
    PreemptSpec hold;
    hold.where = line.where();
    hold.role = line.word("work", "run", {"run", "free", "main", "tdr", "irq", "client"});
    const std::string tag =
        line.word("tag", "lock", {"lock", "unlock", "put", "wake", "queue_work"});
    for (const auto& [name, point] : kTags) {
      if (name == tag) hold.point = point;
    }
    hold.function = line.text("fn", "");
    hold.occurrence = line.number("n", 1, kMany);
    hold.duration_ns = line.time("delay", 0);
    spec_.preempts.push_back(hold);
  }

  template <typename Specs>
  void check_name(const NameRef& ref, const Specs& specs, std::string_view what) {
    if (ref.name.empty()) return;  // reported where it was read
    const bool known = std::any_of(specs.begin(), specs.end(),
                                   [&ref](const auto& spec) { return spec.name == ref.name; });
    if (!known) diagnostics_.add(ref.where, fmt::format("there is no {} `{}`", what, ref.name));
  }

  template <typename Specs>
  void check_unique(const Specs& specs, std::string_view what) {
    std::set<std::string_view> names;
    for (const auto& spec : specs) {
      if (names.insert(spec.name).second) continue;
      diagnostics_.add(spec.where, fmt::format("there are two {} `{}`", what, spec.name));
    }
  }

  void check_references() {
    check_unique(spec_.rings, "scheds");
    check_unique(spec_.entities, "entities");
    check_unique(spec_.jobs, "jobs");
    for (const EntitySpec& entity : spec_.entities) {
      for (const NameRef& ring : entity.rings) check_name(ring, spec_.rings, "sched");
    }
    for (const JobSpec& job : spec_.jobs) {
      check_name(job.entity, spec_.entities, "entity");
      for (const NameRef& dependency : job.after) check_name(dependency, spec_.jobs, "job");
    }
    for (const ActionSpec& action : spec_.actions) {
      check_name(action.entity, spec_.entities, "entity");
    }
  }

  ScenarioSpec& spec_;
  Diagnostics diagnostics_;
  std::string policy_;
};

}  // namespace

ScenarioSpec parse_oracle_scenario(std::string_view text, const std::string& name) {
  check_input_text(text, name);
  ScenarioSpec spec;
  spec.file = name;
  spec.name = std::filesystem::path(name).stem().string();
  if (std::isdigit(static_cast<unsigned char>(spec.name[0])) != 0) spec.name = "o" + spec.name;
  OracleReader(name, spec).read(text);
  return spec;
}

ScenarioSpec load_oracle_scenario(const std::filesystem::path& path) {
  return parse_oracle_scenario(read_input_file(path), path.string());
}

}  // namespace drmsim::scenarios
