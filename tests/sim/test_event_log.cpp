// The event log: observers, the text of every kind, and sim/EVENTS.md, which documents them.
#include "sim/event_log.h"

#include <fstream>
#include <map>
#include <sstream>
#include <utility>
#include <vector>

#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

// The line of an event of that kind with recognisable values in all of its fields.
std::string sample_line(World& world, EventKind kind) {
  static constexpr std::array<const char*, kEventFieldsMax> texts = {"t0", "t1", "t2",
                                                                     "t3", "t4", "t5"};
  Event event;
  event.time_ns = 1'011'000;
  event.kind = kind;
  const EventSchema& schema = schema_of(kind);
  for (std::size_t i = 0; i < schema.field_count; ++i) {
    switch (schema.field[i].type) {
      case FieldType::job:
        event.field[i] = JobTag{world.intern("j"), 4}.bits();
        break;
      case FieldType::name:
        event.field[i] = world.intern("n" + std::to_string(i));
        break;
      case FieldType::uint:
        event.field[i] = 100 + i;
        break;
      case FieldType::integer:
        event.field[i] = static_cast<std::uint64_t>(-100 - static_cast<std::int64_t>(i));
        break;
      case FieldType::time:
        event.field[i] = 1000 * (i + 1);
        break;
      case FieldType::text:
        event.field[i] = reinterpret_cast<std::uint64_t>(texts[i]);
        break;
    }
  }
  return event_text(event, world.names());
}

// The golden file: what other programs may rely on. A changed line here is a broken reader there.
const std::map<EventKind, std::string> kLines = {
    {EventKind::sched_init,
     "sched_init   sched=n0 credits=101 timeout=3000ns hang_limit=-103 policy=t4"},
    {EventKind::entity_init, "entity_init  entity=n0 prio=t1 nsched=102"},
    {EventKind::deadline, "deadline     job=j.3 at=2000ns"},
    {EventKind::push,
     "push         job=j.3 entity=n1 sched=n2 id=103 queued=104 credits_in_use=105 "
     "fence_context=106 fence_seqno=107"},
    {EventKind::add_dep, "add_dep      job=j.3 on=j.3 context=102 seqno=103"},
    {EventKind::unschedulable, "unschedulable job=j.3 on=j.3 context=102 seqno=103"},
    {EventKind::run_job, "run_job      job=j.3 sched=n1 attempt=102 credits_in_use=103 queued=104"},
    {EventKind::run_job_none, "run_job      job=j.3 sched=n1 result=t2 error=-103"},
    {EventKind::scheduled, "scheduled    job=j.3 sched=n1"},
    {EventKind::finished, "finished     job=j.3 sched=n1 error=-102"},
    {EventKind::free_job, "free_job     job=j.3"},
    {EventKind::refused, "refused      job=j.3 entity=n1 reason=t2"},
    {EventKind::timedout_job, "timedout_job job=j.3 sched=n1 karma=-102"},
    {EventKind::stopped, "stopped      sched=n0"},
    {EventKind::karma, "karma        job=j.3 karma=-101 hang_limit=-102"},
    {EventKind::guilty, "guilty       entity=n0"},
    {EventKind::resubmit, "resubmit     sched=n0"},
    {EventKind::restart, "restart      sched=n0 credits_in_use=101"},
    {EventKind::false_timeout, "false_timeout job=j.3 sched=n1 action=t2"},
    {EventKind::entity_kill, "entity_kill  entity=n0"},
    {EventKind::entity_exit, "entity_exit  entity=n0"},
    {EventKind::entity_destroy, "entity_destroy entity=n0"},
    {EventKind::entity_priority, "entity_priority entity=n0 prio=t1"},
    {EventKind::sched_fini, "sched_fini   sched=n0 credits_in_use=101 score=-102"},
    {EventKind::hw_start, "hw_start     job=j.3 sched=n1 fault=t2"},
    {EventKind::hw_done, "hw_done      job=j.3 sched=n1"},
    {EventKind::hw_kill, "hw_kill      job=j.3 sched=n1"},
    {EventKind::hw_reset, "hw_reset     sched=n0 dropped=101"},
    {EventKind::hw_wait, "hw_wait      sched=n0 behind=n1"},
    {EventKind::hw_fault, "hw_fault     sched=n0 fault=t1"},
    {EventKind::irq, "irq          line=n0"},
    {EventKind::irq_lost, "irq_lost     line=n0"},
    {EventKind::preempt, "preempt      work=t0 at=t1 function=t2 hold=4000ns"},
    {EventKind::action, "action       verb=t0 target=n1"},
    {EventKind::cycle, "cycle        client=n0 number=101 took=3000ns"},
    {EventKind::hazard, "hazard       name=t0"},
    {EventKind::quiescent, "quiescent"},
};

