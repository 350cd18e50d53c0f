// The engines of the simulated machine that workloads run on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tools/wsim/engine_name.h"

namespace drmsim::scenarios::wsim {

struct EngineInstance {
  EngineClass engine_class = EngineClass::rcs;
  std::uint16_t instance = 1;  // counted from 1 within the class, as in names
  std::uint16_t gt = 0;

  bool operator==(const EngineInstance&) const = default;
};

// Engines are known by their index in engines() from here on.
class EngineSet {
 public:
  // One render, copy, video enhancement and compute engine and two video engines: what the
  // workloads that ship with gem_wsim were written for.
  EngineSet();

  // A list like "RCS,BCS,VCS1,VCS2"; an engine without an instance is instance 1, one without a GT
  // is on GT 0. Throws InputError, with `option` in the place of the file, for names that are not
  // engines, twice the same engine, and an empty list.
  static EngineSet parse(std::string_view list, const std::string& option);

  const std::vector<EngineInstance>& engines() const { return engines_; }

  // "RCS", and "VCS2" where a class has several, as gem_wsim -l lists them.
  std::string name_of(std::size_t engine) const;

  // The engines that `name` may mean, in order; for DEFAULT the default engine.
  std::vector<std::size_t> matching(const EngineName& name) const;

  // The first render engine, without one the first compute engine, without one the first of all.
  std::size_t default_engine() const;

 private:
  explicit EngineSet(std::vector<EngineInstance> engines);

  std::vector<EngineInstance> engines_;  // never empty
};

}  // namespace drmsim::scenarios::wsim
