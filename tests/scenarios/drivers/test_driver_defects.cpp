// Each defect of a driver has a file of its own, and makes a difference that a scenario file shows.
// The one that all drivers share, FenceFreedAtOnce: common/test_hw_fence.cpp.
#include <catch2/catch.hpp>

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "tests/scenarios/whole_corpus.h"

namespace drmsim::scenarios {
namespace {

// A key of `driver`, at what is no defect. True: it was another.
template <auto Key, auto Correct>
bool mend(DriverSpec& driver) {
  const bool was_wrong = driver.*Key != Correct;
  driver.*Key = Correct;
  return was_wrong;
}

struct DefectFile {
  const char* path;  // below scenarios/drivers/, without .h
  const char* kind;
  std::function<bool(DriverSpec&)> mend;  // true: it was in
};

const std::vector<DefectFile>& defect_files() {
  using D = DriverSpec;
  static const std::vector<DefectFile> files = {
      {"ring/defects/a16_finished_error_unchecked", "ring",
       mend<&D::finished_error, FinishedError::after_stop>},
      {"ring/defects/a2_job_not_put_back", "ring",
       mend<&D::on_false_timeout, FalseTimeout::reinsert>},
      {"ring/defects/b12_fence_allocated", "ring", mend<&D::fence, FenceStorage::preallocated>},
      {"ring/defects/b14_lost_device_ignored", "ring", mend<&D::cancel_when_lost, true>},
      {"ring/defects/b5_fence_reinitialised", "ring",
       mend<&D::reinitialise_fence_on_replay, false>},
      {"ring/defects/counter_locks", "ring", mend<&D::counters, CounterLocks::ordered>},
      {"ring/defects/e13_no_own_reference", "ring", mend<&D::keep_reference, true>},
      {"ring/defects/e13_unbalanced_put", "ring", mend<&D::unbalanced_put, false>},
      {"ring/defects/killed_without_error", "ring", mend<&D::soft_recovery_error, true>},
      {"ring/defects/r1_oldest_completed", "ring",
       mend<&D::interrupt_takes, InterruptTakes::number>},
      {"ring/defects/r3_prepare_job_never_done", "ring",
       mend<&D::prepare_job, PrepareJob::hardware_fence>},
      {"ring/defects/submission_habits", "ring",
       [](D& driver) {
         const bool waited = mend<&D::submit_waits, InSubmission::unlocked>(driver);
         return mend<&D::submit_allocates, InSubmission::unlocked>(driver) || waited;
       }},
      {"slot/defects/a10_checks_less", "slot",
       mend<&D::completion_check, CompletionCheck::hardware>},
      {"slot/defects/a11_interrupts_in_reset", "slot",
       mend<&D::interrupts_in_reset, InterruptsInReset::masked>},
      {"slot/defects/a14_completed_is_cancelled", "slot",
       mend<&D::completed_replay, CompletedReplay::signalled_fence>},
      {"slot/defects/a16_hang_error_unchecked", "slot", mend<&D::hang_error, HangError::locked>},
      {"slot/defects/a2_not_put_back", "slot",
       [](D& driver) {
         const bool left_moving = mend<&D::on_progress, FalseTimeout::reinsert>(driver);
         return mend<&D::on_false_timeout, FalseTimeout::reinsert>(driver) || left_moving;
       }},
      {"slot/defects/b10_reset_in_interrupt_thread", "slot",
       mend<&D::fault_recovery, FaultRecovery::timeout_worker>},
      {"slot/defects/b13_started_before_restore", "slot", mend<&D::start_before_restore, false>},
      {"slot/defects/b3_error_not_rechecked", "slot", mend<&D::recheck_error, true>},
      {"slot/defects/b4_old_fence_leaks", "slot", mend<&D::put_old_fence, true>},
      {"slot/defects/b9_retired_before_reset", "slot", mend<&D::retire_before_reset, false>},
      {"slot/defects/c8_close_asks_entity", "slot", mend<&D::close_asks_entity, false>},
      {"slot/defects/cancels_under_reset_lock", "slot",
       mend<&D::cancel_recovery, CancelRecovery::before_reset_lock>},
      {"slot/defects/f3_slot_cleared_late", "slot", mend<&D::clear_slot, ClearSlot::before_signal>},
      {"slot/defects/r1_active_completed", "slot",
       mend<&D::interrupt_takes, InterruptTakes::number>},
      {"firmware/defects/a18_unstarted_job_skipped", "firmware",
       mend<&D::unstarted_job, UnstartedJob::reset>},
      {"firmware/defects/a18_used_after_release", "firmware", mend<&D::use_after_release, false>},
      {"firmware/defects/a2_finished_not_put_back", "firmware",
       mend<&D::on_false_timeout, FalseTimeout::reinsert>},
      {"firmware/defects/a8_suspension_trusted", "firmware", mend<&D::trust_suspension, false>},
      {"firmware/defects/f8_fence_lock_not_irq_safe", "firmware",
       mend<&D::irq_safe_fence_lock, true>},
      {"firmware/defects/r2_place_outlives_owner", "firmware", mend<&D::close_frees_place, true>},
  };
  return files;
}

// With the defect mended in all drivers of the kind; whether it was in.
bool mended(ScenarioSpec& spec, const DefectFile& file) {
  bool was_in = false;
  for (RingSpec& ring : spec.rings) {
    if (ring.driver.kind.name == file.kind) was_in = file.mend(ring.driver) || was_in;
  }
  return was_in;
}

}  // namespace

TEST_CASE("driver defects: each file has its line in this test") {
  std::set<std::string> written;
  for (const char* driver : {"ring", "slot", "firmware"}) {
    const std::string below = std::string(driver) + "/defects/";
    for (const auto& entry :
         std::filesystem::directory_iterator(DRMSIM_SOURCE_DIR "/scenarios/drivers/" + below)) {
      const std::string stem = entry.path().stem();
      if (entry.path().extension() == ".h" && stem != std::string(driver) + "_defects") {
        written.insert(below + stem);
      }
    }
  }
  std::set<std::string> tested;
  for (const DefectFile& file : defect_files()) tested.insert(file.path);
  CHECK(tested == written);
}

// In the plain run; or in other schedules, where the file is a bug's that has to be explored, which
// `drmsim bugs` does, beside its twin without the defect.
TEST_CASE("driver defects: each makes a difference to a scenario file") {
  const std::vector<ScenarioSpec> specs = scenario_files_of_the_model();
  for (const DefectFile& file : defect_files()) {
    INFO(file.path);
    bool matters = false;
    for (const ScenarioSpec& spec : specs) {
      ScenarioSpec without = spec;
      if (matters || !mended(without, file)) continue;
      matters = (spec.bug.given() && spec.bug.explore) || run_hash(spec) != run_hash(without);
    }
    CHECK(matters);
  }
}

}  // namespace drmsim::scenarios
