// A front end of one's own: what it has let go ends in any order, and takes effect in order.
#include "hw_models/gpu/end_of_pipe.h"

#include <vector>

#include <catch2/catch.hpp>

namespace drmsim::hw {
namespace {

TEST_CASE("example: a pipe retires in order what ends out of order, and finds it by its cookie") {
  EndOfPipe pipe;
  std::vector<std::uint32_t> fences;
  const auto submit = [&](std::uint32_t fence) {
    const std::uint32_t cookie = pipe.next_cookie();
    pipe.push(PipeEntry::Kind::execute);
    pipe.push(PipeEntry::Kind::write_fence).value = fence;
    return cookie;  // what an engine gets, and gives back at the end
  };
  const auto ended = [&](std::uint32_t cookie) {
    if (!pipe.contains(cookie)) return;  // reset meanwhile
    pipe.at(cookie).ended = true;
    while (!pipe.empty()) {
      const PipeEntry& first = pipe.front();
      if (first.kind == PipeEntry::Kind::execute && !first.ended) return;
      if (first.kind == PipeEntry::Kind::write_fence) fences.push_back(first.value);
      pipe.pop();
    }
  };
  const std::uint32_t a = submit(1);
  const std::uint32_t b = submit(2);
  const std::uint32_t c = submit(3);
  ended(b);
  CHECK(fences.empty());
  ended(a);
  CHECK(fences == std::vector<std::uint32_t>{1, 2});
  CHECK_FALSE(pipe.contains(a));
  CHECK(pipe.begin_cookie() == c);

  pipe.clear();  // a reset
  CHECK(pipe.empty());
  ended(c);
  CHECK(fences.size() == 2);
  for (std::uint32_t i = 4; i < 100; ++i) CHECK(submit(i) > c);  // no cookie comes twice
  CHECK_FALSE(pipe.contains(c));
}

}  // namespace
}  // namespace drmsim::hw
