// The objects of a client, or of all clones of a workload, by name; made when first named.
//
// A working set may list billions of objects of which a workload uses three.
#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "tools/wsim/object_fences.h"

namespace drmsim::scenarios::wsim {

class ObjectTable {
 public:
  explicit ObjectTable(drm::Api& api) : api_(api) {}

  // Valid as long as the table. `set`: id of the working set.
  ObjectFences& object(std::uint32_t set, std::uint32_t index) {
    return objects_.try_emplace({set, index}, api_).first->second;
  }

  void drop_all() {  // the references of all fences
    for (auto& [name, fences] : objects_) fences.drop_all();
  }

 private:
  drm::Api& api_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, ObjectFences> objects_;
};

}  // namespace drmsim::scenarios::wsim
