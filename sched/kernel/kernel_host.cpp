#include "sched/kernel/kernel_host.h"

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "sched/kernel/host_ops_table.h"
#include "sim/object_arena.h"

namespace drmsim::kernel {

namespace {

// The adapter's files and the glue of drivers have paths of ours; drivers of ours are C++.
bool is_the_kernels(sim::Where where) {
  for (const std::string_view folder : {"drivers/", "include/", "lib/", "kernel/"}) {
    if (where.path().substr(0, folder.size()) == folder) return true;
  }
  return false;
}

// "6.12" of "6.12.117": a stable update is the same release.
std::string series_of(const std::string& release) {
  const std::size_t dot = release.find('.');
  return dot == std::string::npos ? release
                                  : release.substr(0, release.find_first_of(".-", dot + 1));
}

}  // namespace

KernelHost::KernelHost(sim::World& world, LoadedLibrary& library, KernelCallbacks& callbacks,
                       sim::Workqueue& system_wq, sim::Delay wakeup, sim::TimerRounding rounding)
    : world_(world),
      library_(library),
      callbacks_(callbacks),
      wakeup_(std::move(wakeup)),
      rounding_(rounding),
      jiffy_ns_(rounding == sim::TimerRounding::exact ? 1 : sim::kTickNs),
      tasks_(world, library.functions()),
      ops_(host_ops_table()) {
  const sim::ObjectArena& arena = sim::ObjectArena::of_this_thread();
  ops_.self = this;
  static_assert(sizeof(bool) == 1);
  ops_.points = reinterpret_cast<const unsigned char*>(world.points_flag());
  world.hazards().ask_for_release([this](sim::Where where) {
    return is_the_kernels(where) ? series_of(library_.release()) : std::string();
  });
  library_.boot(ops_, {arena.base(), arena.size(), arena.shadow()}, &system_wq);
}

bool KernelHost::is_over() {
  if (!std::exchange(wrong_access_, true)) return false;
  if (world_.cpu().unwinding()) world_.cpu().park();
  return true;
}

long KernelHost::jiffies(sim::TimeNs duration_ns) const {
  if (duration_ns >= sim::kForever / 2) return DRMSIM_FOREVER;
  return static_cast<long>((duration_ns + jiffy_ns_ - 1) / jiffy_ns_);
}

sim::TimeNs KernelHost::duration_ns(unsigned long jiffies) const {
  return jiffies >= static_cast<unsigned long>(DRMSIM_FOREVER) / jiffy_ns_ ? sim::kForever
                                                                           : jiffies * jiffy_ns_;
}

sim::TimeNs KernelHost::timeout_ns(long jiffies) const {
  if (jiffies < 0) return 0;
  const sim::TimeNs now_ns = world_.now();  // a timer like any other, with the wheel's buckets
  const sim::TimeNs deadline_ns =
      sim::rounded_deadline_ns(rounding_, now_ns, duration_ns(static_cast<unsigned long>(jiffies)));
  return deadline_ns == sim::kForever ? sim::kForever : deadline_ns - now_ns;
}

void KernelHost::report_uninitialised(const void* address, const char* what, sim::Where where) {
  const auto at = reinterpret_cast<std::uintptr_t>(address);
  const sim::ObjectArena& arena = sim::ObjectArena::of_this_thread();
  const std::string text = world_.describe(std::string("use of ") + what, where);
  if (sim::Tracked* object = arena.freed(at) ? arena.object_at(at) : nullptr) {
    world_.hazards().fatal(sim::HazardKind::use_after_free, where, *object,
                           text + ": its memory was freed before");
  } else {
    world_.hazards().fatal(sim::HazardKind::contract, where, what,
                           text + ": it was never initialised");
  }
  throw sim::RunIsOver(text);
}

}  // namespace drmsim::kernel
