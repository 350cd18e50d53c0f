#include "sim/event_log.h"

#include <iterator>

#include <fmt/format.h>

#include "sim/world.h"

namespace drmsim::sim {

void EventLog::attach(EventObserver& observer) {
  observers_.push_back(&observer);
  observer.begin(world_.names());
}

void EventLog::detach(EventObserver& observer) {
  std::erase(observers_, &observer);
}

void EventLog::publish(Event& event) {
  event.time_ns = world_.now();
  if (const Context* context = world_.cpu().current()) event.context = context->name();
  for (EventObserver* observer : observers_) observer->on_event(event);
}

namespace {

void append_fields(std::string& text, const Event& event, const Names& names) {
  const EventSchema& schema = schema_of(event.kind);
  auto out = std::back_inserter(text);
  for (std::size_t i = 0; i < schema.field_count; ++i) {
    const std::string_view key = schema.field[i].key;
    switch (schema.field[i].type) {
      case FieldType::job:
        if (event.field[i] != 0) fmt::format_to(out, " {}={}", key, names.text(event.job(i)));
        break;
      case FieldType::name:
        fmt::format_to(out, " {}={}", key, names.text(event.name(i)));
        break;
      case FieldType::uint:
        fmt::format_to(out, " {}={}", key, event.field[i]);
        break;
      case FieldType::integer:
        fmt::format_to(out, " {}={}", key, event.integer(i));
        break;
      case FieldType::time:
        fmt::format_to(out, " {}={}ns", key, event.field[i]);
        break;
      case FieldType::text:
        if (event.text(i) != nullptr) fmt::format_to(out, " {}={}", key, event.text(i));
        break;
    }
  }
}

}  // namespace

std::string event_text(const Event& event, const Names& names) {
  std::string text = fmt::format("{:>14}  {:<12}", event.time_ns, schema_of(event.kind).name);
  append_fields(text, event, names);
  while (text.back() == ' ') text.pop_back();
  return text;
}

std::string event_fields_text(const Event& event, const Names& names) {
  std::string text;
  append_fields(text, event, names);
  return text;
}

}  // namespace drmsim::sim
