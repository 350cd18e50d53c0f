#include "sim/fiber.h"

#include <utility>

#include <cxxabi.h>

#include <boost/context/protected_fixedsize_stack.hpp>

#include "sim/assert.h"

#if defined(__SANITIZE_ADDRESS__)
#define DRMSIM_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define DRMSIM_ASAN 1
#endif
#endif
#ifdef DRMSIM_ASAN
#include <sanitizer/common_interface_defs.h>
#endif

namespace drmsim::sim {
namespace {

#ifdef DRMSIM_ASAN
constexpr std::size_t kStackBytes = 512 * 1024;  // instrumented frames are several times larger
#else
constexpr std::size_t kStackBytes = 128 * 1024;  // touched lazily: two or three pages are used
#endif

}  // namespace

Fiber::Fiber() {
  boost::context::protected_fixedsize_stack stack(kStackBytes);
  const auto memory = stack.allocate();
  stack_bottom_ = static_cast<const char*>(memory.sp) - memory.size;
  stack_size_ = memory.size;
  inner_ = boost::context::fiber(
      std::allocator_arg, boost::context::preallocated(memory.sp, memory.size, memory), stack,
      [this](boost::context::fiber&& resumer) { return loop(std::move(resumer)); });
}

Fiber::~Fiber() {
  DRMSIM_ASSERT(done_, "a fiber is destroyed only when its function has returned");
  leaving_ = true;
  resume();
}

boost::context::fiber Fiber::loop(boost::context::fiber&& resumer) {
  outer_ = std::move(resumer);
#ifdef DRMSIM_ASAN
  __sanitizer_finish_switch_fiber(nullptr, &outer_bottom_, &outer_size_);
#endif
  while (!leaving_) {
    try {
      if (!unwinding_) function_();
    } catch (const FiberUnwind&) {
      DRMSIM_ASSERT(unwinding_, "FiberUnwind is for fibers that are being unwound");
    } catch (...) {
      if (!unwinding_) exception_ = std::current_exception();
    }
    done_ = true;
    unwinding_ = false;
    switch_to_outside();
  }
#ifdef DRMSIM_ASAN
  __sanitizer_start_switch_fiber(nullptr, outer_bottom_, outer_size_);
#endif
  return std::move(outer_);
}

// Leaves the fiber and returns when it is resumed.
void Fiber::switch_to_outside() {
#ifdef DRMSIM_ASAN
  __sanitizer_start_switch_fiber(&sanitizer_fake_stack_, outer_bottom_, outer_size_);
#endif
  outer_ = std::move(outer_).resume();
#ifdef DRMSIM_ASAN
  __sanitizer_finish_switch_fiber(sanitizer_fake_stack_, &outer_bottom_, &outer_size_);
#endif
}

void Fiber::start(std::function<void()> function) {
  DRMSIM_ASSERT(done_, "a fiber runs one function at a time");
  function_ = std::move(function);
  done_ = false;
}

void Fiber::resume() {
  auto* exceptions = reinterpret_cast<ExceptionState*>(abi::__cxa_get_globals());
  const ExceptionState outer_state = std::exchange(*exceptions, exception_state_);
#ifdef DRMSIM_ASAN
  void* fake_stack = nullptr;
  __sanitizer_start_switch_fiber(&fake_stack, stack_bottom_, stack_size_);
#endif
  inner_ = std::move(inner_).resume();
#ifdef DRMSIM_ASAN
  __sanitizer_finish_switch_fiber(fake_stack, nullptr, nullptr);
#endif
  exception_state_ = std::exchange(*exceptions, outer_state);
  if (done_) function_ = nullptr;
}

void Fiber::suspend() {
  switch_to_outside();
}

void Fiber::unwind() {
  if (done_) return;
  unwinding_ = true;
  resume();
  DRMSIM_ASSERT(done_, "a fiber that is unwound does not suspend again");
}

Fiber& FiberPool::take() {
  if (idle_.empty()) {
    all_.push_back(std::make_unique<Fiber>());
    return *all_.back();
  }
  Fiber* fiber = idle_.back();
  idle_.pop_back();
  return *fiber;
}

void FiberPool::give_back(Fiber& fiber) {
  DRMSIM_ASSERT(fiber.done(), "only an idle fiber goes back to the pool");
  idle_.push_back(&fiber);
}

}  // namespace drmsim::sim
