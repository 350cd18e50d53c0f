// The drivers that a scenario may name, and what a user adds.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/drivers/common/driver.h"
#include "scenarios/drivers/common/driver_options.h"

namespace drmsim::scenarios {

// Drivers by name: "ring", "slot", "firmware", "lima", "v3d", and what a user adds.
class Drivers {
 public:
  Drivers();
  // Of a driver without options: the scenario may give none.
  void add(std::string name, DriverFactory factory);
  // Of one that has some. make(const DriverContext&, const Options&) gives the driver.
  template <class Options, class Make>
  void add(std::string name, const Section<Options>& section, Make make) {
    factories_[std::move(name)] = [section, make](const DriverContext& context) {
      return make(context, read_options(section, context));
    };
  }
  // Null: there is none. What it makes reads its own options, or refuses them if it has none: who
  // wraps it leaves the ring's options to it.
  const DriverFactory* find(std::string_view name) const;
  std::vector<std::string> names() const;

 private:
  std::map<std::string, DriverFactory, std::less<>> factories_;
};

}  // namespace drmsim::scenarios
