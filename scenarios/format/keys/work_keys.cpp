#include "scenarios/format/keys/common_types.h"
#include "scenarios/format/keys/sections.h"
#include "scenarios/format/keys/special_types.h"
#include "scenarios/format/name_types.h"
#include "scenarios/format/resolve/expand.h"
#include "scenarios/format/table_types.h"

namespace drmsim::scenarios {
namespace {

constexpr std::size_t kStepsMax = 64;
constexpr std::uint32_t kDepthMax = 10'000;

constexpr const char* kSubmitDoc =
    "`at`: at its time, whatever has become of the jobs before it (open loop). `after`: when the "
    "job before it, of those that the same process submits to the entity, has finished (closed "
    "loop); `at` is then only its place in their order, and the moment of the first.";
constexpr const char* kDepthDoc =
    "With `submit = \"after\"`: which job before it has to have finished; so many of them are in "
    "flight at most, and the first so many are submitted at their `at`.";
constexpr const char* kThinkDoc =
    "With `submit = \"after\"`: how long after the end of that job it is submitted; at once if "
    "that "
    "is over when the process comes to it. Else it says nothing.";

ChoiceType<SubmitWhen> submit_type() {
  return ChoiceType<SubmitWhen>({{"at", SubmitWhen::at}, {"after", SubmitWhen::after}});
}

// The table is absent without a client.
class StartAfterType : public TableType<StartAfter> {
 public:
  using TableType::TableType;
  Node node(const StartAfter& value) const {
    return value.client.name.empty() ? Node::absent() : TableType::node(value);
  }
  std::string text(const StartAfter&) const { return "none"; }
};

}  // namespace

const Section<EntitySpec>& entity_section() {
  static const Section<EntitySpec> section =
      Section<EntitySpec>("[[entity]]", "A queue of jobs, as a process's context on its rings.")
          .key("name", &EntitySpec::name, NameType(), "The entity's name.")
          .required()
          .key("rings", &EntitySpec::rings, NameListType("a [[ring]]", kRingsOfEntityMax, 1),
               "Where its jobs may run; several rings are balanced by score.")
          .required()
          .key("priority", &EntitySpec::priority, priority_type(), "Its run queue.")
          .key("submit_lock", &EntitySpec::submit_lock, BooleanType(),
               "Its clients arm and push each job under one lock, as they have to. If false, two "
               "of them may push in another order than they armed.")
          .key("grace_period", &EntitySpec::grace_period, BooleanType(),
               "When its file is closed, its memory is freed an RCU grace period later, as "
               "kfree_rcu() does; else at once, as drivers do.");
  return section;
}

const Section<JobEntry>& job_section() {
  static const Section<JobEntry> section =
      Section<JobEntry>("[[job]]",
                        "One job, or numbered copies. The jobs that a process submits to an entity "
                        "are submitted by one task, in order of `at`, then of the file. A job is "
                        "refused if its process or entity has gone, or if a job that it names in "
                        "`after` was never submitted.")
          .key("name", &JobEntry::name, NameType(), "The job's name.")
          .required()
          .key("entity", &JobEntry::entity, NameRefType("an [[entity]]"), "Where it is submitted.")
          .required()
          .key("process", &JobEntry::process, NameRefType("a process of one's own choice"),
               "Who submits it: another process that has the entity's file open, as a child that "
               "has inherited the descriptor. Its jobs have a task of their own.")
          .defaults_to("the entity's owner")
          .key("at", &JobEntry::at_ns, DurationType(), "When it is submitted.")
          .key("submit", &JobEntry::submit, submit_type(), kSubmitDoc)
          .key("depth", &JobEntry::depth, count_type(1, kDepthMax), kDepthDoc)
          .key("think", &JobEntry::think, DelayType(), kThinkDoc)
          .key("duration", &JobEntry::duration, DelayType(), "How long it executes.")
          .required()
          .key("credits", &JobEntry::credits, count_type(1, 1'000'000),
               "What it counts against the scheduler's `credit_limit`.")
          .key(
              "deadline", &JobEntry::deadline_ns, DurationType(1, "inf"),
              "It is to finish within so long of its submission, which begins at `at`, or later if "
              "the task that submits it is late. What does not has missed its deadline, and is "
              "counted. Its finished fence is told (dma_fence_set_deadline()), where a policy may "
              "read it; those of the kernel do not.")
          .key("after", &JobEntry::after, NameListType("a [[job]]", kDependenciesMax),
               "Jobs that must have finished before it runs. If one of them has not been submitted "
               "yet, the submission waits for that.")
          .key("fault", &JobEntry::fault, TableType<JobFaultSpec>(job_fault_section()),
               "What goes wrong with it.")
          .key("count", &JobEntry::count, count_type(1, kCopiesMax),
               "Makes so many copies, called NAME0, NAME1 and so on.")
          .defaults_to("one job, called NAME")
          .key("every", &JobEntry::every_ns, DurationType(), "The time from copy to copy.");
  return section;
}

const Section<JobListEntry>& job_list_section() {
  static const Section<JobListEntry> section =
      Section<JobListEntry>("[[job_list]]",
                            "Jobs as lines of CSV, for up to two million: as many [[job]], below "
                            "those of the file. See \"Lists of jobs\".")
          .key("name", &JobListEntry::name, NameType(),
               "The list's name. Its jobs are called NAME.0, NAME.1 and so on, unless its lines "
               "give them names. At most 56 characters.")
          .required()
          .key(kFileKey, &JobListEntry::file, FileType(),
               "The file with the lines; its path is relative to this file. Either this or `data`.")
          .key(kDataKey, &JobListEntry::data, JobListTextType(), "The lines themselves.")
          .key("entity", &JobListEntry::entity, NameRefType("an [[entity]]"),
               "Where the jobs of lines are submitted that do not say.")
          .key("submit", &JobListEntry::submit, submit_type(),
               "As of a [[job]]: at the times of the lines, or each `after` a job before it.")
          .key("depth", &JobListEntry::depth, count_type(1, kDepthMax),
               "As of a [[job]], of each of its jobs.")
          .key("think", &JobListEntry::think, DelayType(),
               "As of a [[job]], of the lines that do not say.");
  return section;
}

const Section<JobFaultSpec>& job_fault_section() {
  static const Section<JobFaultSpec> section =
      Section<JobFaultSpec>("`fault` of [[job]] and [[fault]]",
                            "What goes wrong with a job. Each time that the driver runs it is an "
                            "attempt.")
          .key("skip_attempts", &JobFaultSpec::skip_attempts, count_type(0, 1'000'000),
               "So many attempts go well first: the faults strike from the next one on, which they "
               "count as the first.")
          .key("hang_attempts", &JobFaultSpec::hang_attempts, attempts_type(),
               "The first so many attempts never complete.")
          .key("attempts", &JobFaultSpec::attempts, attempts_type(),
               "The faults below strike in the first so many attempts.")
          .key("probability", &JobFaultSpec::probability, RealType(0.0, 1.0),
               "How likely it is that the job has these faults at all: drawn when the driver runs "
               "it for the first time, and chosen under `drmsim explore`.")
          .key("slow_factor", &JobFaultSpec::slow_factor, RealType(1.0, 1e6),
               "Execution takes so many times as long.")
          .key("slow_by", &JobFaultSpec::slow_by_ns, DurationType(),
               "Execution takes so much longer, on top of `slow_factor`.")
          .key("lost_interrupt", &JobFaultSpec::lost_interrupt, BooleanType(),
               "The hardware writes the sequence number back but raises no interrupt.")
          .key("late_interrupt", &JobFaultSpec::late_interrupt_ns, DurationType(),
               "The interrupt is raised so much later.")
          .key("spurious_interrupt", &JobFaultSpec::spurious_interrupt_ns, DurationType(),
               "So long after the job starts, an interrupt that has nothing to report.")
          .key("fault_interrupt", &JobFaultSpec::fault_interrupt_ns, DurationType(),
               "So long after the job starts, the hardware reports an error, and the driver calls "
               "drm_sched_fault().")
          .key("run_job_returns", &JobFaultSpec::run_job_returns, RunJobResultType(),
               "What run_job returns: a hardware fence, NULL, a fence that has signalled already, "
               "or an error. Except for `fence` nothing reaches the hardware. With the driver "
               "`lima`, "
               "`null` is a device that cannot be resumed; what that returns is up to its code.");
  return section;
}

const Section<FaultSpec>& fault_section() {
  static const Section<FaultSpec> section =
      Section<FaultSpec>("[[fault]]",
                         "A fault that strikes jobs by where and when they run, or by name: the "
                         "only way to hit the jobs of a client, or of a list. Needs `ring`, "
                         "`entity`, `job` or several of them. A job meets the first in the file "
                         "that fits, unless it has a `fault` of its own.")
          .key("job", &FaultSpec::job, NameRefType("a [[job]]"),
               "Only this job, or those that match; also of a [[job_list]].")
          .defaults_to("any job")
          .key("ring", &FaultSpec::ring, NameRefType("a [[ring]]"), "Only jobs on this ring.")
          .defaults_to("any ring")
          .key("entity", &FaultSpec::entity, NameRefType("an [[entity]]"),
               "Only jobs of this entity; a client that names rings has an entity of its name.")
          .defaults_to("any entity")
          .key("at", &FaultSpec::at_ns, DurationType(),
               "Only jobs that reach run_job for the first time at this moment or later.")
          .key("jobs", &FaultSpec::jobs, count_type(1, 1'000'000),
               "How many such jobs, from the first; with a `probability`, how many may be struck.")
          .key("fault", &FaultSpec::fault, TableType<JobFaultSpec>(job_fault_section()),
               "What goes wrong with them.")
          .required();
  return section;
}

const Section<StepEntry>& step_section() {
  static const Section<StepEntry> section =
      Section<StepEntry>("[[client.step]]",
                         "A part of a client's cycle: jobs in a row on an entity of the step's, "
                         "which begin when the step before, or those in `after`, have finished. "
                         "The client submits them all at once and does not wait in between.")
          .key("name", &StepEntry::name, NameType(), "The step's name.")
          .required()
          .key("entity", &StepEntry::entity, NameRefType("an [[entity]]"),
               "Where it submits. Either this or `rings`.")
          .key("rings", &StepEntry::rings, NameListType("a [[ring]]", kRingsOfEntityMax, 1),
               "Gives the step an entity of its own on these rings, called CLIENT.STEP.")
          .key("priority", &StepEntry::priority, priority_type(),
               "The priority of that entity; only with `rings`.")
          .key("jobs", &StepEntry::jobs, count_type(1, 10'000), "How many jobs.")
          .key("duration", &StepEntry::duration, DelayType(1),
               "How long a job executes; a range is drawn from for each job.")
          .required()
          .key("credits", &StepEntry::credits, count_type(1, 1'000'000), "Credits of each job.")
          .key("after", &StepEntry::after, NameListType("a step above this one", kStepsMax),
               "The jobs execute after the last job of each of these steps. `[]`: at once.")
          .defaults_to("the step before");
  return section;
}

const Section<StartAfter>& start_after_section() {
  static const Section<StartAfter> section =
      Section<StartAfter>("`start_after` of [[client]]", "The end of a cycle of another client.")
          .key("client", &StartAfter::client, NameRefType("a [[client]]"), "Whose cycle.")
          .required()
          .key("cycle", &StartAfter::cycle, IntegerType<std::uint64_t>(1, 1'000'000'000),
               "Which one, counted from 1.");
  return section;
}

const Section<ClientEntry>& client_section() {
  static const Section<ClientEntry> section =
      Section<ClientEntry>("[[client]]",
                           "A process that submits in a loop. One cycle: submit `jobs_per_cycle` "
                           "jobs, or those of its steps, wait for the last if `synchronous`, "
                           "sleep.")
          .key("name", &ClientEntry::name, NameType(), "The client's name.")
          .required()
          .key("entity", &ClientEntry::entity, NameRefType("an [[entity]]"),
               "Where it submits. Either this, `rings` or `step`.")
          .key("rings", &ClientEntry::rings, NameListType("a [[ring]]", kRingsOfEntityMax, 1),
               "Gives the client, and each copy of it, an entity of its own and of its name on "
               "these rings.")
          .key("priority", &ClientEntry::priority, priority_type(),
               "The priority of that entity; only with `rings`.")
          .key("step", &ClientEntry::step_entries, TablesType<StepEntry>(step_section(), kStepsMax),
               "The steps of a cycle, which may be on several rings: `[[client.step]]`.")
          .key("start", &ClientEntry::start, DelayType(), "When the first cycle begins.")
          .key("start_after", &ClientEntry::start_after, StartAfterType(start_after_section()),
               "`start` counts from the end of another client's cycle; of one that is not "
               "`synchronous`, from when its jobs are submitted. If that client ends before, this "
               "one never starts.")
          .key("jobs_per_cycle", &ClientEntry::jobs_per_cycle, count_type(1, 10'000),
               "Jobs submitted in a cycle.")
          .key("duration", &ClientEntry::duration, DelayType(1),
               "How long a job executes; a range is drawn from for each job. Each client has this "
               "or `step`.")
          .defaults_to("none")
          .key("credits", &ClientEntry::credits, count_type(1, 1'000'000), "Credits of each job.")
          .key("synchronous", &ClientEntry::synchronous, BooleanType(),
               "Wait until the last job of the cycle has finished.")
          .key("sleep", &ClientEntry::sleep, DelayType(),
               "Then sleep; a range is drawn from for each cycle. Not with `period`.")
          .key("period", &ClientEntry::period_ns, DurationType(1),
               "Cycle k begins k periods after `start`, or at once if it is late.")
          .defaults_to("none")
          .key("tick", &ClientEntry::tick_ns, DurationType(1),
               "Each sleep, that of `period` too, ends at the next multiple of this, as of a timer "
               "that is looked at once a tick.")
          .defaults_to("none")
          .key("sleep_slack", &ClientEntry::sleep_slack_ns, DurationType(1),
               "Each sleep, that of `period` too, may end so much later than it would: if another "
               "client is going to wake up by then, they wake up together, at the first such "
               "moment, as timers with slack do.")
          .defaults_to("none")
          .key("deadline", &ClientEntry::deadline_ns, DurationType(1, "inf"),
               "Each job of a cycle is to finish within so long of the moment at which the cycle "
               "was due, which with a `period` is k periods after `start`, however late the cycle "
               "begins; without, of its beginning. As of a [[job]].")
          .key("cycles", &ClientEntry::cycles,
               IntegerType<std::uint64_t>(1, 1'000'000'000, "forever"),
               "How many cycles. \"forever\" needs `until`.")
          .key("in_flight", &ClientEntry::in_flight, count_type(1, 1'000'000),
               "Before a submission that would make more jobs than this unfinished, wait until one "
               "has finished.")
          .defaults_to("no limit")
          .key("count", &ClientEntry::count, count_type(1, kCopiesMax),
               "Makes so many copies, called NAME0, NAME1 and so on.")
          .defaults_to("one client, called NAME")
          .key("every", &ClientEntry::every_ns, DurationType(),
               "The time between the starts of copies.");
  return section;
}

}  // namespace drmsim::scenarios
