#include "hw_models/gpu/system_memory.h"

#include <cstdlib>
#include <new>

#include "sim/assert.h"

namespace drmsim::hw {

SystemMemory::SystemMemory(std::uint32_t size_dwords)
    : size_dwords_(size_dwords),
      dwords_(static_cast<std::uint32_t*>(std::calloc(size_dwords, sizeof(std::uint32_t)))) {
  if (dwords_ == nullptr && size_dwords > 0) throw std::bad_alloc();
}

void SystemMemory::Free::operator()(std::uint32_t* dwords) const {
  std::free(dwords);
}

std::uint64_t SystemMemory::allocate(std::uint32_t dwords) {
  DRMSIM_ASSERT(dwords <= free_dwords(), "the memory was sized for all that is allocated from it");
  const std::uint64_t address = kBaseAddress + std::uint64_t{used_dwords_} * sizeof(std::uint32_t);
  used_dwords_ += dwords;
  return address;
}

bool SystemMemory::contains(std::uint64_t address, std::uint64_t bytes) const {
  const std::uint64_t size_bytes = std::uint64_t{used_dwords_} * sizeof(std::uint32_t);
  if (address % sizeof(std::uint32_t) != 0 || address < kBaseAddress) return false;
  const std::uint64_t offset = address - kBaseAddress;
  return offset <= size_bytes && bytes <= size_bytes - offset;
}

std::uint32_t* SystemMemory::direct(std::uint64_t address) {
  DRMSIM_ASSERT(contains(address, sizeof(std::uint32_t)), "the caller has checked the address");
  return &dwords_[(address - kBaseAddress) / sizeof(std::uint32_t)];
}

std::uint32_t SystemMemory::read32(std::uint64_t address) const {
  DRMSIM_ASSERT(contains(address, sizeof(std::uint32_t)), "the caller has checked the address");
  return dwords_[(address - kBaseAddress) / sizeof(std::uint32_t)];
}

void SystemMemory::write32(std::uint64_t address, std::uint32_t value) {
  *direct(address) = value;
  watches_.tell(address);
}

void SystemMemory::watch(std::uint64_t address, MemoryWatch& watch) {
  watches_.add(address, watch);
}

void SystemMemory::unwatch(MemoryWatch& watch) {
  watch.unlink();
}

}  // namespace drmsim::hw
