// The fences of one buffer object: who writes it, who has read it since.
//
// Intuition: a library book with one slip for whoever is changing it and one for every reader. A
// reader waits for the writer; a writer waits for the writer and for all readers. Mechanism: a
// reference of the last writer's fence and of one fence per reading context, the latest; a write
// replaces them all. Signalled fences are no reason to wait and are forgotten when the next one
// comes. Source: struct dma_resv, drivers/dma-buf/dma-resv.c, with the usages write and read.
#pragma once

#include <cstdint>
#include <vector>

#include "sched/api/drm_api.h"

namespace drmsim::scenarios::wsim {

enum class ObjectAccess : std::uint8_t { read, write };

class ObjectFences {
 public:
  explicit ObjectFences(drm::Api& api) : api_(api) {}
  ObjectFences(const ObjectFences&) = delete;
  ObjectFences& operator=(const ObjectFences&) = delete;

  // Appends references of the unsignalled fences that such an access has to wait for. Waiting for a
  // write's waits until the object is idle.
  void collect(ObjectAccess access, std::vector<drm::Fence*>& fences) const;
  // `finished` belongs to a job that accesses the object and has waited for what collect() said.
  void add(ObjectAccess access, drm::Fence& finished);  // takes a reference

  void drop_all();  // the references

 private:
  drm::Api& api_;
  drm::Fence* writer_ = nullptr;
  std::vector<drm::Fence*> readers_;
};

// Waits for each of them and puts the references. May sleep.
void wait_for_all(drm::Api& api, const std::vector<drm::Fence*>& fences);

}  // namespace drmsim::scenarios::wsim
