// What Linux 6.12 does otherwise than 7.3, in one place.
//
// - A job has a number of its own, which the event of its submission names; what it costs is asked
//   each time that it is considered.
// - An entity is ready if its queue has a head, whatever its count.
// - The free worker frees one job a turn.
// - A handler cannot answer that nothing hangs.
// - Round robin is a list, and entities stay in a run queue when they run dry. Their place in it
//   changes after the job came or went, not with it; they have no statistics.
// - drm_sched_fini() stops the entities whose run queues it frees.
// - Entities of kernel priority are never found guilty.
// Which of 7.3's defects it has not, and which others it has: Release::own_defects().
// Source: drivers/gpu/drm/scheduler/sched_main.c and sched_entity.c of 6.12.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "sched/model/release_7_2.h"
#include "sched/model/run_queue.h"
#include "sched/model/scheduler.h"

namespace drmsim::drm {

class Scheduler612 final : public Scheduler {
 public:
  Scheduler612(sim::World& world, const SchedulerArgs& args, SchedulerParts parts,
               sim::Where where = sim::Where::here());
  // What the entity's next job costs now, as the driver says.
  void update_job_credits(Entity& entity);
  static void drm_sched_free_job_work(void* scheduler);
  std::uint64_t job_id(const Job&) override { return ++job_id_count_; }

 protected:
  void drm_sched_job_reinsert_on_false_timeout(Job& job) override;
  Priority first_blamed() const override { return Priority::high; }

 private:
  std::uint64_t job_id_count_ = 0;
};

class RunQueue612;

class Entity612 final : public Entity72 {
 public:
  Entity612(sim::World& world, const EntityArgs& args, sim::Where where = sim::Where::here())
      : Entity72(world, args, false, where) {}

 protected:
  void queue_job(Job& job, const Scheduler& armed_for, sim::TimeNs submit_ns,
                 sim::Where where) override;
  void take_head() override;

 private:
  RunQueue612& rq() const;
};

class RoundRobinList;

class RunQueue612 final : public RunQueue {
 public:
  RunQueue612(Scheduler& scheduler, Priority priority, std::unique_ptr<RunQueuePolicy> policy);
  static std::unique_ptr<RunQueue> make(Scheduler& scheduler, Priority priority,
                                        std::unique_ptr<RunQueuePolicy> policy);
  // The submission of an entity's head job matters to its policy, which costs two locks for each.
  bool orders_by_head() const { return round_robin_ == nullptr; }
  void drm_sched_rq_add_entity(Entity& entity, sim::TimeNs submit_ns) override;
  using Change = void (RunQueuePolicy::*)(Entity& entity, sim::TimeNs submit_ns);
  void drm_sched_rq_update_fifo(Entity& entity, sim::TimeNs submit_ns, Change change);
  Selection drm_sched_rq_select_entity() override;
  void fini() override;  // they stay on the list: drm_sched_entity_fini() comes too late

 private:
  RoundRobinList* round_robin_;  // null: another policy
};

std::unique_ptr<RunQueuePolicy> make_round_robin_list();

}  // namespace drmsim::drm
