// Events of a log that no run has written, one after the other, for those who read it.
#pragma once

#include <cstdint>
#include <string>

#include "sim/event_log.h"

namespace drmsim::tests {

class EventMaker {
 public:
  explicit EventMaker(sim::EventObserver& reader) : reader_(reader) { reader.begin(names_); }

  // What comes is of that moment, and of that context; "" is the hardware.
  EventMaker& at(sim::TimeNs time_ns, const std::string& context = "") {
    event_.time_ns = time_ns;
    event_.context = context.empty() ? 0 : names_.intern(context);
    return *this;
  }

  // Fields in the order of sim/EVENTS.md.
  template <typename... Fields>
  EventMaker& emit(sim::EventKind kind, Fields... fields) {
    event_.kind = kind;
    event_.field = {};
    std::size_t i = 0;
    ((event_.field[i] = field(kind, i, fields), ++i), ...);
    reader_.on_event(event_);
    return *this;
  }

 private:
  std::uint64_t field(sim::EventKind kind, std::size_t i, const char* text) {
    const sim::FieldType type = sim::schema_of(kind).field[i].type;
    if (type == sim::FieldType::text) return reinterpret_cast<std::uint64_t>(text);
    if (*text == '\0') return 0;
    const sim::NameId name = names_.intern(text);
    return type == sim::FieldType::job ? sim::JobTag{name, 0}.bits() : name;
  }
  std::uint64_t field(sim::EventKind, std::size_t, int number) {
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(number));
  }

  sim::Names names_;
  sim::EventObserver& reader_;
  sim::Event event_;
};

}  // namespace drmsim::tests
