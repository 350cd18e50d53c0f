// Work items whose function is a lambda, for the tests of workqueues.
#pragma once

#include <functional>
#include <string_view>
#include <utility>

#include "sim/workqueue.h"

namespace drmsim::sim {

class TestItem {
 public:
  TestItem(World& world, std::string_view name, std::function<void()> function)
      : work(world, name, "test", &run, this), function_(std::move(function)) {}
  Work work;

 private:
  static void run(void* item) { static_cast<TestItem*>(item)->function_(); }
  std::function<void()> function_;
};

class TestDelayedItem {
 public:
  TestDelayedItem(World& world, std::string_view name, std::function<void()> function,
                  TimerRounding rounding = TimerRounding::exact)
      : work(world, name, "test", &run, this, rounding), function_(std::move(function)) {}
  DelayedWork work;

 private:
  static void run(void* item) { static_cast<TestDelayedItem*>(item)->function_(); }
  std::function<void()> function_;
};

}  // namespace drmsim::sim
