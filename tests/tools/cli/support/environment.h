// A variable of the environment, as it was again afterwards.
#pragma once

#include <optional>
#include <string>

#include <stdlib.h>

namespace drmsim::tests {

class Environment {
 public:
  explicit Environment(const char* name) : name_(name) {
    if (const char* value = getenv(name)) before_ = value;
  }
  ~Environment() {
    if (before_.has_value()) {
      set(*before_);
    } else {
      unsetenv(name_);
    }
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  void set(const std::string& value) const { setenv(name_, value.c_str(), 1); }

 private:
  const char* name_;
  std::optional<std::string> before_;
};

}  // namespace drmsim::tests
