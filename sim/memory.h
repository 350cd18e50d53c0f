// Tracked allocation: what is alive, what was freed, and what may be allocated where.
//
// Intuition: a freed object is not gone but taken out of service; whoever touches it afterwards is
// reported with the object's life, instead of crashing something else. Mechanism: objects derive
// from Tracked (sim/tracked.h); free() marks them and puts them into a bounded quarantine, first in
// first out; only what leaves the quarantine is really destroyed. Whatever is still alive at the
// end is a leak.
// Limits: a use later than `quarantine_objects` frees afterwards is not seen here (AddressSanitizer
// builds see it).
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include <boost/intrusive/list.hpp>

#include "sim/tracked.h"
#include "sim/where.h"

namespace drmsim::sim {

class World;

enum class Gfp : std::uint8_t {
  kernel,  // may wait for reclaim, and reclaim may wait for fences
  atomic,  // never waits; may fail
};

class Memory {
 public:
  Memory(World& world, std::size_t quarantine_objects);
  ~Memory();
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;

  // To be called wherever kernel code would allocate. Reports Gfp::kernel in a place that must not
  // wait for reclaim: atomic context (sleep_in_atomic) or code that a fence's signalling depends on
  // (allocation_in_signalling_path; Documentation/driver-api/dma-buf.rst, fence signalling rules).
  void check_allocation(Gfp gfp, const char* what, Where where = Where::here());

  // Takes the object out of service. It was made with new and is deleted by the quarantine.
  // A second free is reported as double_free with the object's life.
  void free(Tracked& object, Where where = Where::here());

  // Reports every tracked object that is still alive, as leaks; at most `most`, then a count.
  void report_leaks(std::size_t most = 10);
  std::size_t alive() const { return alive_count_; }

 private:
  friend class Tracked;
  using List = boost::intrusive::list<Tracked, boost::intrusive::constant_time_size<false>>;

  World& world_;
  std::size_t quarantine_objects_;
  std::size_t quarantined_ = 0;
  std::size_t alive_count_ = 0;
  List alive_;
  List quarantine_;
};

}  // namespace drmsim::sim