TEST_CASE("every kind of event has its fixed text") {
  World world;
  CHECK(kLines.size() == event_kind_count());
  for (std::size_t i = 0; i < event_kind_count(); ++i) {
    const auto kind = static_cast<EventKind>(i);
    const auto golden = kLines.find(kind);
    INFO("kind " << i << ", " << schema_of(kind).name);
    REQUIRE(golden != kLines.end());
    CHECK(sample_line(world, kind) == "       1011000  " + golden->second);
  }
}

TEST_CASE("a text field that is null is left out") {
  World world;
  const TextLog log(world);
  const char* none = nullptr;
  world.log().emit(EventKind::hw_start, JobTag{world.intern("x"), 0}, world.intern("gfx"), none);
  world.log().emit(EventKind::hw_start, JobTag{world.intern("x"), 0}, world.intern("gfx"), "hang");
  CHECK(log.lines() == Lines{"             0  hw_start     job=x sched=gfx",
                             "             0  hw_start     job=x sched=gfx fault=hang"});
}

TEST_CASE("numbers of every size and sign arrive as they are") {
  World world;
  const TextLog log(world);
  const JobTag job{world.intern("x"), 0};
  world.log().emit(EventKind::finished, job, world.intern("gfx"), -125);
  world.log().emit(EventKind::hw_reset, world.intern("gfx"), ~std::uint64_t{0});
  world.log().emit(EventKind::hw_reset, world.intern("gfx"), std::uint8_t{255});
  CHECK(log.lines() == Lines{"             0  finished     job=x sched=gfx error=-125",
                             "             0  hw_reset     sched=gfx dropped=18446744073709551615",
                             "             0  hw_reset     sched=gfx dropped=255"});
}

struct Recorder final : EventObserver {
  explicit Recorder(std::string called, Lines& into) : name(std::move(called)), lines(into) {}
  void begin(const Names& names_of_world) override { names = &names_of_world; }
  void on_event(const Event& event) override {
    lines.push_back(fmt::format("{}: {} at {} by '{}'", name, schema_of(event.kind).name,
                                event.time_ns, names->text(event.context)));
  }
  std::string name;
  Lines& lines;
  const Names* names = nullptr;
};

TEST_CASE("observers see each event in the order in which they were attached, until detached") {
  Lines lines;
  Recorder first("first", lines);
  Recorder second("second", lines);
  World world;
  CHECK_FALSE(world.log().active());
  world.log().emit(EventKind::quiescent);
  world.log().attach(first);
  world.log().attach(second);
  CHECK(world.log().active());
  world.spawn_task("client:a", [&] {
    world.cpu().sleep_for(10);
    world.log().emit(EventKind::quiescent);
    world.log().detach(first);
    world.log().emit(EventKind::hazard, "x");
  });
  world.run();
  world.log().detach(second);
  CHECK_FALSE(world.log().active());
  CHECK(lines == Lines{"first: quiescent at 10 by 'client:a'",
                       "second: quiescent at 10 by 'client:a'",
                       "second: hazard at 10 by 'client:a'"});
}

TEST_CASE("an event of the hardware has no context") {
  Lines lines;
  Recorder recorder("hw", lines);
  World world;
  world.log().attach(recorder);
  world.log().emit(EventKind::quiescent);
  CHECK(lines == Lines{"hw: quiescent at 0 by ''"});
}

// EVENTS.md by its third-level headings, "### `push job= entity=`": heading, and text below it.
std::vector<std::pair<std::string, std::string>> documented_events() {
  std::ifstream file(DRMSIM_SOURCE_DIR "/sim/EVENTS.md");
  REQUIRE(file.good());
  std::vector<std::pair<std::string, std::string>> sections;
  const std::string opening = "### `";
  for (std::string line; std::getline(file, line);) {
    if (line.rfind(opening, 0) == 0) {
      const auto length = line.find('`', opening.size()) - opening.size();
      sections.emplace_back(line.substr(opening.size(), length), "");
    }
    const bool is_text = line.rfind('#', 0) != 0;
    if (is_text && !sections.empty()) sections.back().second += line + '\n';
  }
  return sections;
}

TEST_CASE("EVENTS.md has a section for each kind of event, with its fields, in their order") {
  Lines expected;
  for (std::size_t i = 0; i < event_kind_count(); ++i) {
    const EventSchema& schema = schema_of(static_cast<EventKind>(i));
    std::string line(schema.name);
    for (std::size_t field = 0; field < schema.field_count; ++field) {
      line += fmt::format(" {}=", schema.field[field].key);
    }
    expected.push_back(line);
  }
  Lines documented;
  for (const auto& section : documented_events()) documented.push_back(section.first);
  CHECK(documented == expected);
}

TEST_CASE("EVENTS.md explains every field of every event below its heading") {
  for (const auto& section : documented_events()) {
    std::istringstream words(section.first);
    std::string word;
    words >> word;  // the event's name
    while (words >> word) {
      word.back() = '`';  // was '='
      INFO(section.first << " does not explain " << word);
      CHECK(section.second.find("`" + word) != std::string::npos);
    }
  }
}

}  // namespace
}  // namespace drmsim::sim
