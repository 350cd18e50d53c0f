// The steps of a workload, as plain values.
//
// References to other steps are kept as they are written: the number of steps to go back, counted
// from 1, over all steps of any kind. They stay right when one workload is appended to another, and
// `step.index - back` is the index of the target. Times are in microseconds of virtual time, as in
// the file. What each step does when it is run, and in what order, is in tools/wsim/README.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "tools/wsim/engine_name.h"

namespace drmsim::scenarios::wsim {

// GPU run time of a batch: fixed if min_us == max_us, otherwise drawn anew at every submission.
struct Duration {
  std::uint32_t min_us = 0;
  std::uint32_t max_us = 0;
  bool endless = false;  // `*`: runs until a Terminate step; min_us and max_us mean nothing
};

// `-K`: the batch reads what the batch K steps back writes.
struct DataDependency {
  std::uint32_t back = 0;
  int column = 0;  // where the dependency stands, for messages
};

enum class FenceKind : std::uint8_t {
  completion,  // f-K: wait until the target has finished
  submit,      // s-K: wait until the target starts to execute
};

// `f-K`, `s-K`: wait for a fence of the batch, or the software fence, K steps back.
struct FenceDependency {
  std::uint32_t back = 0;
  FenceKind kind = FenceKind::completion;
  int column = 0;
};

// `rS-A-B`, `wS-A-B`: the batch reads or writes objects A to B of working set S.
struct ObjectDependency {
  std::uint32_t set_id = 0;
  std::uint32_t first = 0;
  std::uint32_t last = 0;  // included
  bool write = false;
  int column = 0;
};

// `ctx.engine.duration.deps.wait`
struct Batch {
  std::uint32_t context = 0;
  EngineName engine;
  Duration duration;
  std::vector<DataDependency> data;
  std::vector<ObjectDependency> objects;
  std::optional<FenceDependency> fence;  // at most one: i915 takes one input fence
  bool wait = false;                     // the client waits until the batch is idle
};

struct Delay {  // d.N: sleep
  std::uint32_t duration_us = 0;
};

struct Period {  // p.N: sleep until N us after the start of the iteration
  std::uint32_t period_us = 0;
};

struct Sync {  // s.-K: wait for a batch
  std::uint32_t back = 0;
};

struct Throttle {  // t.N: before every batch, wait for the step N back; 0 turns it off
  std::uint32_t back = 0;
};

struct QueueDepth {  // q.N: after every batch, wait while more than N are outstanding; 0: off
  std::uint32_t depth = 0;
};

struct CreateFence {};  // f: a software fence

struct SignalFence {  // a.-K: signal a software fence
  std::uint32_t back = 0;
};

struct Terminate {  // T.-K: end an endless batch
  std::uint32_t back = 0;
};

struct EngineMap {  // M.ctx.E|E
  std::uint32_t context = 0;
  std::vector<EngineName> engines;
};

struct LoadBalance {  // B.ctx
  std::uint32_t context = 0;
};

struct ContextPriority {  // P.ctx.N
  std::uint32_t context = 0;
  std::int32_t priority = 0;
};

// `[Cn]size[-size]` of a working set: `copies` objects, each of a size in the range.
struct ObjectRun {
  std::uint32_t copies = 1;
  std::uint64_t min_bytes = 0;
  std::uint64_t max_bytes = 0;
};

struct WorkingSet {  // w.ID.SIZES, W.ID.SIZES
  std::uint32_t id = 0;
  bool shared = false;  // W: one allocation for all clones of the workload
  std::vector<ObjectRun> runs;

  std::uint64_t object_count() const;
};

using Action =
    std::variant<Batch, Delay, Period, Sync, Throttle, QueueDepth, CreateFence, SignalFence,
                 Terminate, EngineMap, LoadBalance, ContextPriority, WorkingSet>;

// What a step is, for messages: "a batch", "a delay (d)".
std::string_view describe(const Action& action);

struct Step {
  std::uint32_t index = 0;   // position among all steps of the workload
  std::uint32_t source = 0;  // index into Workload::sources: the text that the step stands in
  int line = 0;
  int column = 0;
  Action action;
};

}  // namespace drmsim::scenarios::wsim
