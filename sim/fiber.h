// A stackful coroutine with a pooled stack: what a CPU context runs on.
//
// Intuition: a thread without the operating system; switching costs nanoseconds and nobody else
// decides when. Mechanism: Boost.Context; a fiber that finished its function keeps its stack and
// takes the next one, so starting a context allocates nothing. Each fiber keeps its own record of
// the C++ exceptions that it is handling, so it may be suspended inside a catch block. Limits: the
// stack is fixed, 128 kB (512 kB with AddressSanitizer); a fiber may be resumed only by the thread
// that made its pool.
#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include <boost/context/fiber.hpp>

namespace drmsim::sim {

// Thrown inside a suspended fiber to unwind it when its World ends. Never catch it without
// rethrowing.
struct FiberUnwind {};

class Fiber {
 public:
  Fiber();
  ~Fiber();
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;

  void start(std::function<void()> function);  // runs at the next resume()
  void resume();                               // from outside; returns when it suspends or is done
  void suspend();                              // from inside
  void unwind();                               // from outside: end the function by an exception
  bool done() const { return done_; }
  // From inside, after suspend(): the function has to be left by throwing FiberUnwind.
  bool unwinding() const { return unwinding_; }
  // What the function threw, if it ended that way; null otherwise. FiberUnwind does not count.
  std::exception_ptr take_exception() { return std::exchange(exception_, nullptr); }

 private:
  // The part of the C++ runtime's state that belongs to a stack (Itanium C++ ABI, 2.2.2).
  struct ExceptionState {
    void* caught = nullptr;
    unsigned int uncaught = 0;
  };
  boost::context::fiber loop(boost::context::fiber&& resumer);
  void switch_to_outside();

  std::function<void()> function_;
  std::exception_ptr exception_;
  ExceptionState exception_state_;
  bool done_ = true;
  bool unwinding_ = false;
  bool leaving_ = false;  // the pool is going away: leave the loop
  // AddressSanitizer's view of the stacks; used in its builds only.
  [[maybe_unused]] void* sanitizer_fake_stack_ = nullptr;
  const void* stack_bottom_ = nullptr;
  std::size_t stack_size_ = 0;
  [[maybe_unused]] const void* outer_bottom_ = nullptr;
  [[maybe_unused]] std::size_t outer_size_ = 0;
  boost::context::fiber outer_;  // whoever resumed us; valid while inside
  boost::context::fiber inner_;  // the suspended fiber; valid while outside
};

// Keeps finished fibers for the next World. One per thread is enough; results never depend on it.
class FiberPool {
 public:
  Fiber& take();
  void give_back(Fiber& fiber);

 private:
  std::vector<std::unique_ptr<Fiber>> all_;
  std::vector<Fiber*> idle_;
};

}  // namespace drmsim::sim
