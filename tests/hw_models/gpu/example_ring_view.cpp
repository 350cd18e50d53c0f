// The last dwords before the write pointer, as a dump of a hung ring shows them.
#include "hw_models/gpu/ring_view.h"

#include <array>
#include <vector>

#include <catch2/catch.hpp>

namespace drmsim::hw {
namespace {

TEST_CASE("example: a dump reads a ring by a free-running index, across its end and across 2^32") {
  std::array<std::uint32_t, 8> dwords{};
  RingView ring(dwords.data(), 8);
  const std::uint32_t begin = 0xffff'fffc;  // a pointer that has run for long
  for (std::uint32_t i = 0; i < 10; ++i) ring[begin + i] = i;
  const std::uint32_t wptr = begin + 10;
  std::vector<std::uint32_t> last;
  for (std::uint32_t i = wptr - 4; i != wptr; ++i) last.push_back(std::as_const(ring)[i]);
  CHECK(last == std::vector<std::uint32_t>{6, 7, 8, 9});
  CHECK(dwords[4] == 8);  // over dword 0 of the first round
  CHECK(ring[begin] == 8);

  ring[7] = 0x1111'1111;
  ring[8] = 0x2222'2222;
  CHECK(ring.qword(7) == 0x2222'2222'1111'1111);  // the low half first, in two places
  CHECK(ring.size_dwords() == 8);
}

}  // namespace
}  // namespace drmsim::hw
