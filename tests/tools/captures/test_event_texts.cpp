// The printed forms of the trace events, each as its kernel prints it.
#include <catch2/catch.hpp>

#include "tools/captures/event_texts.h"

namespace drmsim::scenarios {
namespace {

std::string field_of(const char* event, const char* text, std::string_view field) {
  const EventText* known = event_text(event);
  REQUIRE(known != nullptr);
  const auto fields = known->match(text);
  if (!fields.has_value()) return "no match";
  for (const TraceField& one : *fields) {
    if (one.name == field) return one.value;
  }
  return "no field";
}

}  // namespace

TEST_CASE("event texts: fields have the names of the kernel's record") {
  const char* job =
      "dev=0000:03:00.0, fence=12:7, ring=gfx_0.0.0, job count:3, hw job count:-1, client_id:9";
  CHECK(field_of("drm_sched_job_queue", job, "name") == "gfx_0.0.0");
  CHECK(field_of("drm_sched_job_run", job, "dev") == "0000:03:00.0");
  CHECK(field_of("drm_sched_job_run", job, "fence_seqno") == "7");
  CHECK(field_of("drm_sched_job_run", job, "client_id") == "9");
  CHECK(field_of("drm_sched_job_done", "fence=12:7 signaled", "fence_context") == "12");
  CHECK(field_of("drm_sched_job_add_dep", "fence=12:7 depends on fence=3:4", "seqno") == "4");
  CHECK(field_of("drm_sched_job_unschedulable", "fence=12:7 depends on unsignalled fence=3:4",
                 "ctx") == "3");
  CHECK(field_of("drm_run_job",
                 "entity=000000001c, id=5, fence=00000000ab, ring=comp 1, job count:0, hw job "
                 "count:1",
                 "name") == "comp 1");
  CHECK(field_of("drm_sched_process_job", "fence=00000000ab signaled", "fence") == "00000000ab");
  CHECK(field_of("drm_sched_job_wait_dep",
                 "job ring=gfx, id=5, depends fence=00000000ab, context=3, seq=4", "ctx") == "3");
}

TEST_CASE("event texts: amdgpu prints in two ways, vblanks in two") {
  CHECK(field_of("amdgpu_cs_ioctl",
                 "sched_job=3, timeline=gfx, context=4929, seqno=3200, ring_name=ffff91cb, "
                 "num_ibs=1",
                 "context") == "4929");
  CHECK(field_of("amdgpu_sched_run_job",
                 "timeline=gfx_0.0.0, fence=4929:3200, ring_name=gfx_0.0.0, num_ibs=1",
                 "seqno") == "3200");
  CHECK(field_of("drm_vblank_event", "crtc=1, seq=540828", "seq") == "540828");
  CHECK(field_of("drm_vblank_event", "crtc=1, seq=540828, time=77, high-prec=true", "seq") ==
        "540828");
  CHECK(field_of("dma_fence_signaled", "driver=amd_sched timeline=gfx context=4 seqno=5",
                 "timeline") == "gfx");
}

TEST_CASE("event texts: what is cut off, or has more, is another text") {
  CHECK(field_of("drm_sched_job_done", "fence=12:7 signal", "fence_context") == "no match");
  CHECK(field_of("drm_sched_job_done", "fence=12: signaled", "fence_context") == "no match");
  CHECK(field_of("drm_sched_job_done", "fence=12:7 signaled twice", "fence_context") == "no match");
  CHECK(field_of("drm_sched_job_done", "", "fence_context") == "no match");
  CHECK(event_text("sched_switch") == nullptr);
}

}  // namespace drmsim::scenarios
