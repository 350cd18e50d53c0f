// The one stream of events that every observer reads: checkers, statistics, text, traces, hashes.
//
// Costs one branch per event while nobody listens. Observers are called in the order in which they
// were attached, synchronously, in whatever context emitted the event: they must not sleep, take
// locks or change the model.
#pragma once

#include <string>
#include <type_traits>
#include <vector>

#include "sim/event.h"

namespace drmsim::sim {

class World;

class EventObserver {
 public:
  virtual ~EventObserver() = default;
  // Comes first, from attach(): where to look up the names in events, valid as long as the World.
  virtual void begin(const Names& /*names*/) {}
  virtual void on_event(const Event& event) = 0;
};

class EventLog {
 public:
  explicit EventLog(World& world) : world_(world) {}
  EventLog(const EventLog&) = delete;
  EventLog& operator=(const EventLog&) = delete;

  // The observer must outlive the World or be detached first.
  void attach(EventObserver& observer);
  void detach(EventObserver& observer);
  bool active() const { return !observers_.empty(); }

  // Arguments in the order of the kind's schema: JobTag, NameId, integers, const char* (static).
  template <typename... Args>
  void emit(EventKind kind, Args... args) {
    static_assert(sizeof...(Args) <= kEventFieldsMax);
    if (observers_.empty()) return;
    Event event;
    event.kind = kind;
    std::size_t i = 0;
    ((event.field[i++] = encode(args)), ...);
    publish(event);
  }

 private:
  static std::uint64_t encode(JobTag tag) { return tag.bits(); }
  static std::uint64_t encode(const char* text) { return reinterpret_cast<std::uint64_t>(text); }
  template <typename T>
  requires std::is_integral_v<T>
  static std::uint64_t encode(T value) {
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
  }
  void publish(Event& event);

  World& world_;
  std::vector<EventObserver*> observers_;
};

// "      1011000  timedout_job job=x1 sched=gfx karma=0": stable, documented in sim/EVENTS.md.
std::string event_text(const Event& event, const Names& names);
// Its fields alone: " job=x1 sched=gfx karma=0", a blank before each.
std::string event_fields_text(const Event& event, const Names& names);

}  // namespace drmsim::sim
