// System memory as the hardware sees it.
#pragma once

#include <cstdint>

#include <boost/intrusive/list.hpp>

namespace drmsim::hw {

// Somebody who wants to know when a word in memory is written: a ring at a WAIT_SEMAPHORE.
class MemoryWatch : public boost::intrusive::list_base_hook<
                        boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  // Called inside the write: only takes note, e.g. arms a timed event.
  virtual void memory_written() = 0;

  std::uint64_t watched_address() const { return address_; }
  bool watching() const { return is_linked(); }

 protected:
  ~MemoryWatch() = default;

 private:
  friend class MemoryWatches;
  std::uint64_t address_ = 0;
};

// What an implementation of MemoryIf keeps: who watches, and which word.
class MemoryWatches {
 public:
  void add(std::uint64_t address, MemoryWatch& watch);  // one word at a time
  void tell(std::uint64_t address);                     // it has been written

 private:
  boost::intrusive::list<MemoryWatch, boost::intrusive::constant_time_size<false>> watches_;
};

// Addresses are in bytes, a multiple of 4. There are two implementations: SystemMemory, an array of
// our own, and DmaMaster, a bus master of another platform. Called in no CPU context, or inside the
// register access that caused it: an implementation must not block.
class MemoryIf {
 public:
  virtual bool contains(std::uint64_t address, std::uint64_t bytes) const = 0;  // and is aligned
  // Where the word is in this process, with those behind it that are contained: what a ring reads
  // its packets from, until its base or size is written again. Precondition: contained.
  virtual std::uint32_t* direct(std::uint64_t address) = 0;
  virtual std::uint32_t read32(std::uint64_t address) const = 0;
  virtual void write32(std::uint64_t address, std::uint32_t value) = 0;  // tells those who watch
  virtual void watch(std::uint64_t address, MemoryWatch& watch) = 0;
  virtual void unwatch(MemoryWatch& watch) = 0;

 protected:
  ~MemoryIf() = default;
};

}  // namespace drmsim::hw
