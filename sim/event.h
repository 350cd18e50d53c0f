// One entry of the event log: when, what, in which CPU context, and up to eight numbers.
//
// The numbers' meaning is fixed per kind by sim/event_kinds.def. Events are plain values without
// ownership: an observer may keep copies.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sim/names.h"
#include "sim/time.h"

namespace drmsim::sim {

enum class EventKind : std::uint16_t {
#define EVENT(name, ...) name,
#define EVENT_AS(name, text, ...) name,
#include "sim/event_kinds.def"
#undef EVENT_AS
#undef EVENT
};

inline constexpr std::size_t kEventFieldsMax = 8;
using ContextId = std::uint32_t;  // 0: hardware, no CPU context

struct Event {
  TimeNs time_ns = 0;
  EventKind kind{};
  ContextId context = 0;
  std::array<std::uint64_t, kEventFieldsMax> field{};

  JobTag job(std::size_t i) const { return JobTag::from_bits(field[i]); }
  NameId name(std::size_t i) const { return static_cast<NameId>(field[i]); }
  std::int64_t integer(std::size_t i) const { return static_cast<std::int64_t>(field[i]); }
  const char* text(std::size_t i) const { return reinterpret_cast<const char*>(field[i]); }
};

enum class FieldType : std::uint8_t { job, name, uint, integer, time, text };

struct FieldSchema {
  FieldType type;
  std::string_view key;
};

struct EventSchema {
  std::string_view name;
  std::array<FieldSchema, kEventFieldsMax> field;
  std::size_t field_count;
};

const EventSchema& schema_of(EventKind kind);
std::size_t event_kind_count();

}  // namespace drmsim::sim
