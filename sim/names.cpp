#include "sim/names.h"

#include "sim/assert.h"

namespace drmsim::sim {

Names::Names() {
  intern("");
}

NameId Names::intern(std::string_view name) {
  return texts_.add(name).first;
}

const std::string& Names::text(NameId id) const {
  DRMSIM_ASSERT(id < texts_.size(), "a name is looked up in the World that made it");
  return texts_.text(id);
}

std::string Names::text(JobTag tag) const {
  if (tag.number_plus_one == 0) return text(tag.name);
  return text(tag.name) + "." + std::to_string(tag.number_plus_one - 1);
}

}  // namespace drmsim::sim
