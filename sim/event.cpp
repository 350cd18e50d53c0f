#include "sim/event.h"

#include <iterator>

namespace drmsim::sim {
namespace {

// The fields of event_kinds.def become array elements: TYPE(key) -> {FieldType::type, "key"},
#define JOB(key) FieldSchema{FieldType::job, #key},
#define NAME(key) FieldSchema{FieldType::name, #key},
#define UINT(key) FieldSchema{FieldType::uint, #key},
#define INT(key) FieldSchema{FieldType::integer, #key},
#define TIME(key) FieldSchema{FieldType::time, #key},
#define TEXT(key) FieldSchema{FieldType::text, #key},

constexpr EventSchema make(std::string_view name,
                           std::array<FieldSchema, kEventFieldsMax + 1> fields) {
  EventSchema schema{name, {}, 0};
  while (schema.field_count < kEventFieldsMax && !fields[schema.field_count].key.empty()) {
    schema.field[schema.field_count] = fields[schema.field_count];
    ++schema.field_count;
  }
  return schema;
}

constexpr EventSchema kSchemas[] = {
#define EVENT(name, ...) make(#name, {__VA_ARGS__}),
#define EVENT_AS(name, text, ...) make(text, {__VA_ARGS__}),
#include "sim/event_kinds.def"
#undef EVENT_AS
#undef EVENT
};

}  // namespace

const EventSchema& schema_of(EventKind kind) {
  return kSchemas[static_cast<std::size_t>(kind)];
}

std::size_t event_kind_count() {
  return std::size(kSchemas);
}

}  // namespace drmsim::sim
