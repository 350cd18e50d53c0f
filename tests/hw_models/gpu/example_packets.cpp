// A disassembler of ring buffers, as a devcoredump tool has one.
#include "hw_models/gpu/packets.h"

#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "hw_models/gpu/ring_view.h"
#include "hw_models/gpu/ring_writer.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: packets are read back from the dwords of a ring, up to what is none") {
  const auto disassemble = [](RingView ring, std::uint32_t from, std::uint32_t to) {
    std::vector<std::string> lines;
    while (from != to) {
      const PacketHeader header{ring[from]};
      if (!well_formed(header) || header.dwords() > to - from) {
        lines.push_back(fmt::format("illegal {:#x}", header.bits));
        break;
      }
      if (is_job(header)) {
        lines.push_back(
            fmt::format("job {:#x}, {} ns", ring.qword(from + 1), ring.qword(from + 3)));
      } else if (header.opcode() == Opcode::write_fence) {
        lines.push_back(
            fmt::format("fence {}{}", ring[from + 3], header.interrupt() ? ", interrupt" : ""));
      } else {
        lines.push_back(fmt::format("opcode {:#x}", static_cast<unsigned>(header.opcode())));
      }
      from += header.dwords();
    }
    return lines;
  };
  std::array<std::uint32_t, 32> dwords{};
  RingWriter writer(dwords.data(), 32);
  writer.restart(28);  // so that the first packet wraps around
  writer.execute(sim::JobTag::from_bits(0x1'0000'0002), 5'000'000'000);
  writer.write_fence(0x1000, 9, true);
  writer.wait_idle();
  const std::uint32_t end = writer.wptr();
  CHECK(end - 28 == kJobDwords + kWaitIdleDwords);
  CHECK(disassemble(RingView(dwords.data(), 32), 28, end + 1) ==
        std::vector<std::string>{"job 0x100000002, 5000000000 ns", "fence 9, interrupt",
                                 "opcode 0x46", "illegal 0x0"});  // zeroed memory
  STATIC_REQUIRE_FALSE(well_formed(PacketHeader::make(Opcode::execute, kExecuteDwords - 1)));
  // Fences wrap around, too.
  STATIC_REQUIRE(reached(2, 0xffff'fffe));
  STATIC_REQUIRE_FALSE(reached(0xffff'fffe, 2));
}

}  // namespace
}  // namespace drmsim::hw
