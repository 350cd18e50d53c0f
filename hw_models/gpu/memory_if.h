// System memory as the hardware sees it.
#pragma once

#include <cstdint>

#include <boost/intrusive/list.hpp>

namespace drmsim::hw {

// Somebody who wants to know when a word in memory is written: a ring at a WAIT_SEMAPHORE.
class MemoryWatch : public boost::intrusive::list_base_hook<
                        boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  std::uint64_t watched_address() const { return address_; }
  bool watching() const { return is_linked(); }

 protected:
  ~MemoryWatch() = default;

 private:
  friend class SystemMemory;
  // Called inside the write: only takes note, e.g. arms a timed event.
  virtual void memory_written() = 0;
  std::uint64_t address_ = 0;
};

// Addresses are in bytes, a multiple of 4. A ring on another platform brings an own implementation.
class MemoryIf {
 public:
  virtual bool contains(std::uint64_t address, std::uint64_t bytes) const = 0;  // and is aligned
  virtual std::uint32_t* direct(std::uint64_t address) = 0;  // precondition: contained
  virtual std::uint32_t read32(std::uint64_t address) const = 0;
  virtual void write32(std::uint64_t address, std::uint32_t value) = 0;  // tells those who watch
  virtual void watch(std::uint64_t address, MemoryWatch& watch) = 0;
  virtual void unwatch(MemoryWatch& watch) = 0;

 protected:
  ~MemoryIf() = default;
};

}  // namespace drmsim::hw
