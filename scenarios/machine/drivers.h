// The drivers that a scenario may name, and what a user adds.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/drivers/common/driver.h"

namespace drmsim::scenarios {

// Drivers by name: "ring", "slot", "firmware", "lima", "v3d", and what a user adds.
class Drivers {
 public:
  Drivers();
  void add(std::string name, DriverFactory factory);
  const DriverFactory* find(std::string_view name) const;  // null: there is none
  std::vector<std::string> names() const;

 private:
  std::map<std::string, DriverFactory, std::less<>> factories_;
};

}  // namespace drmsim::scenarios
