// Which release of Linux the model behaves as, and with which defects.
//
// The model is written as the newest one; what an older one does otherwise is in release_7_2.h and
// release_6_12.h. Of a release's own defects a scenario may mend some, and it may bring in others.
// Releases that only the kernel's own code serves (6.1, 6.17) are none of the model's.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sched/model/defects.h"

namespace drmsim::drm {

enum class ReleaseId : std::uint8_t { linux_6_12, linux_7_2, linux_7_3 };

struct Release {
  Release(ReleaseId of = ReleaseId::linux_6_12)  // NOLINT(google-explicit-constructor)
      : id(of), defects(own_defects(of)) {}
  bool has(Defect defect) const { return defects.has(defect); }
  Release with(Defect defect) const {
    Release release = *this;
    release.defects.set(defect);
    return release;
  }
  Release without(Defect defect) const {
    Release release = *this;
    release.defects.set(defect, false);
    return release;
  }

  ReleaseId id;
  Defects defects;

  static Defects own_defects(ReleaseId id);
  static const ReleaseId* find(std::string_view name);  // "linux-6.12"; null: there is none
  static std::vector<std::string_view> names();
};

}  // namespace drmsim::drm
