// Masking one of many sources, with a register write that needs no lock.
#include "hw_models/gpu/interrupt_registers.h"

#include <deque>

#include <catch2/catch.hpp>

#include "hw_models/gpu/interrupt_controller.h"
#include "sim/world.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: a source has its word and its bit, and is masked without reading the mask") {
  sim::World world;
  DelayLine delays("delays", world);
  InterruptController controller("interrupts", world, delays);
  std::deque<sim::IrqLine> lines;
  std::vector<std::uint32_t> handled;
  for (std::uint32_t i = 0; i < 42; ++i) {
    lines.emplace_back(world, "line");
    CHECK(controller.add_source("source", lines.back(), {}) == i);
    lines.back().request([&handled, i] { handled.push_back(i); });
  }
  constexpr std::uint32_t kSource = 40;
  STATIC_REQUIRE(interrupt_word_offset(31) == 0);  // bytes
  STATIC_REQUIRE(interrupt_word_offset(kSource) == 4);
  STATIC_REQUIRE(interrupt_bit(kSource) == 1u << 8);
  const auto write = [&](std::uint32_t reg) {
    CHECK(controller.write_register(reg + interrupt_word_offset(kSource), interrupt_bit(kSource)));
  };
  const auto bit = [&](std::uint32_t reg) {
    std::uint32_t value = 0;
    CHECK(controller.read_register(reg + interrupt_word_offset(kSource), value));
    return (value & interrupt_bit(kSource)) != 0;
  };
  CHECK(bit(offsetof(InterruptRegisters, enable)));  // at power-on
  write(offsetof(InterruptRegisters, disable));
  CHECK_FALSE(bit(offsetof(InterruptRegisters, enable)));
  controller.raise(kSource);
  controller.raise(kSource + 1);
  world.run();
  CHECK(handled == std::vector<std::uint32_t>{kSource + 1});
  CHECK(bit(offsetof(InterruptRegisters, pending)));
  write(offsetof(InterruptRegisters, enable));
  world.run();
  CHECK(handled == std::vector<std::uint32_t>{kSource + 1, kSource});
  CHECK_FALSE(bit(offsetof(InterruptRegisters, pending)));
  world.end();
}

}  // namespace
}  // namespace drmsim::hw
