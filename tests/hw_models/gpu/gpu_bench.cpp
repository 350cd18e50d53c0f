#include "tests/hw_models/gpu/gpu_bench.h"

#include <fmt/format.h>

#include "hw_models/gpu/gpu.h"
#include "hw_models/gpu/mmio_master.h"

namespace drmsim::hw {

GpuBench::GpuBench(const GpuConfig& config, const sim::WorldOptions& options)
    : world(options),
      gpu_model_(std::make_unique<Gpu>("gpu", world, config)),
      bus_model_(std::make_unique<MmioMaster>("bus", world)),
      gpu(*gpu_model_),
      bus(*bus_model_) {
  bus_model_->socket.bind(gpu_model_->registers.socket);
  world.log().attach(*this);
  const std::uint32_t count = gpu.ring_count();
  seqnos_.resize(count);
  fence_irqs_.resize(count);
  error_irqs_.resize(count);
  reset_irqs_.resize(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    const RingResources& ring = gpu.resources(i);
    writers_.emplace_back(ring.buffer, ring.size_dwords);
    ring.fence_irq->request([this, i] { fence_irqs_[i].push_back(world.now()); });
    ring.error_irq->request([this, i] { error_irqs_[i].push_back(world.now()); });
    ring.reset_irq->request([this, i] { reset_irqs_[i].push_back(world.now()); });
  }
}

GpuBench::~GpuBench() {
  world.end();
}

void GpuBench::cpu(sim::TimeNs at_ns, std::function<void()> function) {
  world.spawn_task("cpu", [this, at_ns, function = std::move(function)] {
    world.cpu().sleep_until(at_ns);
    function();
  });
}

std::uint32_t GpuBench::submit(std::string_view name, sim::TimeNs duration_ns, std::uint32_t ring) {
  writer(ring).execute(job(name), duration_ns);
  writer(ring).write_fence(gpu.resources(ring).fence_address, ++seqnos_[ring], true);
  doorbell(ring);
  return seqnos_[ring];
}

void GpuBench::doorbell(std::uint32_t ring) {
  bus.write32(gpu.resources(ring).registers + offsetof(RingRegisters, wptr), writer(ring).wptr());
}

std::uint32_t GpuBench::read(std::uint32_t ring, std::size_t offset) {
  return bus.read32(gpu.resources(ring).registers + offset);
}

void GpuBench::reset(ResetKind kind, std::uint32_t ring) {
  const RingResources& at = gpu.resources(ring);
  bus.write32(at.reset_registers + offsetof(ResetRegisters, command),
              reset_command(kind, at.reset_ring));
  if (kind == ResetKind::soft_recovery || reset_status(ring) == reset_status::failed) return;
  for (std::uint32_t i = 0; i < gpu.ring_count(); ++i) {
    const bool in_domain = gpu.resources(i).reset_registers == at.reset_registers;
    if (i == ring || (kind == ResetKind::full && in_domain)) writer(i).restart();
  }
}

std::uint32_t GpuBench::reset_status(std::uint32_t ring) {
  return bus.read32(gpu.resources(ring).reset_registers + offsetof(ResetRegisters, status));
}

std::vector<std::string> GpuBench::hazards() {
  std::vector<std::string> messages;
  for (const sim::Hazard& hazard : world.hazards().all()) messages.push_back(hazard.message);
  return messages;
}

void GpuBench::on_event(const sim::Event& event) {
  const std::string text = sim::event_text(event, world.names());
  if (text.find(" hw_") == std::string::npos) return;
  std::string line;  // without the padding of the columns
  for (const char c : text) {
    if (c != ' ' || (!line.empty() && line.back() != ' ')) line += c;
  }
  log.push_back(line);
}

namespace {

std::string ring_name(std::uint32_t index) {
  return index == 0 ? "gfx" : fmt::format("r{}", index);
}

}  // namespace

JobFaults hang(std::uint32_t attempts) {
  JobFaults faults;
  faults.hang_attempts = attempts;
  return faults;
}

GpuConfig separate_rings(std::uint32_t count) {
  GpuConfig config;
  for (std::uint32_t i = 0; i < count; ++i) {
    config.engines.push_back({ring_name(i), 1});
    config.reset_domains.push_back({ring_name(i), {}, {}, {}});
    RingConfig& ring = config.rings.emplace_back();
    ring.name = ring_name(i);
    ring.engine = ring.reset_domain = i;
  }
  return config;
}

GpuConfig shared_engine(std::uint32_t count, std::uint32_t width) {
  GpuConfig config = separate_rings(count);
  config.engines.assign(1, {"engine", width});
  config.reset_domains.resize(1);
  for (RingConfig& ring : config.rings) ring.engine = ring.reset_domain = 0;
  return config;
}

}  // namespace drmsim::hw
