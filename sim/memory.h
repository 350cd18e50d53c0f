// Tracked allocation: what is alive, what was freed, and what may be allocated where.
//
// Intuition: a freed object is not gone but taken out of service; whoever touches it afterwards is
// reported with the object's life, instead of crashing something else. Mechanism: objects derive
// from Tracked (sim/tracked.h); free() marks them and puts them into a bounded quarantine, first in
// first out; only what leaves the quarantine is really destroyed. Whatever is still alive at the
// end is a leak. Whoever executes for long, a handler or a job on the hardware, keeps everything in
// quarantine that is freed meanwhile, by a QuarantineHold.
// Limits: a use later than `quarantine_objects` frees afterwards, by something that began after the
// free, is not seen here (AddressSanitizer builds see it); nor one after kQuarantineMax frees.
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

class Memory;

// While it stands, no object that is freed is destroyed, however many follow: whoever executes, or
// a table of what the hardware has, may still know its address. Outlived by the World.
class QuarantineHold : public boost::intrusive::list_base_hook<
                           boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  QuarantineHold() = default;  // holds nothing
  explicit QuarantineHold(Memory& memory) { begin(memory); }
  QuarantineHold(const QuarantineHold&) = delete;
  QuarantineHold& operator=(const QuarantineHold&) = delete;

  void begin(Memory& memory);  // a second time: what was freed before is not held any more
  void end() { unlink(); }

 private:
  friend class Memory;
  std::uint64_t since_ = 0;  // how many objects had been freed when it began
};

class Memory {
 public:
  static constexpr std::size_t kQuarantineMax = 1 << 18;  // objects, whoever holds them

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
  friend class QuarantineHold;
  using List = boost::intrusive::list<Tracked, boost::intrusive::constant_time_size<false>>;

  bool oldest_may_go() const;

  World& world_;
  std::size_t quarantine_objects_;
  std::size_t quarantined_ = 0;
  std::size_t alive_count_ = 0;
  std::uint64_t frees_ = 0;
  boost::intrusive::list<QuarantineHold, boost::intrusive::constant_time_size<false>> holds_;
  List alive_;
  List quarantine_;
};

}  // namespace drmsim::sim
