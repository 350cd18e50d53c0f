#include "scenarios/format/keys/common_types.h"
#include "scenarios/format/keys/sections.h"
#include "scenarios/format/keys/special_types.h"
#include "scenarios/format/name_types.h"
#include "scenarios/format/resolve/action_rules.h"
#include "scenarios/format/resolve/expand.h"
#include "scenarios/format/table_types.h"

namespace drmsim::scenarios {
namespace {

constexpr std::size_t kMachinePartsMax = 1024;
constexpr std::size_t kEntitiesMax = 10'000;
constexpr std::size_t kJobTablesMax = 100'000;
constexpr std::size_t kEventsMax = kActionsMax;
constexpr std::size_t kDefectsMax = 64;

ChoiceType<sim::TimerRounding> timer_rounding_type() {
  return ChoiceType<sim::TimerRounding>({{"exact", sim::TimerRounding::exact},
                                         {"ticks", sim::TimerRounding::ticks},
                                         {"wheel", sim::TimerRounding::wheel}});
}

ChoiceType<ActionKind> action_kind_type() {
  std::vector<std::pair<std::string, ActionKind>> choices;
  for (const ActionRule& rule : action_rules()) choices.emplace_back(rule.name, rule.kind);
  return ChoiceType<ActionKind>(choices);
}

void add_run_keys(Section<ScenarioEntries>& section) {
  section
      .key("name", &ScenarioEntries::name, NameType(), "The scenario's name, as in its file name.")
      .required()
      .key(kIncludeKey, &ScenarioEntries::include, include_type(),
           "Files whose tables and keys are as if they stood here, before those of this file; "
           "paths are relative to this file. See \"Several files\".")
      .key("summary", &ScenarioEntries::summary, TextType(), "What happens, in a sentence.")
      .key("semantics", &ScenarioEntries::semantics, SemanticsType(),
           "Of the model: which release's scheduler it is, `linux-6.12`, `linux-7.2` or "
           "`linux-7.3`. A kernel's own code has its own (`scheduler`).")
      .key("defects", &ScenarioEntries::defects,
           NameListType("a defect's id, such as `A4`", kDefectsMax),
           "Of the model: defects to bring in, most of them historic, by their ids. See "
           "\"Defects of the scheduler\".")
      .key("without", &ScenarioEntries::without,
           NameListType("a defect's id, such as `A7`", kDefectsMax),
           "Of the model: defects that the release has, and that are mended in this scenario.")
      .key("scheduler", &ScenarioEntries::scheduler,
           NameRefType("a scheduler, such as `kernel:6.12`"),
           "The scheduler that the scenario is about, if it is about one: what it runs on unless "
           "the command line says another `kernel:NAME`.")
      .defaults_to("any; `model` if the command line says none")
      .key("seed", &ScenarioEntries::seed,
           IntegerType<std::uint64_t>(0, 9'223'372'036'854'775'807u),
           "Of every number that the run draws.")
      .key("until", &ScenarioEntries::until_ns, DurationType(1, "inf"),
           "When the run ends. \"inf\": when nothing is left to do.")
      .key("max_steps", &ScenarioEntries::steps_max,
           IntegerType<std::uint64_t>(1, 1'000'000'000'000'000),
           "A run that is longer is stopped, and told so; nothing that it has not done by then is "
           "judged. A step is that a task, worker or handler goes on, or that something happens at "
           "its time: a job is some twenty of them. In `drmsim explore` a schedule may besides "
           "take a million steps and a hundred times those of the plain run; there a choice among "
           "many "
           "counts as a step for each 64 of them.")
      .key("timer_rounding", &ScenarioEntries::timer_rounding, timer_rounding_type(),
           "When kernel timers fire: exactly, after whole ticks of 1 ms, or as late as the buckets "
           "of the timer wheel make it.")
      .key("check", &ScenarioEntries::check, HazardListType(),
           "Hazards to look for beyond those that always are: `innocent_blamed`, karma for a job "
           "that does not hang; `wrong_error`, success of a job that was not executed to its end, "
           "or failure of one that was; `freed_while_executing`; `late_timeout`, a job that "
           "outlives 5 timeouts before timedout_job is called; `early_timeout`, a timer that has "
           "it called for a job that has been the oldest for less than the timeout; "
           "`fence_order`, a job that finishes before one that it depends on; "
           "`failed_dependency`, a job that runs after one that it depends on has failed; "
           "`score_leak`, a scheduler whose score is not 0 when its entities and jobs have gone; "
           "`fence_timestamp`, times in a job's fences that are absent, or out of order.");
}

void add_machine_keys(Section<ScenarioEntries>& section) {
  section
      .key("defaults", &ScenarioEntries::defaults, TableType<DefaultsEntries>(defaults_section()),
           "What tables of a kind say that do not say otherwise.")
      .key("ring", &ScenarioEntries::ring_entries,
           TablesType<RingEntry>(ring_section(), kMachinePartsMax), "Hardware rings.")
      .required()
      .key("engine", &ScenarioEntries::engines,
           TablesType<EngineSpec>(engine_section(), kMachinePartsMax), "Execution engines.")
      .key("reset_domain", &ScenarioEntries::reset_domains,
           TablesType<ResetDomainSpec>(reset_domain_section(), kMachinePartsMax), "Reset domains.")
      .key("interrupt", &ScenarioEntries::interrupt, TableType<InterruptSpec>(interrupt_section()),
           "The interrupt controller.")
      .key("cpu", &ScenarioEntries::cpu, TableType<CpuSpec>(cpu_section()), "CPU costs.");
}

void add_work_keys(Section<ScenarioEntries>& section) {
  section
      .key("entity", &ScenarioEntries::entities,
           TablesType<EntitySpec>(entity_section(), kEntitiesMax), "Entities.")
      .key("job", &ScenarioEntries::job_entries, TablesType<JobEntry>(job_section(), kJobTablesMax),
           "Single jobs.")
      .key(kJobListKey, &ScenarioEntries::job_list_entries,
           TablesType<JobListEntry>(job_list_section(), kMachinePartsMax),
           "Jobs as lines of a CSV file.")
      .key("client", &ScenarioEntries::client_entries,
           TablesType<ClientEntry>(client_section(), kEntitiesMax), "Clients that loop.")
      .key("action", &ScenarioEntries::action_entries,
           TablesType<ActionEntry>(action_section(), kEventsMax), "Things done from outside.")
      .key("fault", &ScenarioEntries::faults, TablesType<FaultSpec>(fault_section(), kEventsMax),
           "Faults by place and time.")
      .key("preempt", &ScenarioEntries::preempts,
           TablesType<PreemptSpec>(preempt_section(), kEventsMax), "Scripted preemptions.")
      .key("expect", &ScenarioEntries::expect, TableType<ExpectSpec>(expect_section()),
           "What must be true after the plain run, the one in which no choice is made.")
      .key("always", &ScenarioEntries::always, TableType<ExpectSpec>(expect_section(), "[always]"),
           "What must be true after the run in every schedule: the same keys as `expect`.")
      .key("bug", &ScenarioEntries::bug, TableType<BugSpec>(bug_section()),
           "Which bug the file shows.");
}

}  // namespace

FileListType include_type() {
  return FileListType(64);
}

const Section<ScenarioEntries>& scenario_section() {
  static const Section<ScenarioEntries> section = [] {
    Section<ScenarioEntries> keys("the scenario", "The top of the file.");
    add_run_keys(keys);
    add_machine_keys(keys);
    add_work_keys(keys);
    return keys;
  }();
  return section;
}

namespace {

template <class T>
void add_defaults(Section<DefaultsEntries>& section, const std::string& kind,
                  TableDefaults DefaultsEntries::*member, const Section<T>& of) {
  section.key(kind, member, DefaultsType<T>(of, "[defaults." + kind + "]"),
              "Of each " + of.info().title + '.');
}

}  // namespace

const Section<DefaultsEntries>& defaults_section() {
  static const Section<DefaultsEntries> section = [] {
    Section<DefaultsEntries> keys(
        "[defaults]",
        "What each table of a kind says that does not say otherwise: `[defaults.ring]` stands "
        "for these keys in every [[ring]]. Tables in it, such as `scheduler`, are merged key by "
        "key. Only `name` is for each table itself.");
    add_defaults(keys, "ring", &DefaultsEntries::ring, ring_section());
    add_defaults(keys, "engine", &DefaultsEntries::engine, engine_section());
    add_defaults(keys, "reset_domain", &DefaultsEntries::reset_domain, reset_domain_section());
    add_defaults(keys, "entity", &DefaultsEntries::entity, entity_section());
    add_defaults(keys, "job", &DefaultsEntries::job, job_section());
    add_defaults(keys, "client", &DefaultsEntries::client, client_section());
    add_defaults(keys, "fault", &DefaultsEntries::fault, fault_section());
    add_defaults(keys, "action", &DefaultsEntries::action, action_section());
    add_defaults(keys, "preempt", &DefaultsEntries::preempt, preempt_section());
    return keys;
  }();
  return section;
}

const Section<ActionEntry>& action_section() {
  static const Section<ActionEntry> section =
      Section<ActionEntry>("[[action]]",
                           "Something done to the system at one moment. What it is done to follows "
                           "from `do`.")
          .key("at", &ActionEntry::at_ns, DurationType(), "When.")
          .required()
          .key("do", &ActionEntry::kind, action_kind_type(), "What.")
          .required()
          .key("entity", &ActionEntry::entity, NameRefType("an [[entity]]"), "To which entity.")
          .of(actions_with("entity"))
          .key("process", &ActionEntry::process, NameRefType("a process that jobs name"),
               "Which of the processes that have the entity's file open.")
          .defaults_to("the entity's owner")
          .of(actions_with("process"))
          .key("ring", &ActionEntry::ring, NameRefType("a [[ring]]"), "To which ring.")
          .of(actions_with("ring"))
          .key("job", &ActionEntry::job, NameRefType("a [[job]]"), "Of which job.")
          .of(actions_with("job"))
          .key("rings", &ActionEntry::rings, NameListType("a [[ring]]", kRingsOfEntityMax, 1),
               "Where the entity's jobs may run from now on.")
          .of(actions_with("rings"))
          .key("wait_for_jobs", &ActionEntry::wait_for_jobs, BooleanType(),
               "The driver waits until the last of its jobs is freed before it takes anything "
               "down.")
          .of(actions_with("wait_for_jobs"))
          .key("scheduler_first", &ActionEntry::scheduler_first, BooleanType(),
               "The scheduler is taken down before the entities are destroyed.")
          .of(actions_with("scheduler_first"))
          .key("grace_period", &ActionEntry::grace_period, BooleanType(),
               "The driver calls synchronize_rcu() when its entities are gone, so that no "
               "interrupt handler that met them is still under way.")
          .of(actions_with("grace_period"))
          .key("wait", &ActionEntry::wait_ns, DurationType(),
               "How long to wait for the queue to empty.")
          .defaults_to("1s; of `destroy`: as long as it takes")
          .of(actions_with("wait"))
          .key("priority", &ActionEntry::priority, priority_type(), "The new priority.")
          .of(actions_with("priority"));
  return section;
}

std::vector<const SectionInfo*> all_sections() {
  return {&scenario_section().info(),      &defaults_section().info(),
          &ring_section().info(),          &scheduler_section().info(),
          &driver_section().info(),        &engine_section().info(),
          &reset_domain_section().info(),  &interrupt_section().info(),
          &cpu_section().info(),           &entity_section().info(),
          &job_section().info(),           &job_list_section().info(),
          &client_section().info(),        &step_section().info(),
          &start_after_section().info(),   &job_fault_section().info(),
          &fault_section().info(),         &action_section().info(),
          &preempt_section().info(),       &expect_section().info(),
          &expect_ring_section().info(),   &expect_engine_section().info(),
          &expect_client_section().info(), &bug_section().info()};
}

}  // namespace drmsim::scenarios
