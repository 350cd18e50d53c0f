// What differs between kernel versions, as data.
//
// A preset names a kernel release; a switch names one behaviour, so that a bug file can say "this
// release, but with that defect". Every switch cites where the behaviour changed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace drmsim::sched {

struct Semantics {
  std::string preset = "linux-6.12";

  // drm_sched_run_job_work() puts the reference that run_job() handed over before it adds its
  // callback to the fence. Safe only as long as s_fence->parent holds another. The 6.12 tree does
  // so.
  bool put_parent_before_add_callback = true;

  // Null if there is no such preset.
  static const Semantics* find_preset(std::string_view name);
  static std::vector<std::string_view> preset_names();
  // Sets a switch by its name; false if there is none of that name.
  bool set_switch(std::string_view name, bool on);
  static std::vector<std::string_view> switch_names();
};

}  // namespace drmsim::sched
