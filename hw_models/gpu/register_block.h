// Something with registers: what stands behind a RegisterBus. Called inside the transaction, which
// is over when it returns: nothing here may block.
#pragma once

#include <cstdint>

namespace drmsim::hw {

class RegisterBlock {
 public:
  // offset: in bytes from the beginning of the block, a multiple of 4. False: no such register, or
  // not readable or writable. Reads have no side effects.
  virtual bool read_register(std::uint32_t offset, std::uint32_t& value) const = 0;
  virtual bool write_register(std::uint32_t offset, std::uint32_t value) = 0;

 protected:
  ~RegisterBlock() = default;
};

}  // namespace drmsim::hw
