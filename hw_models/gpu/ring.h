// A command ring: the CPU writes packets into a buffer, the front end carries them out.
//
// Intuition: a front end that reads, and a pipe behind it that finishes things in order. Mechanism:
// writing RING_WPTR (the doorbell) makes the front end read packets at once, inside the register
// access. EXECUTE needs a slot of the engine; the front end waits for one if need be, and reads on
// once the job has started. Fences and semaphore signals travel down the pipe behind the jobs
// before them (hw_models/gpu/end_of_pipe.h). When a job ends, first the engine's slot goes to the
// next job, of this ring or another, then the ended job's end-of-pipe work is done: hw_done is
// logged, its fence is written to memory, its interrupt is raised. The register file,
// hw_models/gpu/ring_registers.h, is the programmer's manual; packets: hw_models/gpu/packets.h.
// Misuse, reported as hazards: an illegal packet (the ring also stops, with its error interrupt); a
// doorbell beyond the ring, while disabled or in reset; an address outside of the memory.
#pragma once

#include <cstdint>
#include <string_view>

#include <systemc>

#include "hw_models/gpu/delay_line.h"
#include "hw_models/gpu/device.h"
#include "hw_models/gpu/end_of_pipe.h"
#include "hw_models/gpu/engine.h"
#include "hw_models/gpu/interrupt_controller.h"
#include "hw_models/gpu/memory_if.h"
#include "hw_models/gpu/packets.h"
#include "hw_models/gpu/register_block.h"
#include "hw_models/gpu/resettable.h"
#include "hw_models/gpu/ring_registers.h"
#include "hw_models/gpu/ring_view.h"

namespace drmsim::hw {

// What a ring is wired to. All of it outlives the ring.
struct RingWiring {
  Engine& engine;
  MemoryIf& memory;
  InterruptController& interrupts;
  std::uint32_t fence_source;  // interrupt source of WRITE_FENCE
  std::uint32_t error_source;  // interrupt source of errors
  FaultPlan& faults;
  DelayLine& delays;
};

class Ring final : public sc_core::sc_module,
                   public RegisterBlock,
                   public Resettable,
                   private EngineClient,
                   private MemoryWatch {
 public:
  // display_name: what the event log calls it, `sched=`.
  Ring(sc_core::sc_module_name name, sim::World& world, std::string_view display_name,
       const RingWiring& wiring);

  // RegisterBlock
  bool read_register(std::uint32_t offset, std::uint32_t& value) const override;
  bool write_register(std::uint32_t offset, std::uint32_t value) override;

  // Resettable
  void begin_reset() override;
  std::uint32_t complete_reset() override;
  std::uint64_t soft_recovery_target() const override;
  void kill(std::uint64_t target) override;

  sim::NameId display_name() const { return display_name_; }

  void inject(RingFault fault);
  void lose_device();  // nothing happens here any more

 private:
  enum class FrontEnd : std::uint8_t {
    running,  // or idle, at the end of the packets
    wait_engine,
    wait_semaphore,
    wait_idle,
    hung,
    in_reset,
    lost,
  };

  // Front end (ring_front_end.cpp): reads packets.
  void doorbell(std::uint32_t wptr);
  void count_attempts(std::uint32_t from, std::uint32_t to);
  void fetch();
  bool carry_out(PacketHeader header);  // false: it cannot be carried out now
  bool execute(PacketHeader header);
  EndCondition end_condition() const;
  void push_write(PipeEntry::Kind kind, bool interrupt);
  bool wait_semaphore();
  bool wait_idle();
  void illegal_packet(PacketHeader header);
  void resume();  // what the front end waited for has come
  void stop_front_end(FrontEnd why);
  bool enabled() const { return (regs_.control & ring_control::enable) != 0; }
  void control(std::uint32_t value);
  void misuse(std::string_view what, sim::Where where = sim::Where::here()) const;

  // The back (ring.cpp): ends of jobs, effects of packets.
  void slot_granted() override;
  void execution_ended(std::uint32_t cookie) override;
  void execution_faulted(std::uint32_t cookie) override;
  void memory_written() override;
  void retire();
  void write_memory(std::uint64_t address, std::uint32_t value);
  void raise_fence_interrupt(const PipeEntry& fence);
  void report_error(const char* fault);
  std::uint32_t status() const;
  std::uint32_t oldest_executing() const;  // cookie; the pipe's next_cookie() if there is none
  std::uint64_t executing_job() const;     // tag of the oldest one; 0: none
  std::uint32_t jobs_in_ring() const;

  sim::World& world_;
  sim::NameId display_name_;
  RingWiring wiring_;
  std::uint32_t engine_client_;
  RingRegisters regs_{};  // of the derived ones (status, job, progress) the fields are not used
  RingView buffer_;
  FrontEnd front_end_ = FrontEnd::running;
  bool error_ = false;
  AttemptFaults last_faults_;  // of the EXECUTE read last; its fence's interrupt suffers from them
  EndOfPipe pipe_;
  Delayed semaphore_poll_;
};

}  // namespace drmsim::hw
