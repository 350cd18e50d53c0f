// A generator: a function that hands out one value at a time, on a stack of its own.
#include "sim/fiber.h"

#include <optional>
#include <stdexcept>

#include <catch2/catch.hpp>

namespace drmsim::sim {
namespace {

TEST_CASE("example: a fiber is a generator that goes on where it was suspended") {
  FiberPool pool;
  Fiber& fiber = pool.take();
  std::optional<int> next;
  bool cleaned_up = false;
  const auto squares = [&] {
    struct OnStack {
      bool& done;
      ~OnStack() { done = true; }
    } const on_stack{cleaned_up};
    for (int i = 1; i <= 5; ++i) {
      if (i == 4) throw std::runtime_error("enough");
      next = i * i;
      fiber.suspend();
      if (fiber.unwinding()) throw FiberUnwind{};
    }
  };
  fiber.start(squares);
  CHECK_FALSE(next);  // nothing has run yet
  for (const int expected : {1, 4, 9}) {
    fiber.resume();
    CHECK(next == expected);
    CHECK_FALSE(fiber.done());
  }
  fiber.resume();
  CHECK(fiber.done());
  CHECK(cleaned_up);
  CHECK_THROWS_WITH(std::rethrow_exception(fiber.take_exception()), "enough");
  CHECK(fiber.take_exception() == nullptr);  // it was taken

  cleaned_up = false;
  fiber.start(squares);  // the same stack once more
  fiber.resume();
  fiber.unwind();  // nobody wants the rest
  CHECK(fiber.done());
  CHECK(cleaned_up);
  CHECK(fiber.take_exception() == nullptr);  // FiberUnwind is no failure
  fiber.start(squares);
  fiber.resume();
  CHECK(next == 1);
  CHECK_FALSE(fiber.done());
  fiber.unwind();
  pool.give_back(fiber);
  CHECK(&pool.take() == &fiber);
  pool.give_back(fiber);
}

}  // namespace
}  // namespace drmsim::sim
