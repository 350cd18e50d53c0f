// A job that is well the first time, hangs when it is submitted again, and then is well for good.
#include "hw_models/gpu/job_faults.h"

#include <catch2/catch.hpp>

#include "tests/hw_models/gpu/gpu_bench.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: the faults of a job strike the attempts that they are meant for") {
  JobFaults faults;
  faults.skip_attempts = 1;
  faults.attempts = kEveryAttempt;
  CHECK_FALSE(faults.any());  // the numbers of attempts alone are no fault
  faults.hang_attempts = 1;
  CHECK(faults.any());

  GpuBench bench(separate_rings(1));
  bench.gpu.faults().set(bench.job("job"), faults);
  bench.cpu(0, [&] {
    for (int attempt = 1; attempt <= 3; ++attempt) {
      bench.submit("job", 100);
      bench.world.cpu().sleep_for(1'000);
      if (bench.status() == 0) continue;
      CHECK(bench.status() == (ring_status::busy | ring_status::hung));
      bench.reset(ResetKind::ring);
    }
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=job sched=gfx", "100 hw_done job=job sched=gfx",
                           "1000 hw_start job=job sched=gfx fault=hang",
                           "2000 hw_reset sched=gfx dropped=1", "2000 hw_start job=job sched=gfx",
                           "2100 hw_done job=job sched=gfx"});
  CHECK(bench.gpu.faults().attempts(bench.job("job")) == 3);
}

}  // namespace
}  // namespace drmsim::hw
