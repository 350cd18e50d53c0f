#include "scenarios/format/keys/common_types.h"
#include "scenarios/format/keys/sections.h"
#include "scenarios/format/name_types.h"
#include "scenarios/format/table_types.h"

namespace drmsim::scenarios {

const Section<EngineSpec>& engine_section() {
  static const Section<EngineSpec> section =
      Section<EngineSpec>("[[engine]]",
                          "What executes jobs. Needed only if several rings share one, or if it "
                          "executes several jobs at once.")
          .key("name", &EngineSpec::name, NameType(), "The engine's name.")
          .required()
          .key("width", &EngineSpec::width, count_type(1, 1024), "Jobs executed at once.");
  return section;
}

const Section<ResetDomainSpec>& reset_domain_section() {
  static const Section<ResetDomainSpec> section =
      Section<ResetDomainSpec>("[[reset_domain]]",
                               "Rings that a full reset takes down together, and how the hardware "
                               "resets. While a reset takes its time nothing in its scope "
                               "executes.")
          .key("name", &ResetDomainSpec::name, NameType(), "The domain's name.")
          .required()
          .key("ring_reset_time", &ResetDomainSpec::ring_reset_time_ns, DurationType(),
               "How long the hardware takes to reset one ring.")
          .key("full_reset_time", &ResetDomainSpec::full_reset_time_ns, DurationType(),
               "How long the hardware takes to reset the domain.")
          .key("soft_recovery_time", &ResetDomainSpec::soft_recovery_time_ns, DurationType(),
               "How long the hardware takes to kill one job.")
          .key("ring_reset_fails", &ResetDomainSpec::ring_reset_fails, attempts_type(),
               "So many ring resets of the run fail first; the ring stays as it was.")
          .key("full_reset_fails", &ResetDomainSpec::full_reset_fails, attempts_type(),
               "So many full resets of the run fail first. \"forever\" is a reset that is stuck.")
          .key("soft_recovery_fails", &ResetDomainSpec::soft_recovery_fails, attempts_type(),
               "So many soft recoveries of the run fail first.");
  return section;
}

const Section<InterruptSpec>& interrupt_section() {
  static const Section<InterruptSpec> section =
      Section<InterruptSpec>("[interrupt]", "The interrupt controller.")
          .key("latency", &InterruptSpec::latency, DelayType(),
               "From the raised line to the handler's first instruction.")
          .key("coalesce_window", &InterruptSpec::coalesce_window_ns, DurationType(),
               "After a line was raised, the controller waits so long and delivers all that came "
               "meanwhile as one interrupt. 0: each is delivered.")
          .key("cpus", &InterruptSpec::cpus, count_type(1, 64),
               "Processors that take the interrupts of a ring in turn, each with a vector of its "
               "own. The handler of one vector never runs twice at once; two vectors' handlers may "
               "run side by side.");
  return section;
}

const Section<CpuSpec>& cpu_section() {
  static const Section<CpuSpec> section =
      Section<CpuSpec>("[cpu]",
                       "What things cost on the CPU. By default code takes no virtual time.")
          .key("submit", &CpuSpec::submit, DelayType(),
               "Executing one submission, from job_init to push.")
          .key("wakeup", &CpuSpec::wakeup, DelayType(),
               "From queue_work to the worker's first instruction.")
          .key("rcu_grace_period", &CpuSpec::rcu_grace_period, DelayType(),
               "From call_rcu to the callback, at least; longer if a reader takes longer.");
  return section;
}

namespace {

ChoiceType<sim::Point> point_type() {
  std::vector<std::pair<std::string, sim::Point>> choices;
  for (int i = 0; i <= static_cast<int>(sim::Point::user); ++i) {
    const auto point = static_cast<sim::Point>(i);
    choices.emplace_back(sim::point_name(point), point);
  }
  return ChoiceType<sim::Point>(choices);
}

// The roles are the names of the contexts themselves (sim::Context::role()).
ChoiceType<std::string> role_type() {
  return ChoiceType<std::string>({{"run", "run"},
                                  {"free", "free"},
                                  {"main", "main"},
                                  {"tdr", "tdr"},
                                  {"irq", "irq"},
                                  {"client", "client"}});
}

}  // namespace

const Section<PreemptSpec>& preempt_section() {
  static const Section<PreemptSpec> section =
      Section<PreemptSpec>("[[preempt]]",
                           "A scripted loss of the processor: one known interleaving, by hand. "
                           "The context keeps its locks.")
          .key("context", &PreemptSpec::role, role_type(),
               "Which contexts: run or free work, or the thread that a scheduler had until 6.8, "
               "timeout work, interrupt handlers, or the tasks of entities and clients.")
          .required()
          .key("at", &PreemptSpec::point, point_type(), "At which kind of schedule point.")
          .required()
          .key("function", &PreemptSpec::function, TextType(),
               "Only in the function of this name, such as `dma_fence_signal`.")
          .defaults_to("any function")
          .key("nth", &PreemptSpec::occurrence, IntegerType<std::uint64_t>(1, 1'000'000'000),
               "The nth point that matches, counted from 1 over all such contexts.")
          .key("hold", &PreemptSpec::duration_ns, DurationType(1), "For how long.")
          .required();
  return section;
}

}  // namespace drmsim::scenarios
