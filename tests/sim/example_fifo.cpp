// A queue of what cannot be copied, which in a long run neither grows nor asks for memory.
#include "sim/fifo.h"

#include <memory>

#include <catch2/catch.hpp>

namespace drmsim::sim {
namespace {

TEST_CASE("example: a queue gives its items back in their order, and reuses its memory") {
  Fifo<std::unique_ptr<int>> queue;
  CHECK(queue.empty());
  int pushed = 0;
  int popped = 0;
  const auto push = [&] { queue.push(std::make_unique<int>(pushed++)); };
  for (int i = 0; i < 3; ++i) push();
  CHECK(*queue.front() == 0);
  const std::unique_ptr<int>* lowest = &queue.front();
  const std::unique_ptr<int>* highest = lowest;
  for (int i = 0; i < 10'000; ++i) {  // never more than four items at once
    push();
    const std::unique_ptr<int>* place = &queue.front();
    if (i >= 100) {  // its memory is what it took in the beginning
      CHECK(place >= lowest);
      CHECK(place <= highest);
    } else {
      lowest = std::min(lowest, place);
      highest = std::max(highest, place);
    }
    if (*queue.pop() != popped++) FAIL("out of order");
  }
  while (!queue.empty()) popped += *queue.pop() == popped ? 1 : 0;
  CHECK(popped == pushed);
}

}  // namespace
}  // namespace drmsim::sim
