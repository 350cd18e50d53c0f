// Messages, warnings and wrong memory accesses of kernel code become hazards.
#include <array>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "sched/kernel/host_ops_table.h"
#include "sched/kernel/kernel_block.h"
#include "sched/kernel/kernel_host.h"
#include "sim/object_arena.h"

namespace drmsim::kernel {
namespace {

constexpr int kErrorLevel = 3;  // KERN_ERR; what is less important is not looked at
constexpr std::uintptr_t kFirstPage = 4096;

// Where beside the object: "4 bytes past its 120 bytes".
std::string beside(std::uintptr_t address, unsigned long size, const void* memory) {
  KernelBlock* block = KernelBlock::find(memory);
  if (block == nullptr) return "out of its bounds";
  const auto begin = reinterpret_cast<std::uintptr_t>(block->memory());
  const bool before = address < begin;
  const std::uintptr_t by = before ? begin - address : address + size - begin - block->bytes();
  const std::string distance = fmt::format("{} {}", by, by == 1 ? "byte" : "bytes");
  return before ? distance + " before its beginning"
                : fmt::format("{} past its {} bytes", distance, block->bytes());
}

void report_access(sim::World& world, std::uintptr_t address, unsigned long size,
                   const std::string& what, sim::Where where) {
  const sim::ObjectArena& arena = sim::ObjectArena::of_this_thread();
  sim::Hazards& hazards = world.hazards();
  if (address < kFirstPage) {
    hazards.fatal(sim::HazardKind::contract, where, "NULL",
                  world.describe(what, where) + ": the kernel dereferences NULL");
    return;
  }
  sim::Tracked* object = arena.object_at(address);
  if (object == nullptr) {
    hazards.fatal(
        arena.freed(address) ? sim::HazardKind::use_after_free : sim::HazardKind::contract, where,
        "unknown memory",
        world.describe(what, where) +
            (arena.freed(address) ? ": freed memory, whose quarantine has ended"
                                  : fmt::format(": {:#x} is no address of anything", address)));
    return;
  }
  const std::string text =
      world.describe(fmt::format("{} in {} {}", what, object->type(), object->label()), where);
  if (object->freed()) {
    hazards.fatal(sim::HazardKind::use_after_free, where, *object,
                  text + ": the object was freed before");
  } else {
    hazards.fatal(sim::HazardKind::out_of_bounds, where, *object,
                  text + ": " + beside(address, size, object));
  }
}

// Goes on: what comes of it shows as well.
void report_killed_entity(sim::World& world, const drm_sched_entity* entity, sim::Where where) {
  sim::HazardObject object("drm_sched_entity");  // in a driver's file it is a part of that
  const sim::Tracked* whole =
      sim::ObjectArena::of_this_thread().object_at(reinterpret_cast<std::uintptr_t>(entity));
  std::string name("an entity");
  if (whole != nullptr) {
    object.life = sim::HazardObject(*whole).life;
    name = whole->label();
  }
  world.hazards().report(
      sim::HazardKind::killed_entity_returns, where, std::move(object),
      world.describe(name + ", which has been killed, is put into its run queue again", where));
}

}  // namespace

void ReportOps::fill(drmsim_host_ops& ops) {
  ops.point = [](void* self, drmsim_point point, const drmsim_where* where) {
    if (point == DRMSIM_POINT_READ) return host_of(self).world_.read_point(where_of(where));
    host_of(self).world_.point(static_cast<sim::Point>(point), where_of(where));
  };
  ops.read_point = [](void* self, unsigned long pc) {
    KernelHost& host = host_of(self);
    host.world_.read_point(host.library_.place_of(pc));
  };
  ops.print = [](void* self, int level, const drmsim_where* where, const char* format,
                 __builtin_va_list arguments) {
    if (level > kErrorLevel) return;
    std::array<char, 512> text{};
    std::vsnprintf(text.data(), text.size(), format, arguments);
    std::string message(text.data());
    while (!message.empty() && message.back() == '\n') message.pop_back();
    sim::World& world = host_of(self).world_;
    world.hazards().message(where_of(where), world.describe(message, where_of(where)));
  };
  ops.warn = [](void* self, const drmsim_where* where, const char* what) {
    sim::World& world = host_of(self).world_;
    world.hazards().report(sim::HazardKind::warning, where_of(where), "",
                           world.describe(what, where_of(where)));
  };
  ops.bug = [](void* self, const drmsim_where* where, const char* what) {
    sim::World& world = host_of(self).world_;
    const std::string text = world.describe(what, where_of(where));
    world.hazards().fatal(sim::HazardKind::contract, where_of(where), "", text);
    throw sim::RunIsOver(text);
  };
  ops.killed_entity_returns = [](void* self, const drm_sched_entity* entity, unsigned long pc) {
    KernelHost& host = host_of(self);
    report_killed_entity(host.world_, entity, host.library_.place_of(pc));
  };
  ops.bad_access = [](void* self, unsigned long address, unsigned long size, int is_write,
                      unsigned long pc) {
    KernelHost& host = host_of(self);
    if (host.is_over()) return;
    const sim::Where where = host.library_.place_of(pc);
    const std::string what = fmt::format("{} of {} bytes", is_write != 0 ? "write" : "read", size);
    report_access(host.world_, address, size, what, where);
    throw sim::RunIsOver(host.world_.describe(what, where));
  };
  ops.function_name = [](void* self, const void* function) {
    return host_of(self).library_.function_name(reinterpret_cast<std::uintptr_t>(function));
  };
  ops.wild_call = [](void* self, unsigned long target, unsigned long pc) {
    KernelHost& host = host_of(self);
    if (host.is_over()) return;
    const sim::Where where = host.library_.place_of(pc);
    const std::string text =
        host.world_.describe(fmt::format("call of {:#x}", target), where) + ": that is no function";
    host.world_.hazards().fatal(sim::HazardKind::contract, where, "function pointer", text);
    throw sim::RunIsOver(text);
  };
}

}  // namespace drmsim::kernel
