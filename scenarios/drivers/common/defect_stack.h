// The defects that a driver's options ask for, put around the driver's own steps.
//
// Intuition: an onion whose core is correct. Mechanism: Steps is an interface that the driver
// implements; Defect implements it by asking the next one inside; each defect is a subclass that
// does a step or two otherwise. The driver calls every step at outermost(). Limits: what an option
// chooses between correct designs is no defect, and is asked where the driver does it.
#pragma once

#include <memory>
#include <vector>

namespace drmsim::scenarios {

template <class Driver, class Steps, class Defect>
class DefectStack {
 public:
  // Both outlive it.
  DefectStack(Driver& driver, Steps& correct) : driver_(driver), outermost_(&correct) {}

  // arguments: beside the driver and the next one inside, for its constructor.
  template <class Added, class... Arguments>
  void add(const Arguments&... arguments) {
    defects_.push_back(std::make_unique<Added>(driver_, *outermost_, arguments...));
    outermost_ = defects_.back().get();
  }

  Steps& outermost() const { return *outermost_; }

 private:
  Driver& driver_;
  Steps* outermost_;
  std::vector<std::unique_ptr<Defect>> defects_;
};

}  // namespace drmsim::scenarios
