// Writing events in a format of one's own, without knowing a single kind: the schema says all.
#include "sim/event.h"

#include "sim/event_log.h"
#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: an event is written as JSON by its schema") {
  class JsonWriter final : public EventObserver {
   public:
    void begin(const Names& names) override { names_ = &names; }
    void on_event(const Event& event) override {
      const EventSchema& schema = schema_of(event.kind);
      std::string line = fmt::format("{{\"ns\":{},\"event\":\"{}\"", event.time_ns, schema.name);
      for (std::size_t i = 0; i < schema.field_count; ++i) {
        const FieldType type = schema.field[i].type;
        if (type == FieldType::text && event.text(i) == nullptr) continue;  // it is absent
        line += fmt::format(",\"{}\":{}", schema.field[i].key, value(event, i, type));
      }
      lines.push_back(line + "}");
    }
    Lines lines;

   private:
    std::string value(const Event& event, std::size_t i, FieldType type) const {
      if (type == FieldType::job) return fmt::format("\"{}\"", names_->text(event.job(i)));
      if (type == FieldType::name) return fmt::format("\"{}\"", names_->text(event.name(i)));
      if (type == FieldType::text) return fmt::format("\"{}\"", event.text(i));
      if (type == FieldType::integer) return std::to_string(event.integer(i));
      return std::to_string(event.field[i]);  // uint, and time in nanoseconds
    }
    const Names* names_ = nullptr;
  };
  World world;
  JsonWriter json;
  world.log().attach(json);
  const JobTag job{world.intern("draw"), 8};
  const NameId ring = world.intern("gfx");
  world.log().emit(EventKind::finished, job, ring, -62);
  world.log().emit(EventKind::hw_start, job, ring, static_cast<const char*>(nullptr));
  CHECK(json.lines == Lines{R"({"ns":0,"event":"finished","job":"draw.7","sched":"gfx",)"
                            R"("error":-62})",
                            R"({"ns":0,"event":"hw_start","job":"draw.7","sched":"gfx"})"});
  CHECK(schema_of(EventKind::run_job_none).name == "run_job");  // two kinds, one printed name
}

}  // namespace
}  // namespace drmsim::sim
