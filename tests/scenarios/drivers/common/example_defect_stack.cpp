// A driver of one step, and two defects that can be put around it.
#include "scenarios/drivers/common/defect_stack.h"

#include <catch2/catch.hpp>

#include <string>
#include <utility>

namespace drmsim::scenarios {
namespace {

class Timer;

class TimerSteps {
 public:
  virtual std::string interrupt() = 0;

 protected:
  ~TimerSteps() = default;
};

class TimerDefect : public TimerSteps {
 public:
  TimerDefect(Timer& driver, TimerSteps& inner) : driver_(driver), inner_(inner) {}
  virtual ~TimerDefect() = default;
  std::string interrupt() override { return inner_.interrupt(); }

 protected:
  Timer& driver_;
  TimerSteps& inner_;
};

class Timer : private TimerSteps {
 public:
  DefectStack<Timer, TimerSteps, TimerDefect> defects{*this, *this};

  std::string on_irq() { return defects.outermost().interrupt(); }
  std::string interrupt() override { return "status read, cleared"; }
};

class NeverCleared final : public TimerDefect {
 public:
  using TimerDefect::TimerDefect;
  std::string interrupt() override { return "status read"; }
};

class Logs final : public TimerDefect {
 public:
  Logs(Timer& driver, TimerSteps& inner, std::string how_often)
      : TimerDefect(driver, inner), how_often_(std::move(how_often)) {}
  std::string interrupt() override { return inner_.interrupt() + ", logged " + how_often_; }

 private:
  std::string how_often_;
};

}  // namespace

TEST_CASE("example: defects are put around the steps of a correct driver, and combine") {
  Timer timer;
  CHECK(timer.on_irq() == "status read, cleared");
  timer.defects.add<Logs>(std::string("twice"));
  CHECK(timer.on_irq() == "status read, cleared, logged twice");
  Timer two;
  two.defects.add<NeverCleared>();
  two.defects.add<Logs>(std::string("twice"));
  CHECK(two.on_irq() == "status read, logged twice");
}

}  // namespace drmsim::scenarios
