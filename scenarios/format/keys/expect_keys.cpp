#include <string>

#include "scenarios/format/keys/bounds_type.h"
#include "scenarios/format/keys/sections.h"
#include "scenarios/format/keys/special_types.h"
#include "scenarios/format/name_types.h"
#include "scenarios/format/scalar_types.h"
#include "scenarios/format/table_types.h"

namespace drmsim::scenarios {
namespace {

constexpr std::size_t kListedMax = 100'000;

CountBoundsType count_bounds() {
  return CountBoundsType(IntegerType<std::uint64_t>(0, 1'000'000'000'000));
}

RealBoundsType real_bounds(double max) {
  return RealBoundsType(RealType(0.0, max));
}

TimeBoundsType time_bounds() {
  return TimeBoundsType(DurationType());
}

// NAME_min and so on: what is true of the durations of one kind. what: "from push to ..."
template <class Expect>
void add_durations(Section<Expect>& section, const std::string& name,
                   ExpectDurations Expect::*durations, const std::string& what) {
  section
      .key(name + "_min", durations, &ExpectDurations::min, time_bounds(), "Shortest time " + what)
      .key(name + "_mean", durations, &ExpectDurations::mean, time_bounds(), "Its mean.")
      .key(name + "_p50", durations, &ExpectDurations::p50, time_bounds(), "Its median.")
      .key(name + "_p99", durations, &ExpectDurations::p99, time_bounds(), "Its 99th percentile.")
      .key(name + "_max", durations, &ExpectDurations::max, time_bounds(), "Its maximum.");
}

template <class Expect>
void add_waits(Section<Expect>& section) {
  add_durations(section, "dependency_wait", &Expect::dependency_wait,
                "from push to ready: the last fence that the job depends on has signalled.");
  add_durations(section, "wait", &Expect::wait, "from ready to the start of execution.");
}

Section<ExpectRing> make_expect_ring_section() {
  auto section =
      Section<ExpectRing>("[expect.ring.NAME]", "What must be true of one ring.")
          .key("busy", &ExpectRing::busy, real_bounds(1.0),
               "The part of virtual time in which a job of the ring executes.")
          .key("engine_share", &ExpectRing::engine_share, real_bounds(1.0),
               "The part of its engine's capacity that executes its jobs: their execution time, by "
               "virtual time and the engine's `width`.")
          .key("jobs", &ExpectRing::jobs, count_bounds(), "Jobs that completed on it.")
          .key("timeouts", &ExpectRing::timeouts, count_bounds(), "Calls of timedout_job.")
          .key("resets", &ExpectRing::resets, count_bounds(), "Resets that struck it.")
          .key("evictions", &ExpectRing::evictions, count_bounds(),
               "How often the firmware took its queue off the hardware.");
  add_waits(section);
  add_durations(section, "execution", &ExpectRing::execution,
                "from the start of execution to completion.");
  return section;
}

Section<ExpectClient> make_expect_client_section() {
  auto section =
      Section<ExpectClient>("[expect.client.NAME]",
                            "What must be true of one client, or of one entity that single jobs "
                            "use. An entity has no cycles.")
          .key("elapsed", &ExpectClient::elapsed, time_bounds(),
               "The time from its first push to the end of its last job, or of the run.")
          .key("share", &ExpectClient::share, real_bounds(1.0),
               "Its part of the execution time of all jobs of all rings in its elapsed time.")
          .key("jobs", &ExpectClient::jobs, count_bounds(), "Its jobs that finished.")
          .key("errors", &ExpectClient::errors, count_bounds(), "How many of them with an error.")
          .key("missed_deadlines", &ExpectClient::missed_deadlines, count_bounds(),
               "Its jobs that finished after their `deadline`, or never.")
          .key("starved_max", &ExpectClient::starved_max, time_bounds(),
               "The longest time in which it had a ready job, and none of its jobs executed.")
          .key("cycles", &ExpectClient::cycles, count_bounds(), "Cycles that it completed.")
          .key("cycles_per_second", &ExpectClient::cycles_per_second, real_bounds(1e9),
               "`cycles` divided by its elapsed time.");
  add_durations(section, "cycle", &ExpectClient::cycle,
                "from the start of a cycle to the start of its sleep.");
  add_waits(section);
  add_durations(section, "latency", &ExpectClient::latency, "from push to the finished fence.");
  return section;
}

}  // namespace

const Section<ExpectSpec>& expect_section() {
  static const Section<ExpectSpec> section =
      Section<ExpectSpec>("[expect]",
                          "What must be true after the run. What is not given is not checked, "
                          "except hazards: a run must show those that are listed and no other. "
                          "[expect] speaks of the plain run, with which `drmsim explore` begins; "
                          "[always] has the same keys and holds in every schedule, so that bounds "
                          "serve it better than exact numbers: "
                          "`client.desktop.latency_p50 = { max = \"100ms\" }`. In a file that "
                          "expects a hazard, another schedule without it is no failure.")
          .key("finished", &ExpectSpec::finished, FinishedType(),
               "How jobs end: `ok`, the error of the finished fence, or `unfinished` if it has not "
               "signalled.")
          .key("order", &ExpectSpec::order, NameListType("a [[job]]", kListedMax),
               "The finished fences of these jobs signal in this order.")
          .key("guilty", &ExpectSpec::guilty, NameListType("an [[entity]]", kListedMax),
               "The entities that end marked guilty, all of them.")
          .key("hazards", &ExpectSpec::hazards, HazardListType(),
               "Each of these kinds of hazard is reported at least once.")
          .key("jobs", &ExpectSpec::jobs, count_bounds(), "Jobs whose finished fence signalled.")
          .key("unfinished", &ExpectSpec::unfinished, count_bounds(),
               "Jobs that were pushed and whose finished fence has not signalled. Where this is "
               "given it alone judges them; else each is a hazard, unless `finished` says so.")
          .key("errors", &ExpectSpec::errors, count_bounds(), "How many of them with an error.")
          .key("timeouts", &ExpectSpec::timeouts, count_bounds(), "Calls of timedout_job.")
          .key("resets", &ExpectSpec::resets, count_bounds(),
               "Resets of a ring or a domain that the hardware carried out.")
          .key("faults", &ExpectSpec::faults, count_bounds(),
               "Jobs that a fault struck: a [[fault]], or one of their own.")
          .key("jobs_per_second", &ExpectSpec::jobs_per_second, real_bounds(1e9),
               "`jobs` divided by virtual time.")
          .key("virtual_time", &ExpectSpec::virtual_time, time_bounds(), "When the run ended.")
          .key("ring", &ExpectSpec::rings,
               NamedTablesType<ExpectRing>(expect_ring_section(), &ExpectRing::ring),
               "What is true of one ring.")
          .key("engine", &ExpectSpec::engines,
               NamedTablesType<ExpectEngine>(expect_engine_section(), &ExpectEngine::engine),
               "What is true of one engine.")
          .key("client", &ExpectSpec::clients,
               NamedTablesType<ExpectClient>(expect_client_section(), &ExpectClient::client),
               "What is true of one client, or of one entity.");
  return section;
}

const Section<BugSpec>& bug_section() {
  static const Section<BugSpec> section =
      Section<BugSpec>("[bug]",
                       "Which known bug a file shows, for `drmsim bugs`: with the defect the bug "
                       "must be found, without it nothing.")
          .key("id", &BugSpec::id, NameType(), "Its entry in the catalogue.")
          .required()
          .key("fix", &BugSpec::fix, TextType(), "The commit that mended it, or its subject.")
          .required()
          .key("hazards", &BugSpec::hazards, HazardListType(),
               "One of these shows that it is there.")
          .required()
          .key("where", &BugSpec::where, NameListType("a function of the kernel's", 16),
               "In one of these functions, where the kind of hazard alone does not tell this cause "
               "from another one.")
          .key("explore", &BugSpec::explore, BooleanType(),
               "Whether other schedules than the plain run are needed.")
          .key("present", &BugSpec::present, NameListType("a scheduler, such as `kernel:6.12`", 64),
               "Schedulers that have it in their own code: on each of them `drmsim bugs "
               "--scheduler NAME` must find it.")
          .key("twin", &BugSpec::twin, TextType(),
               "The file, beside this one, with all but the defect. Without it: this file, without "
               "its `defects`.");
  return section;
}

const Section<ExpectRing>& expect_ring_section() {
  static const Section<ExpectRing> section = make_expect_ring_section();
  return section;
}

const Section<ExpectEngine>& expect_engine_section() {
  static const Section<ExpectEngine> section =
      Section<ExpectEngine>("[expect.engine.NAME]", "What must be true of one engine.")
          .key("busy", &ExpectEngine::busy, real_bounds(1.0),
               "The part of its capacity that executes jobs: their execution time, by virtual time "
               "and its `width`.");
  return section;
}

const Section<ExpectClient>& expect_client_section() {
  static const Section<ExpectClient> section = make_expect_client_section();
  return section;
}

}  // namespace drmsim::scenarios
