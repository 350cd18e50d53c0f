// What a hazard is about: the kind of object, its life if it is a tracked one, and who else has a
// part in it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/names.h"

namespace drmsim::sim {

class Tracked;

struct HazardObject {
  // kind: "mutex reset_lock", "drm_sched_job": never the name of one ring, job or client. other:
  // the context that holds it, waits for it, or freed it.
  // NOLINTBEGIN(google-explicit-constructor): a call names the object alone
  HazardObject(const char* object_kind, NameId other_context = 0)
      : kind(object_kind), other(other_context) {}
  HazardObject(std::string object_kind, NameId other_context = 0)
      : kind(std::move(object_kind)), other(other_context) {}
  HazardObject(const Tracked& object);
  // NOLINTEND(google-explicit-constructor)

  std::string kind;
  NameId other;
  std::vector<std::string> life;  // oldest first; empty: not tracked
};

}  // namespace drmsim::sim
