// The memory that the CPU and the device share: ring buffers, fence words, semaphores.
//
// Intuition: one array. Mechanism: words are handed out from the front, never taken back; the CPU
// reads and writes them through pointers, without register accesses. The memory survives resets and
// the loss of the device.
// Limits: a write through a pointer is not seen by a ring that waits for the word already;
// write32() is.
#pragma once

#include <cstdint>
#include <memory>

#include "hw_models/gpu/memory_if.h"

namespace drmsim::hw {

class SystemMemory final : public MemoryIf {
 public:
  explicit SystemMemory(std::uint32_t size_dwords);
  SystemMemory(const SystemMemory&) = delete;
  SystemMemory& operator=(const SystemMemory&) = delete;

  // Zeroed words; the address of the first. Asking for more than is left is a configuration error
  // of whoever sized the memory, and asserted.
  std::uint64_t allocate(std::uint32_t dwords);
  std::uint32_t free_dwords() const { return size_dwords_ - used_dwords_; }

  // Of what was handed out.
  bool contains(std::uint64_t address, std::uint64_t bytes) const override;
  std::uint32_t* direct(std::uint64_t address) override;
  std::uint32_t read32(std::uint64_t address) const override;
  void write32(std::uint64_t address, std::uint32_t value) override;
  void watch(std::uint64_t address, MemoryWatch& watch) override;
  void unwatch(MemoryWatch& watch) override;

 private:
  // Address 0 is nowhere, so that a forgotten address is a bus error and not somebody's fence.
  static constexpr std::uint64_t kBaseAddress = 0x1000'0000;

  std::uint32_t size_dwords_;
  std::uint32_t used_dwords_ = 0;
  struct Free {
    void operator()(std::uint32_t* dwords) const;
  };
  // From calloc(), which gives out large zeroed memory without touching it: a ring of a million
  // packets costs what is written to it.
  std::unique_ptr<std::uint32_t[], Free> dwords_;
  MemoryWatches watches_;
};

}  // namespace drmsim::hw
