// The base of every object whose lifetime is checked: fences, jobs, entities, schedulers.
//
// Keeps the object's life: allocated, referenced, put, used, freed; where, when and by whom. The
// first entry and the last kLifeEntries are kept. An object is touched through check_alive() by
// everything that would dereference it in a kernel.
// Limits: a destructor runs when the object leaves the quarantine or its World ends, the oldest
// first; it must not touch other tracked objects, except younger ones that it owns.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <boost/intrusive/list.hpp>

#include "sim/names.h"
#include "sim/time.h"
#include "sim/where.h"

namespace drmsim::sim {

class World;

// Not initialised on its own: an object has many, and counts which it has written.
struct LifeEntry {
  TimeNs time_ns;
  const char* what;  // "allocated", "get", "put", "freed"; static text
  Where where;
  NameId context;  // 0: hardware or set-up
  int references;  // afterwards; -1: not counted
};

class Tracked : public boost::intrusive::list_base_hook<> {
 public:
  // type: "dma_fence", "drm_sched_job"; static text.
  Tracked(World& world, const char* type, Where where);
  virtual ~Tracked();
  Tracked(const Tracked&) = delete;
  Tracked& operator=(const Tracked&) = delete;

  // In the thread's ObjectArena, so that a report finds the object by any address inside it.
  static void* operator new(std::size_t bytes);
  static void operator delete(void* memory);

  World& world() const { return world_; }
  const char* type() const { return type_; }
  bool freed() const { return freed_; }
  virtual std::string label() const = 0;  // "gfx:3", for people

  void note(const char* what, Where where, int references = -1);  // inline in sim/world.h
  // Reports use_after_free (fatal) if the object is gone; notes nothing otherwise.
  void check_alive(const char* what, Where where) const {
    if (__builtin_expect(freed_, false)) report_use_after_free(what, where);
  }
  Where allocated_at() const { return first_.where; }
  NameId freed_by() const;                // 0: it is not freed, or by hardware
  std::vector<std::string> life() const;  // one line per entry, oldest first

 private:
  friend class Memory;
  static constexpr std::size_t kLifeEntries = 8;
  void report_use_after_free(const char* what, Where where) const;

  World& world_;
  const char* type_;
  bool freed_ = false;
  std::uint32_t life_count_ = 0;
  std::uint64_t free_number_ = 0;  // of all objects that were freed, in order; from 1
  LifeEntry first_;
  std::array<LifeEntry, kLifeEntries> recent_;  // entry i (from 1) is at (i - 1) % kLifeEntries
};

}  // namespace drmsim::sim
