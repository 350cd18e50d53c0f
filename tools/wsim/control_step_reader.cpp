#include "tools/wsim/control_step_reader.h"

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "tools/wsim/working_set_reader.h"

namespace drmsim::scenarios::wsim {
namespace {

constexpr std::int32_t kIntMin = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t kIntMax = std::numeric_limits<std::int32_t>::max();

// i915 takes no other priorities (I915_CONTEXT_MAX_USER_PRIORITY); gem_wsim aborts on the error.
constexpr std::int32_t kPriorityMax = 1023;

std::int32_t read_value(StepCursor& cursor, std::string_view form, std::string_view words,
                        std::int32_t min, std::int32_t max, std::string_view expected) {
  const Field* field = cursor.next();
  if (field == nullptr) cursor.fail(cursor.step().whole, "Parse error", form);
  const std::int32_t value = cursor.number(*field, words, expected);
  if (value < min || value > max) cursor.fail(*field, words, expected);
  return value;
}

std::uint32_t read_time_us(StepCursor& cursor, std::string_view form, std::string_view words) {
  return static_cast<std::uint32_t>(
      read_value(cursor, form, words, 1, kIntMax, "whole microseconds, 1 to 2147483647"));
}

std::uint32_t read_count(StepCursor& cursor, std::string_view form, std::string_view words) {
  return static_cast<std::uint32_t>(
      read_value(cursor, form, words, 0, kIntMax, "a whole number, 0 to 2147483647"));
}

// How many steps a reference goes back; it must stay inside the workload unless `unbounded`.
std::uint32_t read_back(StepCursor& cursor, std::string_view form, std::string_view words,
                        bool unbounded = false) {
  const std::int64_t earlier = cursor.index();
  std::string expected = "-K for the step K steps back, -1 to -" + std::to_string(earlier);
  if (earlier == 0) expected = "-K for a step K steps back, but this is the first step";
  const std::int32_t min = unbounded ? kIntMin : static_cast<std::int32_t>(-earlier);
  return static_cast<std::uint32_t>(
      -std::int64_t{read_value(cursor, form, words, min, -1, expected)});
}

std::uint32_t read_context(StepCursor& cursor) {
  const Field* field = cursor.next();
  if (field == nullptr) {
    cursor.warn(cursor.step().whole, "no context is given; context 0 is meant, as in gem_wsim");
    return 0;
  }
  constexpr std::string_view kExpected = "a context from 1 to 2147483647";
  const std::int32_t context = cursor.number(*field, "Invalid context", kExpected);
  if (context <= 0) cursor.fail(*field, "Invalid context", kExpected);
  return static_cast<std::uint32_t>(context);
}

void expect_end(StepCursor& cursor, std::string_view words, std::string_view form) {
  if (const Field* field = cursor.next()) cursor.fail(*field, words, form);
}

Action read_delay(StepCursor& c) {
  return Delay{read_time_us(c, "d.N", "Invalid delay")};
}
Action read_period(StepCursor& c) {
  return Period{read_time_us(c, "p.N", "Invalid period")};
}
Action read_sync(StepCursor& c) {
  return Sync{read_back(c, "s.-K", "Invalid sync target")};
}
Action read_throttle(StepCursor& c) {
  return Throttle{read_count(c, "t.N", "Invalid throttle")};
}
Action read_fence(StepCursor&) {
  return CreateFence{};
}

Action read_queue_depth(StepCursor& c) {
  return QueueDepth{read_count(c, "q.N", "Invalid qd throttle")};
}

// gem_wsim checks the range of this one only after it has read all steps: see workload_check.h.
Action read_fence_signal(StepCursor& c) {
  return SignalFence{read_back(c, "a.-K", "Invalid sw fence signal", true)};
}

Action read_terminate(StepCursor& c) {
  return Terminate{read_back(c, "T.-K", "Invalid terminate target")};
}

Action read_priority(StepCursor& cursor) {
  ContextPriority step;
  step.context = read_context(cursor);
  if (const Field* field = cursor.next()) {
    constexpr std::string_view kExpected = "-1023 to 1023, the priorities of i915";
    step.priority = cursor.number(*field, "Invalid priority", kExpected);
    if (step.priority < -kPriorityMax || step.priority > kPriorityMax) {
      cursor.fail(*field, "Invalid priority", kExpected);
    }
  } else {
    cursor.warn(cursor.step().whole, "no priority is given; 0 is meant, as in gem_wsim");
  }
  expect_end(cursor, "Invalid priority format", "nothing after P.ctx.N");
  return step;
}

Action read_engine_map(StepCursor& cursor) {
  EngineMap step;
  step.context = read_context(cursor);
  if (const Field* field = cursor.next()) {
    for (const Field& piece : split(*field, '|')) {
      const std::optional<EngineName> name = parse_engine_name(piece.text);
      if (!name || name->is_default()) {
        cursor.fail(piece, "Invalid engine map list",
                    "RCS, BCS, VCS, VECS or CCS, with an optional instance (VCS2), between '|'");
      }
      step.engines.push_back(*name);
    }
  }
  expect_end(cursor, "Invalid engine map format", "nothing after M.ctx.ENGINE|ENGINE");
  if (step.engines.empty()) {
    cursor.warn(cursor.step().whole, "the map is empty; the context has none, as in gem_wsim");
  }
  return step;
}

Action read_load_balance(StepCursor& cursor) {
  const LoadBalance step{read_context(cursor)};
  expect_end(cursor, "Invalid load balance format", "nothing after B.ctx");
  return step;
}

Action refuse_bond(StepCursor& cursor) {
  cursor.fail_because(
      cursor.step().whole, "Engine bonds (b) are not supported",
      "A bond picks the engine of one load-balanced context by where another one runs, but here a "
      "job is bound to a ring before it is known where an earlier one runs",
      "a workload without b steps");
}

Action refuse_preemption(StepCursor& cursor) {
  cursor.fail_because(
      cursor.step().whole, "Preemption control (X) is not supported",
      "It says whether a context's later batches can be preempted, but the simulated engines run "
      "every job to its end",
      "a workload without X steps");
}

Action refuse_slices(StepCursor& cursor) {
  cursor.fail_because(
      cursor.step().whole, "Slice configuration (S) is not supported",
      "It chooses how many slices of the GPU a context uses, but the simulated engines have no "
      "slices: durations are what the workload says",
      "a workload without S steps");
}

using Reader = Action (*)(StepCursor&);

constexpr std::array<std::pair<std::string_view, Reader>, 16> kReaders = {{
    {"d", read_delay},
    {"p", read_period},
    {"s", read_sync},
    {"t", read_throttle},
    {"q", read_queue_depth},
    {"f", read_fence},
    {"a", read_fence_signal},
    {"T", read_terminate},
    {"P", read_priority},
    {"M", read_engine_map},
    {"B", read_load_balance},
    {"w", read_local_working_set},
    {"W", read_shared_working_set},
    {"b", refuse_bond},
    {"X", refuse_preemption},
    {"S", refuse_slices},
}};

}  // namespace

std::optional<Action> read_control_step(StepCursor& cursor) {
  if (cursor.step().fields.empty()) return std::nullopt;
  const std::string_view letter = cursor.step().fields.front().text;
  for (const auto& [name, read] : kReaders) {
    if (letter != name) continue;
    cursor.next();
    Action action = read(cursor);
    cursor.warn_unread_fields();
    return action;
  }
  return std::nullopt;
}

}  // namespace drmsim::scenarios::wsim
