#include "tests/bench/bare_pipeline.h"

#include <deque>

#include <systemc>

namespace drmsim::bench {
namespace {

class BarePipeline : public sc_core::sc_module {
 public:
  BarePipeline(sc_core::sc_module_name name, const PipelineShape& shape)
      : sc_core::sc_module(name),
        shape_(shape),
        duration_(static_cast<double>(shape.duration_ns), sc_core::SC_NS) {
    SC_HAS_PROCESS(BarePipeline);
    SC_THREAD(client);
    SC_THREAD(scheduler);
    SC_THREAD(engine);
    SC_THREAD(interrupt);
    SC_THREAD(free_worker);
  }

 private:
  void client() {
    for (std::uint64_t job = 0; job < shape_.jobs; ++job) {
      while (unfinished_ >= shape_.in_flight) wait(freed_);
      ++unfinished_;
      queue_.push_back(job);
      pushed_.notify(sc_core::SC_ZERO_TIME);
    }
  }

  void scheduler() {
    for (std::uint64_t n = 0; n < shape_.jobs; ++n) {
      while (queue_.empty() || credits_ >= shape_.credit_limit) wait(pushed_ | completed_);
      ++credits_;
      ring_.push_back(queue_.front());
      queue_.pop_front();
      doorbell_.notify(sc_core::SC_ZERO_TIME);
    }
  }

  void engine() {
    for (std::uint64_t n = 0; n < shape_.jobs; ++n) {
      while (ring_.empty()) wait(doorbell_);
      wait(duration_);
      done_.push_back(ring_.front());
      ring_.pop_front();
      irq_.notify(sc_core::SC_ZERO_TIME);
    }
  }

  void interrupt() {
    for (std::uint64_t n = 0; n < shape_.jobs; ++n) {
      while (done_.empty()) wait(irq_);
      --credits_;
      finished_.push_back(done_.front());
      done_.pop_front();
      completed_.notify(sc_core::SC_ZERO_TIME);
    }
  }

  void free_worker() {
    for (std::uint64_t n = 0; n < shape_.jobs; ++n) {
      while (finished_.empty()) wait(completed_);
      finished_.pop_front();
      --unfinished_;
      freed_.notify(sc_core::SC_ZERO_TIME);
    }
  }

  PipelineShape shape_;
  sc_core::sc_time duration_;
  std::deque<std::uint64_t> queue_, ring_, done_, finished_;
  std::uint32_t unfinished_ = 0;
  std::uint32_t credits_ = 0;
  sc_core::sc_event pushed_, doorbell_, irq_, completed_, freed_;
};

}  // namespace

std::uint64_t run_bare_pipeline(const PipelineShape& shape) {
  std::uint64_t now_ns = 0;
  {
    BarePipeline pipeline("pipeline", shape);
    sc_core::sc_start();
    now_ns = static_cast<std::uint64_t>(sc_core::sc_time_stamp().to_seconds() * 1e9 + 0.5);
  }
  sc_core::sc_get_curr_simcontext()->reset();
  return now_ns;
}

}  // namespace drmsim::bench
