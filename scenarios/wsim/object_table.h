// The objects of a client, or of all clones of a workload, by name; made when first named.
//
// A working set may list billions of objects of which a workload uses three.
#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "scenarios/wsim/object_fences.h"

namespace drmsim::scenarios::wsim {

class ObjectTable {
 public:
  // Valid as long as the table. `set`: id of the working set.
  ObjectFences& object(std::uint32_t set, std::uint32_t index) { return objects_[{set, index}]; }

  void drop_all() {  // the references of all fences
    for (auto& [name, fences] : objects_) fences.drop_all();
  }

 private:
  std::map<std::pair<std::uint32_t, std::uint32_t>, ObjectFences> objects_;
};

}  // namespace drmsim::scenarios::wsim
