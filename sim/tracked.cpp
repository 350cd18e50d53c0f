#include "sim/tracked.h"

#include <algorithm>

#include <fmt/format.h>

#include "sim/object_arena.h"
#include "sim/world.h"

namespace drmsim::sim {
namespace {

std::string entry_text(const World& world, const LifeEntry& entry) {
  const std::string& context = world.names().text(entry.context);
  std::string text =
      fmt::format("{:>14} ns  {:<24} by {:<16} {} ({}:{})", entry.time_ns, entry.what,
                  context.empty() ? "hardware" : context, entry.where.function(),
                  entry.where.file_name(), entry.where.line());
  if (entry.references >= 0) text += fmt::format(", references now {}", entry.references);
  return text;
}

}  // namespace

// The entries stay uninitialised: each is written before it is read, and most never are.
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init)
Tracked::Tracked(World& world, const char* type, Where where) : world_(world), type_(type) {
  world_.memory().alive_.push_back(*this);
  ++world_.memory().alive_count_;
  ObjectArena::of_this_thread().set_object(*this);
  note("allocated", where);
}

Tracked::~Tracked() {
  Memory& memory = world_.memory();
  (freed_ ? memory.quarantine_ : memory.alive_).erase(Memory::List::s_iterator_to(*this));
  --(freed_ ? memory.quarantined_ : memory.alive_count_);
}

void* Tracked::operator new(std::size_t bytes) {
  return ObjectArena::of_this_thread().allocate(bytes);
}

void Tracked::operator delete(void* memory) {
  ObjectArena::of_this_thread().release(memory);
}

void Tracked::report_use_after_free(const char* what, Where where) const {
  world_.hazards().fatal(HazardKind::use_after_free, where, *this,
                         world_.describe(fmt::format("{} of {} {}", what, type_, label()), where) +
                             ": the object was freed before");
}

NameId Tracked::freed_by() const {
  const std::uint32_t recent = life_count_ - 1;
  for (std::uint32_t age = 1; freed_ && age <= std::min<std::uint32_t>(recent, kLifeEntries);
       ++age) {
    const LifeEntry& entry = recent_[(recent - age) % kLifeEntries];
    if (std::string_view(entry.what) == "freed") return entry.context;
  }
  return 0;
}

std::vector<std::string> Tracked::life() const {
  std::vector<std::string> lines;
  if (life_count_ == 0) return lines;
  lines.push_back(entry_text(world_, first_));
  const std::uint32_t recent = life_count_ - 1;
  const auto kept = std::min<std::uint32_t>(recent, kLifeEntries);
  if (recent > kept) lines.push_back(fmt::format("{:>17}  ({} more)", "...", recent - kept));
  for (std::uint32_t i = recent - kept; i < recent; ++i) {
    lines.push_back(entry_text(world_, recent_[i % kLifeEntries]));
  }
  return lines;
}

}  // namespace drmsim::sim
