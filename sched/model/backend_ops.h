// struct drm_sched_backend_ops, on the model's own types: what the model calls. The contract of
// each function is in sched/api/drm_backend_ops.h, which drivers implement.
#pragma once

#include <cstdint>

#include "sched/api/drm_backend_ops.h"

namespace drmsim::sched {

class DmaFence;
class Entity;
class Job;

struct RunJobResult {
  DmaFence* fence = nullptr;
  int error = 0;

  static RunJobResult hardware_fence(DmaFence* fence) { return {fence, 0}; }
  static RunJobResult nothing() { return {}; }
  static RunJobResult failed(int error) { return {nullptr, error}; }
};

using drm::SchedStat;

class BackendOps {
 public:
  virtual ~BackendOps() = default;
  virtual DmaFence* prepare_job(Job&, Entity&) { return nullptr; }
  virtual RunJobResult run_job(Job& job) = 0;
  virtual SchedStat timedout_job(Job& job) = 0;
  virtual void free_job(Job& job) = 0;
  virtual void cancel_job(Job&) {}
  virtual std::uint32_t update_job_credits(Job& job);  // by default unchanged
};

}  // namespace drmsim::sched
